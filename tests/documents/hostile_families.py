"""Families of hostile PDFs: each makes another file with each throw of the dice."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable

from tests.documents.samples import pdf_of

Family = Callable[[random.Random], bytes]
_WORDS = [["words on a page of nothing much"] * 30]
_FONT = b"/Font << /F1 3 0 R >>"


def _stream(entries: str, content: bytes) -> str:
    return f"<< {entries} /Length {len(content)} >>\nstream\n{content.decode('latin-1')}\nendstream"


def _drawn(picture: str, extra: tuple[str, ...] = ()) -> bytes:
    """A page that draws the object 6, `picture`."""
    content = pdf_of(_WORDS, extra=[picture, *extra])
    return content.replace(_FONT, _FONT + b" /XObject << /F 6 0 R >>").replace(b"BT /F1", b"/F Do\nBT /F1")


def _rooted(entries: str, extra: tuple[str, ...] = ()) -> bytes:
    """A document with more `entries` in its catalog, which may name `extra` objects from 6 on."""
    return pdf_of(_WORDS, extra=list(extra)).replace(b"/Type /Catalog", f"/Type /Catalog {entries}".encode("latin-1"))


def picture_junk(dice: random.Random) -> bytes:
    """A picture of a codec that is no picture: JBIG2, JPEG 2000, fax, JPEG, of any size it says."""
    codec = dice.choice(["JBIG2Decode", "JPXDecode", "CCITTFaxDecode", "DCTDecode", "LZWDecode", "RunLengthDecode"])
    width, height = dice.choice([1, 612, 20_000, 2**31 - 1]), dice.choice([0, 792, 20_000, 2**31 - 1])
    heads = {"JPXDecode": b"\x00\x00\x00\x0cjP  \r\n\x87\n", "DCTDecode": b"\xff\xd8\xff\xc0\x00\x11\x08"}
    content = heads.get(codec, b"") + dice.randbytes(dice.randrange(1, 3000))
    sizes = f"/Width {width} /Height {height} /BitsPerComponent {dice.choice([1, 8, 16, 99])}"
    return _drawn(_stream(f"/Type /XObject /Subtype /Image {sizes} /ColorSpace /DeviceGray /Filter /{codec}", content))


def bomb(dice: random.Random) -> bytes:
    """A stream that unpacks to many millions of bytes: content, a map of letters, or a file within."""
    packed = zlib.compress(b"0 0 m\n" * dice.choice([2_000_000, 10_000_000, 30_000_000]), 9)
    filters = "/FlateDecode"
    if dice.random() < 0.5:
        packed, filters = zlib.compress(packed, 9), "[/FlateDecode /FlateDecode]"
    stream = _stream(f"/Filter {filters}", packed)
    way = dice.randrange(3)
    if way == 0:
        return pdf_of(_WORDS, extra=[stream]).replace(b"/Contents 4 0 R", b"/Contents [4 0 R 6 0 R]")
    if way == 1:
        return pdf_of(_WORDS, extra=[stream]).replace(b"/BaseFont", b"/ToUnicode 6 0 R /BaseFont")
    return _rooted("/Names << /EmbeddedFiles << /Names [(a) << /EF << /F 6 0 R >> >>] >> >>", (stream,))


def tree(dice: random.Random) -> bytes:
    """A tree of pages that holds itself, says it has a hundred thousand pages, is deep, or names what is no page."""
    plain = pdf_of(_WORDS)
    deep = dice.choice([50, 5000])
    way = dice.randrange(5)
    if way == 0:
        return plain.replace(b"/Count 1", f"/Count {dice.choice([100_000, -1, 2**31, 10**12])}".encode())
    if way == 1:
        return plain.replace(b"/Kids [5 0 R]", b"/Kids [" + b"5 0 R " * dice.choice([60, 100_000]) + b"]")
    if way == 2:
        nodes = [f"<< /Type /Pages /Parent {5 + n} 0 R /Kids [{7 + n} 0 R] /Count 1 >>" for n in range(deep)]
        return pdf_of(_WORDS, extra=nodes).replace(b"/Kids [5 0 R]", b"/Kids [6 0 R]")
    if way == 3:
        return plain.replace(b"/Kids [5 0 R]", dice.choice([b"/Kids << >>", b"/Kids [3 0 R]", b"/Kids [99 0 R null]"]))
    return plain.replace(
        b"/Contents 4 0 R", dice.choice([b"/Contents 5 0 R", b"/Contents [" + b"4 0 R " * 20_000 + b"]"])
    )


def references(dice: random.Random) -> bytes:
    """A table of objects that goes round in a circle, lies about where they stand, or is none."""
    plain = pdf_of(_WORDS)
    start = plain.rindex(b"xref\n0")
    way = dice.randrange(4)
    if way == 0:
        return plain.replace(b"/Root 1 0 R", f"/Root 1 0 R /Prev {dice.choice([start, 0, 10**9])}".encode())
    if way == 1:
        return plain.replace(b"/Root 1 0 R", f"/Root 1 0 R /XRefStm {dice.choice([start, 9, -5])}".encode())
    if way == 2:
        return plain[:start] + plain[start:].replace(b"xref\n0 ", f"xref\n0 {dice.randrange(10**9)}".encode(), 1)
    return plain[: start + dice.randrange(9)] + b"startxref\n%d\n%%%%EOF\n" % dice.randrange(len(plain) * 2)


def nested(dice: random.Random) -> bytes:
    """Brackets in brackets, states within states, forms that draw forms, a pattern of steps that hardly move."""
    many = dice.choice([100, 3000, 100_000])
    way = dice.randrange(5)
    if way == 0:
        one, other = dice.choice([("[", "]"), ("<< /A ", ">>"), ("(", ")")])
        return pdf_of(_WORDS, extra=[one * many + other * many])
    if way == 1:
        states = pdf_of(_WORDS, extra=[_stream("", b"q " * many)])
        return states.replace(b"/Contents 4 0 R", b"/Contents [6 0 R 4 0 R]")
    if way == 2:
        forms = [
            _stream(
                f"/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F {7 + n} 0 R /G {7 + n} 0 R >> >>",
                b"/F Do /G Do",
            )
            for n in range(min(many, 3000))
        ]
        return _drawn(forms[0], tuple(forms[1:]))
    if way == 3:
        step = dice.choice(["0", "0.000001", "-1"])
        tile = _stream(
            f"/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep {step} /YStep {step}", b"0 0 9 9 re f"
        )
        content = pdf_of(_WORDS, extra=[tile]).replace(_FONT, _FONT + b" /Pattern << /P 6 0 R >>")
        return content.replace(b"BT /F1", b"/Pattern cs /P scn 0 0 612 792 re f\nBT /F1")
    letters = _stream(
        "", b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <00> <FFFFFFFF> <0000> endbfrange"
    )
    return pdf_of(_WORDS, extra=[letters]).replace(b"/BaseFont", b"/ToUnicode 6 0 R /BaseFont")


def doing(dice: random.Random) -> bytes:
    """A document that would do something: run a script or a program, open a file within, submit a form."""
    acts = [
        "/OpenAction << /S /JavaScript /JS (while\\(true\\){}) >>",
        "/OpenAction << /S /Launch /F (/bin/sh) >>",
        "/OpenAction << /S /URI /URI (http://127.0.0.1:9/) >>",
        "/AA << /WC << /S /SubmitForm /F (http://127.0.0.1:9/) >> >>",
        "/Outlines << /First 6 0 R /Last 6 0 R /Count 100000 >>",
        "/Names << /EmbeddedFiles << /Kids [6 0 R] >> /JavaScript << /Names [(a) << /S /JavaScript /JS (x) >>] >> >>",
        "/AcroForm << /XFA 6 0 R /Fields [] /NeedAppearances true >>",
        "/AcroForm << /Fields [6 0 R] /CO [6 0 R] /DA (/Helv 0 Tf) >>",
    ]
    own = f"<< /Kids [6 0 R] /Next 6 0 R /Parent 6 0 R /Title ({'x' * dice.randrange(1, 5000)}) /FT /Tx /V (a) >>"
    return _rooted(" ".join(dice.sample(acts, dice.randrange(1, 4))), (own,))


def no_pdf(dice: random.Random) -> bytes:
    """Something else under a PDF's name: pictures, archives, programs, noise, a PDF far below other bytes."""
    heads = [
        b"\x89PNG\r\n\x1a\n",
        b"PK\x03\x04",
        b"\x7fELF",
        b"\x1f\x8b\x08",
        b"MZ",
        b"\xff\xd8\xff",
        b"{\\rtf1",
        b"<svg>",
    ]
    noise = dice.randbytes(dice.choice([1, 1000, 200_000]))
    return dice.choice([*(head + noise for head in heads), noise, b"\0" * len(noise), noise + pdf_of(_WORDS)])


