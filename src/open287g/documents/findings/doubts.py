"""Why a change is doubtful, as a sentence for whoever reads of it."""

from __future__ import annotations

from collections.abc import Callable

from open287g.documents.findings.other_engine import AS_EDITION, UNREAD, UNREADABLE
from open287g.documents.findings.second_reading import ONCE, STRUCK


def doubt_said(why: str, say: Callable[[str], str]) -> str:
    """What `why`, the ground of a doubtful change, means; `say` translates."""
    if why.startswith(tuple(STRUCK.values())):
        return say("doubtful: struck or covered on the page, by whom is not known")
    sentences = {
        UNREADABLE: say("doubtful: another program could not read the line"),
        UNREAD: say("doubtful: so much differs on these pages that another program did not read each place"),
        AS_EDITION: say("doubtful: another program reads the edition's words here"),
        ONCE: say("doubtful: this page was read only once"),
    }
    return sentences.get(why, say("doubtful: two readings of the page do not agree"))
