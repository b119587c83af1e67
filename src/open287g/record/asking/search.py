"""Search that forgives: states, counties and agencies by words that may be misspelt, cut short or abbreviated."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from open287g.places.counties import counties
from open287g.places.states import states
from open287g.record.asking.loaded import LoadedRecord

LONGEST = 100
_ENOUGH = 68.0
_MEANS = {
    "co": "county",
    "cty": "county",
    "so": "sheriffs office",
    "pd": "police department",
    "dept": "department",
    "dps": "department of public safety",
    "doc": "department of corrections",
    "st": "saint",
    "univ": "university",
    "condado": "county",
    "policia": "police",
    "alguacil": "sheriffs",
}
_EMPTY = {"of", "the", "and", "de", "del", "la", "el"}
_KINDS = {"state": 3.0, "county": 2.0, "agency": 1.0}


@dataclass(frozen=True)
class Hit:
    """Something found: what it is, its key in addresses, its name, its state, and a score to 100."""

    kind: str
    key: str
    name: str
    state: str
    now: bool
    score: float = 0.0

    @property
    def path(self) -> str:
        """Its page."""
        return f"/{self.kind}/{self.key}"


def words(text: str) -> list[str]:
    """Lower-case ASCII words without apostrophes, abbreviations spelled out."""
    plain = unicodedata.normalize("NFKD", text[:LONGEST]).encode("ascii", "ignore").decode().lower()
    found = re.findall(r"[a-z0-9]+", plain.replace("'", "").replace(".", ""))
    return [word for raw in found for word in _MEANS.get(raw, raw).split() if word not in _EMPTY]


def entries(record: LoadedRecord) -> list[Hit]:
    """Everything that can be found."""
    listed = set(record.agencies_by_county)
    found = [Hit("state", s.code, s.name, s.code, s.code in record.agreements_by_state) for s in states().values()]
    found += [Hit("county", c.fips, c.name, c.state, c.fips in listed) for c in counties().values()]
    found += [
        Hit("agency", a["agency_id"], a["name"] or a["agency_id"], a["state"], bool(a["agreements_now"]))
        for a in record.tables["agencies"]
    ]
    return found


class Index:
    """Words of all entries, compared at once with each word of a query."""

    def __init__(self, record: LoadedRecord) -> None:
        self._hits = entries(record)
        numbers = {hit.key: number for number, hit in enumerate(self._hits) if hit.kind == "agency"}
        places: dict[str, set[int]] = defaultdict(set)
        for number, hit in enumerate(self._hits):
            for word in self._words_of(hit):
                places[word].add(number)
        for row in record.tables["spellings"]:
            for word in words(row["agency_name"]):
                places[word].add(numbers[row["agency_id"]])
        self._vocabulary = sorted(places)
        self._places = [np.fromiter(sorted(places[word]), dtype=np.intp) for word in self._vocabulary]

    @staticmethod
    def _words_of(hit: Hit) -> Iterable[str]:
        yield from words(hit.name)
        if hit.kind != "state" or len(hit.name.split()) > 1:
            yield from words(states()[hit.state].name)
        yield hit.state.lower()

    def find(self, query: str, limit: int = 50) -> list[Hit]:
        """The best hits, best first; none where nothing is near enough."""
        wanted = list(dict.fromkeys(words(query)))[:8]
        if not wanted:
            return []
        scores = np.zeros(len(self._hits))
        for word, row in zip(wanted, _near(wanted, self._vocabulary), strict=True):
            best = np.zeros(len(self._hits))
            for at in np.flatnonzero(row):
                places = self._places[at]
                best[places] = np.maximum(best[places], row[at])
            scores += best * len(word)
        scores /= sum(map(len, wanted))
        return self._ranked(scores, wanted, limit)

    def _ranked(self, scores: np.ndarray, wanted: list[str], limit: int) -> list[Hit]:
        found = []
        for number in np.flatnonzero(scores >= _ENOUGH):
            hit = self._hits[number]
            extra = max(0, len(words(hit.name)) - len(wanted))
            rank = float(scores[number]) - 0.8 * extra + _KINDS[hit.kind] + (2.0 if hit.now else 0.0)
            found.append((rank, hit))
        found.sort(key=lambda pair: (-pair[0], pair[1].name, pair[1].key))
        return [Hit(h.kind, h.key, h.name, h.state, h.now, round(rank, 1)) for rank, h in found[:limit]]


def _near(wanted: list[str], vocabulary: list[str]) -> np.ndarray:
    """Likeness of each wanted word to each known word, 0 below 70; a beginning of three letters or more counts 92."""
    likeness = process.cdist(wanted, vocabulary, scorer=fuzz.ratio, score_cutoff=70, dtype=np.float32)
    for row, word in enumerate(wanted):
        if len(word) >= 3:
            begins = [at for at, known in enumerate(vocabulary) if known.startswith(word)]
            likeness[row, begins] = np.maximum(likeness[row, begins], 92)
    return np.asarray(likeness)


def index_of(record: LoadedRecord) -> Index:
    """The index of a record, built once."""
    return record.once("search", lambda: Index(record))


def index_file(record: LoadedRecord) -> list[list[str]]:
    """What the search in the browser reads: kind, key, name, state, and "1" where something is in force now."""
    return [[hit.kind, hit.key, hit.name, hit.state, "1" if hit.now else ""] for hit in entries(record)]
