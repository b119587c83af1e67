"""Whether what is told of real agreements stands on their pages: judged by the picture, one difference after another.

`bench/labels/documents_told.csv` has a row for each difference that was told when a document was looked at, with the
judgment `true`, `false` or `unclear`; one row `none` for a document of which nothing was told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tools.wilson import wilson

Row = dict[str, str]
GRADES = ("sure", "doubtful", "all")


def lines(found: Mapping[str, Any], labels: Sequence[Row]) -> Iterable[dict[str, Any]]:
    """Precision of what is told, by grade, and the documents without a false difference among those judged.

    What is told today and was not judged counts as wrong, so that no figure rests on what nobody looked at.
    """
    judged = {_key(row["file"], row["section"], row["standard"], row["words"]): row["judged"] for row in labels}
    files = [name for name in dict.fromkeys(row["file"] for row in labels) if name in found]
    told = [(name, item, judged.get(_of(name, item), "false")) for name in files for item in found[name].differences]
    for grade in GRADES:
        some = [answer for _, item, answer in told if grade in ("all", item.grade) and answer != "unclear"]
        yield _line("told, judged by the picture", grade, sum(answer == "true" for answer in some), len(some))
    wrong = {name for name, _, answer in told if answer == "false"}
    yield _line("documents told nothing false", "all", len(files) - len(wrong), len(files))


def rows_of(document: Any) -> list[Row]:
    """The rows to judge of one document, as the table has them."""
    if not document.differences:
        return [{"file": document.file, "section": "", "page": "", "standard": "", "words": "", "judged": "none"}]
    return [
        {
            "file": document.file,
            "section": item.section,
            "page": str(item.page),
            "standard": _short(item.standard),
            "words": _short(item.words),
            "judged": "",
        }
        for item in document.differences
    ]


def _of(name: str, item: Any) -> tuple[str, ...]:
    return _key(name, item.section, _short(item.standard), _short(item.words))


def _key(*parts: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in parts)


def _short(text: str) -> str:
    """The first words of `text` without contacts: enough to know it by."""
    from open287g.documents.pages.contacts import contacts_hidden

    return " ".join(contacts_hidden(text).split()[:8])


def _line(subject: str, group: str, right: int, given: int) -> dict[str, Any]:
    low, high = wilson(right, given)
    return {
        "subject": subject,
        "group": group,
        "right": right,
        "given": given,
        "labeled": given,
        "precision": round(right / given, 3) if given else None,
        "precision_interval": f"{low:.3f}-{high:.3f}" if given else "",
        "recall": None,
        "recall_interval": "",
    }
