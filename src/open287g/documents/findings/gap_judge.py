"""What a gap between document and edition is: a blank filled in, noise, lost text, drift, or wording of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from rapidfuzz import fuzz

from open287g.core.thresholds import threshold, whole
from open287g.documents.alignment.align import Gap
from open287g.documents.alignment.misreadings import Repairer
from open287g.documents.editions.holding import holding, profile_names
from open287g.documents.editions.profile import Profile
from open287g.documents.editions.register import editions
from open287g.documents.findings.difference import Difference
from open287g.documents.findings.filled_blanks import FilledBlanks
from open287g.documents.findings.lost_text import is_lost, lost
from open287g.documents.pages.running_text import RunningText
from open287g.documents.words.fingerprints import RUN_WORDS
from open287g.documents.words.vocabulary import Vocabulary

NEGOTIATED_WORDS = whole("documents", "negotiated_words")
REMOVED_WORDS = whole("documents", "removed_words")
REMOVED_WORDS_OCR = whole("documents", "removed_words_ocr")
_REPEATED = whole("documents", "repeated_words")
_REPEATED_SHARE = threshold("documents", "repeated_share")
_CONTENT_LETTERS = whole("documents", "content_letters")
_CONTACT_NOISE = whole("documents", "contact_noise")
_OWN_WORD = threshold("documents", "own_word_likeness")


class GapJudge:
    """Tells what a gap is."""

    def __init__(
        self, running: RunningText, profile: Profile, vocabulary: Vocabulary, repeated_pages: set[int]
    ) -> None:
        self._running = running
        self._repeated_pages = repeated_pages
        self._profile = profile
        self._vocabulary = vocabulary
        self._repair = Repairer(vocabulary, profile)
        self._own_words = {w for name in running.names.known_as() for w in re.findall(r"[a-z]{2,}", name.lower())}
        self._holding = holding(running.fingerprints)
        self._shares = self._holding.mean(axis=0)
        self._models = {edition.profile: edition.model for edition in editions()}
        self._blanks = FilledBlanks(running, profile, _model_of(profile.id, self._models))

    def differences(self, gap: Gap) -> Iterator[Difference]:
        """The differences within `gap`: none when it is a filled-in blank, a name, or noise."""
        if is_lost(gap, self._running, self._profile):
            yield lost(gap, self._running, self._profile)
            if not self._blanks.hold(replace(gap, at_end=gap.at)):
                yield from self._wording(replace(gap, at=gap.at_end))
        elif not self._blanks.hold(gap):
            yield from self._wording(gap)

    def _wording(self, gap: Gap) -> Iterator[Difference]:
        if self._blanks.in_contacts(gap) and gap.doc_end - gap.doc < _CONTACT_NOISE:
            return
        if self._repeats(gap):
            yield from self._repeated(gap)
            return
        like = self._like(gap)
        if like and self._is_telling(gap):
            yield self._difference(gap, "edition", like)
            return
        if self._profile.section_at(gap.at).id == "Title":
            return
        rest = self._repair.rest(self._running.words, gap)
        own = [w for w in self._running.words[rest.doc : rest.doc_end] if self._is_real(w)]
        telling = sum(len(word) >= _CONTENT_LETTERS for word in own) >= 2
        if len(own) >= NEGOTIATED_WORDS and telling and len(own) * 2 > rest.doc_end - rest.doc:
            like = self._like(rest)
            yield self._difference(rest, "edition" if like else "negotiated", like)
        elif self._is_struck(rest):
            yield self._removed(rest)

    def _like(self, gap: Gap) -> str:
        """The profile of the same model, other than the document's, that has all words here; empty when none has."""
        low, high = max(0, gap.doc - RUN_WORDS + 1), min(gap.doc_end, len(self._holding))
        if high - low < 2:
            return ""
        rows = self._holding[low:high]
        names = profile_names()
        model = _model_of(self._profile.id, self._models)
        likely = [
            (self._shares[column], names[column])
            for column in np.flatnonzero(rows.all(axis=0))
            if names[column] != self._profile.id and _model_of(names[column], self._models) == model
        ]
        return max(likely)[1] if likely else ""

    def _is_struck(self, gap: Gap) -> bool:
        page = self._running.pages[self._running.page_of(gap.doc)]
        least = REMOVED_WORDS_OCR if page.text_from == "ocr" else REMOVED_WORDS
        return gap.doc_end == gap.doc and gap.at_end - gap.at >= least and not self._blanks.in_contacts(gap)

    def _repeats(self, gap: Gap) -> bool:
        """Whether the words here are the edition's own from elsewhere: text that stands there twice."""
        if gap.doc_end - gap.doc < _REPEATED:
            return False
        fingerprints = self._running.fingerprints[gap.doc : gap.doc_end - RUN_WORDS + 1]
        return float(np.isin(fingerprints, self._profile.fingerprints).mean()) >= _REPEATED_SHARE

    def _repeated(self, gap: Gap) -> Iterator[Difference]:
        """Repeated text, unless its page or the next to it is told of as repeated."""
        page = self._running.page_of(gap.doc)
        if not {page - 1, page, page + 1} & self._repeated_pages:
            _, places = self._profile.find(self._running.fingerprints[gap.doc : gap.doc_end - RUN_WORDS + 1])
            section = self._profile.section_at(int(np.median(places))).id
            words = self._running.said(gap.doc, gap.doc_end)
            yield Difference("assembly", "repeated text", section, page + 1, page + 1, words, confidence=0.7)

    def _is_telling(self, gap: Gap) -> bool:
        """Whether so small a gap can tell one edition from another: not by a number or a single word dropped."""
        own = [word for word in self._running.words[gap.doc : gap.doc_end] if not word.isdigit()]
        absent = gap.at_end - gap.at
        if len(own) == 1 and absent <= 1 and len(own[0]) < _CONTENT_LETTERS:
            return False
        return len(own) + absent >= 2 and (bool(own) or gap.doc == gap.doc_end)

    def _removed(self, gap: Gap) -> Difference:
        page = self._running.page_of(gap.doc) + 1
        section = self._profile.section_at(gap.at).id
        sure = 0.8 if self._running.pages[page - 1].text_from != "ocr" else 0.5
        return Difference("negotiated", "removed", section, page, page, "", gap.at_end - gap.at, confidence=sure)

    def _difference(self, gap: Gap, kind: str, like: str) -> Difference:
        words = self._running.said(gap.doc, gap.doc_end) if gap.doc_end > gap.doc else ""
        missing = gap.at_end - gap.at
        what = "replaced" if words and missing else "added" if words else "removed"
        page, page_end = self._running.page_of(gap.doc) + 1, self._running.page_of(max(gap.doc, gap.doc_end - 1)) + 1
        section = self._profile.section_at(gap.at if missing else max(0, gap.at - 1)).id
        return Difference(kind, what, section, page, page_end, words, missing, like)

    def _is_real(self, word: str) -> bool:
        if word in self._vocabulary:
            return word not in self._own_words
        if not word.isalpha() or len(word) < 3 or not re.search(r"[aeiouy]", word):
            return False
        return not any(fuzz.ratio(word, own) >= _OWN_WORD for own in self._own_words)


def _model_of(profile: str, models: dict[str, str]) -> str:
    return models.get(profile) or profile.split("-")[0]
