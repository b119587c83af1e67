"""An SVG as a picture of dots, for pages that take no SVG."""

from __future__ import annotations

from functools import lru_cache

from open287g.core.extras import extra


@lru_cache(maxsize=64)
def png(svg: str, dots: float = 1.5) -> bytes:
    """The picture as PNG, so many dots for each unit of `svg`."""
    # Imported when first asked for: the engine takes half a second to load, and most readers never want a PNG.
    with extra("charts"):
        import vl_convert

    drawn: bytes = vl_convert.svg_to_png(svg, scale=dots)
    return drawn
