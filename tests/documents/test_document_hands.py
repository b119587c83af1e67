"""Print and handwriting are told apart by the picture of a day's digits."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw, ImageFont

from open287g.documents.pages.frame import Box
from open287g.documents.pages.hand import printed, unevenness

WHOLE = Box(0, 0, 1, 1)


def picture(text: str, steps: tuple[int, ...] = (0,), ruled: bool = False) -> Image.Image:
    """`text` in digits of one size, each moved down by the next of `steps`."""
    image = Image.new("L", (420, 80), 255)
    draw = ImageDraw.Draw(image)
    for number, letter in enumerate(text):
        draw.text((10 + 34 * number, 20 + steps[number % len(steps)]), letter, fill=0, font=ImageFont.load_default(36))
    if ruled:
        draw.line((0, 74, 420, 74), fill=0, width=2)
    return image


@pytest.mark.parametrize("ruled", [False, True])
def test_even_digits_are_print(ruled: bool) -> None:
    assert printed(picture("03/26/2025", ruled=ruled), WHOLE)


def test_digits_that_dance_are_not() -> None:
    assert not printed(picture("03/26/2025", steps=(0, 18, -9, 14, 4)), WHOLE)


def test_too_few_or_joined_marks_tell_nothing_and_are_no_print() -> None:
    assert unevenness(picture("1"), WHOLE) is None
    assert not printed(Image.new("L", (100, 40), 255), WHOLE)
    assert not printed(picture("12"), Box(0.5, 0.5, 0.5, 0.5))
