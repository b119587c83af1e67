"""A redline for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from open287g.documents.compare import Change


def print_redline(first: str, second: str, found: Sequence[Change], beside: Sequence[str] = ()) -> None:
    """Print what is told `beside`, then each change with words around it: what went struck, what came underlined."""
    console = Console(highlight=False)
    noun = "difference" if len(found) == 1 else "differences"
    console.print(Text(f"{first} → {second}: {len(found)} {noun}", style="bold"))
    for told in beside:
        console.print(Text(f"beside the words: {told}"))
    for change in found:
        sides = [f"p. {page}" for page in (change.page_before, change.page_after) if page]
        pages = " → ".join(sides) or "absent"
        kind = "" if change.word_class == "other" else f", {change.word_class}"
        grade = "" if change.grade == "sure" else f", doubtful: {change.why}"
        line = Text(f"\n{change.section}, {pages}{kind}{grade}\n", style="dim")
        line.append(f"… {change.before} ", style="not dim")
        if change.removed:
            line.append(f"[-{change.removed}-]", style="red strike")
        if change.added:
            line.append(f"{{+{change.added}+}}", style="green underline")
        line.append(f" {change.after} …", style="not dim")
        console.print(line)
