"""Where addresses are stored, and which links of a page must lead somewhere."""

from __future__ import annotations

import pytest

from open287g.core.errors import InputError
from open287g.publish.folder import file_of, links_of, targets_of


def test_addresses_become_files_and_never_leave_the_site() -> None:
    assert file_of("/", True) == "index.html"
    assert file_of("/agreement/FL-x:TFM:1", True) == "agreement/FL-x:TFM:1/index.html"
    assert file_of("/feeds/nation.atom?x=1", False) == "feeds/nation.atom"
    with pytest.raises(InputError):
        file_of("/../etc/passwd", False)
    body = (
        '<a href="/b/x?y=1#z"> <a href="https://e.org"> <a href="//f.org/x"> <use href="/b/m.svg#c1"/> <a href="/out">'
    )
    body += '<p>href="&#34;/no"</p> <p data-x="/neither">'
    assert set(links_of(targets_of(body), "/b")) == {("/x", "z"), ("/m.svg", "c1"), ("/out", "")}
