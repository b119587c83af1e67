"""Which model, edition and revision a document is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz.distance import Hamming

from open287g.core.thresholds import threshold, whole
from open287g.documents.editions.holding import shares
from open287g.documents.editions.register import editions
from open287g.documents.words.fingerprints import Fingerprints
from open287g.vocabulary.editions import Edition

_DIGITS = whole("documents", "revision_digits")
_VOTES = whole("documents", "revision_votes")
_BY_REVISION = threshold("documents", "edition_by_revision")
_BY_NAME_LINES = threshold("documents", "edition_by_name_lines")
_BY_DEFAULT = threshold("documents", "edition_by_default")

SURE = threshold("documents", "sure_share")
BESPOKE = threshold("documents", "bespoke_share")

_TELLING = whole("documents", "telling_runs")


@dataclass(frozen=True)
class Identity:
    """`model`, `edition` and `revision` (MM/DD/YYYY) of a document, empty where unknown.

    `share`: the share of its three-word runs that the edition's wording has; `runner_up` and its share tell how close
    the choice was. `bespoke`: the wording is the edition's only in part.
    """

    model: str
    edition: str
    profile: str
    revision: str
    share: float
    runner_up: str
    runner_up_share: float
    confidence: float
    bespoke: bool


def identify(fingerprints: Fingerprints, revisions: Mapping[int, str], has_name_lines: bool) -> Identity:
    """Identify a document by its fingerprints and by the revision dates its pages print.

    `has_name_lines`: the signature block has lines for name and agency, as the revision of March 7, 2025 does.
    """
    share = shares(fingerprints)
    ranked = sorted({e.profile for e in editions()}, key=lambda name: (-share[name], name))
    best, second = ranked[0], ranked[1]
    if share[best] < SURE:
        return Identity("", "", "", _commonest(revisions), share[best], best, share[best], 0.0, False)
    candidates = [e for e in editions() if e.profile == best]
    revision = _nearest_revision(revisions, [r for e in candidates for r in e.revisions])
    edition, sure = _edition(candidates, revision, has_name_lines)
    apart = (share[best] - share[second]) * len(fingerprints)
    confidence = round(min(sure, 1 - 0.5 ** (apart / _TELLING)), 3)
    return Identity(
        edition.model,
        edition.name,
        best,
        revision,
        share[best],
        second,
        share[second],
        confidence,
        share[best] < BESPOKE,
    )


def _edition(candidates: list[Edition], revision: str, has_name_lines: bool) -> tuple[Edition, float]:
    if len(candidates) == 1:
        return candidates[0], _BY_REVISION
    for edition in candidates:
        if revision in edition.revisions:
            return edition, _BY_REVISION
    return (candidates[-1], _BY_NAME_LINES) if has_name_lines else (candidates[0], _BY_DEFAULT)


def _commonest(revisions: Mapping[int, str]) -> str:
    counts = Counter(revisions.values()).most_common(1)
    return counts[0][0] if counts else ""


def _nearest_revision(revisions: Mapping[int, str], known: list[str]) -> str:
    """The known revision most pages print, few misread digits forgiven for a smaller vote; empty when none does."""
    votes: Counter[str] = Counter()
    for read in revisions.values():
        for revision in known:
            distance = Hamming.distance(read, revision)
            votes[revision] += _VOTES if distance == 0 else 1 if distance <= _DIGITS and read not in known else 0
    best = votes.most_common(1)
    return best[0][0] if best and best[0][1] else ""
