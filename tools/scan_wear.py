"""What a scanner, a copier or a fax does to the picture of a page: turned, blurred, noisy, shaded, bilevel, coarse."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image, ImageFilter

DPI = 300
"""Dots per inch of the picture that is worn."""


@dataclass(frozen=True)
class Wear:
    """Degrees turned at most, blur in pixels, noise, share of specks, dots per inch; and what only some scanners do.

    `shade`: how much darker the darkest part of the page is than the lightest, 0 to 1, with a dark edge where a page
    does not lie flat. `bilevel`: black and white alone. `quality`: of the JPEG that it was saved as once before.
    `bent`: share of the width by which a far edge is narrower. `grain`: shades of gray that the paper's own texture
    differs by.
    """

    degrees: float
    blur: float
    noise: float
    specks: float
    dpi: int = DPI
    shade: float = 0.0
    bilevel: bool = False
    quality: int = 0
    bent: float = 0.0
    grain: float = 0.0


FIRST = {
    "light": Wear(0.4, 0.6, 12, 0.0004),
    "skewed": Wear(1.2, 0.6, 12, 0.0004),
    "noisy": Wear(0.4, 0.8, 26, 0.0015),
    "coarse": Wear(0.4, 0.4, 8, 0.0002, dpi=150),
}
OFFICE = {
    "fax": Wear(0.5, 0.5, 22, 0.0006, dpi=200, bilevel=True),
    "steep": Wear(2.0, 0.5, 10, 0.0003, dpi=200),
    "shadow": Wear(0.6, 0.5, 10, 0.0003, dpi=150, shade=0.45),
    "copied": Wear(1.0, 0.7, 16, 0.0006, dpi=200, quality=35),
}
AGAIN = {
    "paper": Wear(0.3, 0.5, 8, 0.0003, dpi=200, grain=14),
    "twice": Wear(0.7, 0.4, 6, 0.0002, dpi=170, quality=22),
    "uneven": Wear(0.5, 0.5, 9, 0.0003, dpi=200, shade=0.6),
    "bent": Wear(0.4, 0.5, 9, 0.0003, dpi=200, bent=0.02, shade=0.25),
}
WEARS = {**FIRST, **OFFICE, **AGAIN}


def worn(picture: Any, dice: random.Random, wear: Wear = FIRST["light"]) -> Any:
    """A picture of `DPI` as it comes out of a scanner of this wear, in the wear's own resolution."""
    noise = np.random.default_rng(dice.randrange(1 << 30))
    turned = picture.rotate(dice.uniform(-wear.degrees, wear.degrees), fillcolor=255, resample=Image.Resampling.BICUBIC)
    if wear.bent:
        turned = _bent(turned, wear.bent, dice)
    if wear.dpi != DPI:
        turned = turned.resize(tuple(round(side * wear.dpi / DPI) for side in turned.size), Image.Resampling.BOX)
    soft = turned.filter(ImageFilter.GaussianBlur(wear.blur))
    values = np.asarray(soft, dtype=np.float32)
    if wear.shade:
        values = values * _light(values.shape, wear.shade, dice)
    if wear.grain:
        values = values + _texture(values.shape, wear.grain, noise)
    values = values + noise.normal(0, wear.noise, values.shape)
    values[noise.random(values.shape) < wear.specks] = 40
    if wear.bilevel:
        values = np.where(values < 140, 0, 255)
    out = Image.fromarray(values.clip(0, 255).astype("uint8"))
    return _saved_before(out, wear.quality) if wear.quality else out


def _bent(picture: Any, share: float, dice: random.Random) -> Any:
    """The picture as a camera sees it that is not held straight above: one edge is narrower."""
    width, height = picture.size
    near, far = (share * width * dice.uniform(0.5, 1) for _ in range(2))
    corners = [(-near, 0), (0, height), (width, height), (width + far, 0)]
    return picture.transform(
        picture.size,
        Image.Transform.QUAD,
        [round(side) for corner in corners for side in corner],
        Image.Resampling.BICUBIC,
        fillcolor=255,
    )


def _light(shape: tuple[int, int], shade: float, dice: random.Random) -> Any:
    """How bright each place is: falling off across the page, and dark along one side."""
    rows, columns = (np.linspace(0, 1, size) for size in shape)
    slope = np.add.outer(rows * dice.uniform(0, 1), columns * dice.uniform(0, 1))
    edge = np.exp(-columns * 30)[None, :] * 0.5
    return (1 - shade * np.clip(slope / max(slope.max(), 1e-6) * 0.7 + edge, 0, 1)).astype(np.float32)


def _texture(shape: tuple[int, int], grain: float, noise: Any) -> Any:
    """Clouds and fibers of paper."""
    coarse = noise.normal(0, 1, (shape[0] // 8 + 1, shape[1] // 8 + 1)).astype(np.float32)
    smooth = Image.fromarray(coarse).resize(shape[::-1], Image.Resampling.BICUBIC)
    return np.asarray(smooth) * grain


def _saved_before(picture: Any, quality: int) -> Any:
    """The picture after it was saved as a JPEG of low quality, resampled, and saved again."""
    for shift in (1.0, 0.93):
        packed = io.BytesIO()
        sides = tuple(round(side * shift) for side in picture.size)
        picture.resize(sides, Image.Resampling.BICUBIC).save(packed, "JPEG", quality=quality)
        picture = Image.open(packed).convert("L").resize(picture.size, Image.Resampling.BICUBIC)
    return picture
