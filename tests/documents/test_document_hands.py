"""Print and handwriting are told apart by the picture of a day's digits."""

from __future__ import annotations

from typing import Any

import pytest

from open287g.documents.pages import pdf
from open287g.documents.pages.frame import Box
from open287g.documents.pages.hand import printed, unevenness
from open287g.documents.pages.limits import DEFAULT
from tests.documents.samples import pdf_of


def day(text: str) -> tuple[Any, Box]:
    """A page that prints `text`, and the part of it where it stands, with a little room around."""
    with pdf.opened(pdf_of([[text]]), "day.pdf", DEFAULT) as handle:
        ((_, box), *_) = pdf.words(handle, 0)
        return pdf.picture(handle, 0, DEFAULT), Box(box.left, box.top - 0.008, box.right, box.bottom + 0.008)


def dancing(image: Any, box: Box) -> Any:
    """The picture with each eighth of the part moved up or down."""
    width, height = image.size
    left, right = int(box.left * width), int(box.right * width)
    top, bottom, step = int(box.top * height), int(box.bottom * height), (right - left) // 8
    moved = image.point(lambda shade: 255)
    for number, by in enumerate((0, 9, -7, 8, 2, -8, 6, -3)):
        strip = image.crop((left + number * step, top + 10, left + (number + 1) * step, bottom - 10))
        moved.paste(strip, (left + number * step, top + 10 + by))
    return moved


@pytest.mark.parametrize("text", ["03/26/2025", "4/3/2025", "26, 2025"])
def test_even_digits_are_print(text: str) -> None:
    image, box = day(text.replace(", ", ","))
    assert printed(image, box)


def test_digits_that_dance_are_not() -> None:
    image, box = day("03/26/2025")
    assert not printed(dancing(image, box), box)


def test_too_few_or_joined_marks_tell_nothing_and_are_no_print() -> None:
    image, box = day("1")
    assert unevenness(image, box) is None and not printed(image, box)
    assert not printed(image, Box(0.5, 0.5, 0.5, 0.5))
    assert not printed(image, Box(0.1, 0.5, 0.9, 0.6))
