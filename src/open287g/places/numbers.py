"""Numbers in names, however they are written: Ward 6 and Ward Seven, the 32nd and the Eighth District."""

from __future__ import annotations

from functools import lru_cache

from open287g.places.names import fold

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_UNITS += " seventeen eighteen nineteen"
_ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
_ORDINALS += " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_TENTHS = {"twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50}
_NUMBERS = {
    **{word: n for n, word in enumerate(_UNITS.split())},
    **{word: n for n, word in enumerate(_ORDINALS.split())},
    **_TENS,
    **_TENTHS,
}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_COUNTED = {"ward", "district", "precinct", "circuit", "zone", "region", "troop", "division", "place", "number", "no"}


@lru_cache(16_384)
def numbers(name: str) -> tuple[int, ...]:
    """The numbers in a name, in rising order: "Ward Twenty-Two" and "22nd Ward" both give 22."""
    words, values = fold(name).split(), []
    for at, word in enumerate(words):
        before = words[at - 1] if at else ""
        digits = word.rstrip("stndrh") if word[0].isdigit() else ""
        if digits.isdigit():
            values.append(int(digits))
        elif word in _ROMAN and before in _COUNTED:
            values.append(_ROMAN[word])
        elif word in _NUMBERS and before in _TENS and _NUMBERS[word] < 10:
            values[-1] += _NUMBERS[word]
        elif word in _NUMBERS:
            values.append(_NUMBERS[word])
    return tuple(sorted(values))