def odd_values(dice: random.Random) -> bytes:
    """A page whose entries are of the wrong kind or out of all bounds, and a key that says it is encrypted."""
    boxes = ["[0 0 1e30 1e30]", "[0 0 -5 nan]", "[]", "[0 0 612]", "5 0 R", "[0 0 0.0000001 792]", "[1 2 3 4 5 6 7]"]
    units = ["1e9", "0", "-1", "/Name", "(x)"]
    content = pdf_of(_WORDS).replace(b"[0 0 612 792]", f"{dice.choice(boxes)} /UserUnit {dice.choice(units)}".encode())
    if dice.random() < 0.3:
        made = f"/V {dice.randrange(9)} /R {dice.randrange(9)} /O (x) /U (y)"
        key = f"<< /Filter /{dice.choice(['Standard', 'None'])} {made} >>"
        content = content.replace(b"/Root 1 0 R", f"/Root 1 0 R /Encrypt {key}".encode())
    return content


def bits(content: bytes, dice: random.Random) -> bytes:
    """`content` with single bits turned."""
    out = bytearray(content)
    for _ in range(dice.choice([1, 3, 30, 300])):
        out[dice.randrange(len(out))] ^= 1 << dice.randrange(8)
    return bytes(out)


FAMILIES: tuple[Family, ...] = (picture_junk, bomb, tree, references, nested, doing, no_pdf, odd_values)

NAMES = (b"caf\xe9", b"\xff\xfe\xfd", b"line\nbreak", b"-rf", b"$(touch x)", b"a" * 250, b"\xe2\x80\xaeback")
"""Names of files that are not UTF-8, or that a careless program would obey."""
