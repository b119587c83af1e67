"""Whether a word that does not fit is only a noisy reading of the edition's word.

The fingerprints answer it without the wording: a word is taken for noise when a vocabulary word that looks like it
makes the three-word fingerprint of that place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from open287g.core.thresholds import threshold, whole
from open287g.documents.alignment.align import Gap
from open287g.documents.editions.profile import Profile
from open287g.documents.words.fingerprints import RUN_WORDS, fingerprints_of
from open287g.documents.words.vocabulary import Vocabulary

_LIKENESS = threshold("documents", "misread_likeness")
_CANDIDATES = whole("documents", "misread_candidates")
_LONGEST = whole("documents", "misread_gap")


class Repairer:
    """Closes gaps from both ends, as far as noise explains them."""

    def __init__(self, vocabulary: Vocabulary, profile: Profile) -> None:
        self._vocabulary = vocabulary
        self._profile = profile

    def rest(self, words: Sequence[str], gap: Gap) -> Gap:
        """What is left of `gap` once noisy readings of the edition's words are taken away."""
        if gap.doc_end - gap.doc > _LONGEST:
            return gap
        gap = self._from_left(list(words), gap)
        return self._from_right(list(words), gap)

    def _from_left(self, words: list[str], gap: Gap) -> Gap:
        while gap.doc < gap.doc_end and gap.at < gap.at_end and gap.doc >= 2 and gap.at >= 2:
            mark = int(self._profile.fingerprints[gap.at - 2])
            reading = self._reading(words, gap.doc, mark, words[gap.doc - 2 : gap.doc], before=True)
            if reading is None:
                break
            words[gap.doc] = reading
            gap = replace(gap, doc=gap.doc + 1, at=gap.at + 1)
        return gap

    def _from_right(self, words: list[str], gap: Gap) -> Gap:
        last = len(self._profile.fingerprints)
        while gap.doc < gap.doc_end and gap.at < gap.at_end and gap.doc_end + 2 <= len(words) and gap.at_end <= last:
            mark = int(self._profile.fingerprints[gap.at_end - 1])
            context = words[gap.doc_end : gap.doc_end + 2]
            reading = self._reading(words, gap.doc_end - 1, mark, context, before=False)
            if reading is None:
                break
            words[gap.doc_end - 1] = reading
            gap = replace(gap, doc_end=gap.doc_end - 1, at_end=gap.at_end - 1)
        return gap

    def _reading(
        self, words: Sequence[str], index: int, mark: int, context: Sequence[str], *, before: bool
    ) -> str | None:
        """The vocabulary word like `words[index]` that makes `mark` beside its two neighbors."""
        likely = process.extract(
            words[index],
            self._vocabulary.words,
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=_LIKENESS,
            limit=_CANDIDATES,
        )
        for candidate, _, _ in [(words[index], 1.0, 0), *likely]:
            run = [*context, candidate] if before else [candidate, *context]
            if len(run) == RUN_WORDS and int(fingerprints_of(run)[0]) == mark:
                return str(candidate)
        return None
