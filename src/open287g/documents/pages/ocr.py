"""Optical character recognition of one page: tesseract when it is installed, the bundled rapidocr otherwise."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from open287g.core.files import write_atomic
from open287g.documents.pages.engines import Engine, OcrPage, OcrPiece, engine_named
from open287g.documents.pages.frame import Box
from open287g.documents.pages.limits import Limits
from open287g.documents.pages.pdf import OCR_DPI, picture
from open287g.documents.pages.straight import askew, before, straightened


def read_page(image: Any, chosen: Engine, cache_folder: Path | None, limits: Limits) -> OcrPage:
    """Read `image`, or take what `cache_folder` remembers for the same pixels and engine; the picture of a page that
    lies askew is straightened, and the places are those of the picture as it is."""
    angle = askew(image)
    if cache_folder is None:
        return _read(image, angle, chosen, limits)
    content = f"{image.size}{chosen.name}{f' {angle}' if angle else ''}".encode() + image.tobytes()
    target = cache_folder / f"{hashlib.sha256(content).hexdigest()}.json"
    if target.is_file():
        return _loaded(target)
    page = _read(image, angle, chosen, limits)
    write_atomic(target, json.dumps(asdict(page), ensure_ascii=False).encode())
    return page


def _read(image: Any, angle: float, chosen: Engine, limits: Limits) -> OcrPage:
    read = chosen.read(straightened(image, angle), limits)
    if not angle:
        return read
    return replace(read, pieces=tuple(replace(p, box=before(p.box, angle, image.size)) for p in read.pieces))


def _loaded(path: Path) -> OcrPage:
    raw = json.loads(path.read_text(encoding="utf-8"))
    pieces = tuple(OcrPiece(p["text"], p["start"], Box(**p["box"]), p["sure"]) for p in raw["pieces"])
    return OcrPage(raw["engine"], raw["text"], pieces)


def read_part(
    handle: Any,
    index: int,
    turned: int,
    top: float,
    cache_folder: Path | None,
    limits: Limits,
    *,
    dpi: int = OCR_DPI,
) -> OcrPage | None:
    """Page `index` below `top` (a share of its height), read by rapidocr: it reads handwriting and stamps better.

    The boxes are those of the whole page; None when there is nothing below.
    """
    whole = picture(handle, index, limits, turned, dpi=dpi)
    width, height = whole.size
    cut = int(height * top)
    if height - cut < 40:
        return None
    read = read_page(whole.crop((0, cut, width, height)), engine_named("rapidocr"), cache_folder, limits)

    def placed(box: Box) -> Box:
        share = 1 - cut / height
        return Box(box.left, cut / height + box.top * share, box.right, cut / height + box.bottom * share)

    return OcrPage(read.engine, read.text, tuple(OcrPiece(p.text, p.start, placed(p.box), p.sure) for p in read.pieces))
