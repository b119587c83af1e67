"""The page's links are found however they are written, and a page without them is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from open287g.archive.fetching.page import read_page
from open287g.archive.store.errors import FetchError
from tests.archive.site import PARTICIPATING, PENDING, USUAL_LINKS, USUAL_PAGE, page

AT = "https://www.ice.gov/identify-and-arrest/287g"
BOTH = {
    "participating": f"https://www.ice.gov{PARTICIPATING}",
    "pending": f"https://www.ice.gov{PENDING}",
}


def kinds(content: bytes, address: str = AT) -> dict[str, str]:
    return {link.kind: link.address for link in read_page(content, address).lists}


def safelink(path: str) -> str:
    inner = f"https%3A%2F%2Fwww.ice.gov{path.replace('/', '%2F')}"
    return f"https://gcc02.safelinks.protection.outlook.com/?url={inner}&amp;data=05%7C01%7Csomeone%40example.gov%7C"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (PARTICIPATING, PENDING),
        (f"https://www.ice.gov{PARTICIPATING}", f"https://www.ice.gov{PENDING}"),
        (f"//www.ice.gov{PARTICIPATING}", f"  {PENDING}\n"),
        (safelink(PARTICIPATING), safelink(PENDING)),
        (f"{PARTICIPATING}#sheet", f"https:/www.ice.gov{PENDING}"),
    ],
)
def test_relative_absolute_and_wrapped_links_are_the_same_files(one: str, other: str) -> None:
    assert kinds(page(f'<a href="{other}">Pending</a>', f'<a href="{one}">Participating</a>')) == BOTH


def test_link_text_tells_where_the_file_name_does_not() -> None:
    content = page(
        '<a href="/f/list1.xlsx">List of <b>participating</b> agencies</a>',
        '<a href="/f/list2.XLSX" title="Pending applications">here</a>',
    )
    found = {"participating": "https://www.ice.gov/f/list1.xlsx", "pending": "https://www.ice.gov/f/list2.XLSX"}
    assert kinds(content) == found


def test_file_name_goes_before_link_text_and_nothing_is_lost() -> None:
    content = page(f'<a href="{PARTICIPATING}">Pending</a>', f'<a href="{PENDING}">Participating</a>')
    assert kinds(content) == BOTH


def test_base_address_of_the_page_is_respected() -> None:
    content = page(body=f'<base href="https://www.ice.gov{PARTICIPATING.rpartition("/")[0]}/">').replace(
        b"</body>",
        b'<a href="participatingAgencies11242026am.xlsx">x</a><a href="pendingAgencies11242026am.xlsx">x</a></body>',
    )
    assert kinds(content, "https://mirror.example/p") == BOTH


def test_archived_page_leads_to_archived_files() -> None:
    at = "https://web.archive.org/web/20250424000000/https://www.ice.gov/identify-and-arrest/287g"
    prefix = "/web/20250424000000/https://www.ice.gov"
    found = kinds(page(f'<a href="{prefix}{PARTICIPATING}">x</a>', f'<a href="{prefix}{PENDING}">x</a>'), at)
    assert found == {kind: f"https://web.archive.org/web/20250424000000/{address}" for kind, address in BOTH.items()}


def test_agreements_other_workbooks_and_other_links_are_told_apart() -> None:
    found = read_page(
        page(
            *USUAL_LINKS,
            '<a href="/doclib/287gMOA/CollierCoFL_TFM_MOA.pdf">MOA</a>',
            '<a href="/doclib/287gMOA/CollierCoFL_TFM_MOA.pdf#page=2">MOA again</a>',
            '<a href="/doclib/factsheet.pdf">Fact sheet</a>',
            '<a href="/doclib/budget.xlsx">Budget</a>',
            '<a href="mailto:someone@example.gov">Write</a><a href="javascript:x()">x</a><a>bare</a>',
        ),
        AT,
    )
    assert found.moas == ["https://www.ice.gov/doclib/287gMOA/CollierCoFL_TFM_MOA.pdf"]
    assert [(link.kind, link.is_sure) for link in found.lists] == [
        ("participating", True),
        ("pending", True),
        ("", False),
    ]


@pytest.mark.parametrize("path", [PARTICIPATING, PENDING])
def test_a_page_that_links_one_list_only_is_still_the_page(path: str) -> None:
    assert [link.address for link in read_page(page(f'<a href="{path}">x</a>'), AT).lists] == [
        f"https://www.ice.gov{path}"
    ]


@pytest.mark.parametrize(
    ("link", "kind", "is_sure"),
    [
        (
            '<a href="/file-download/download/public/209067">View 287(g) Participating Agencies</a>',
            "participating",
            True,
        ),
        ('<a href="/file-download/download/public/209067">View the list</a>', "", False),
        ('<a href="/doclib/287gParticipatingAgencies091526pm.csv">list</a>', "participating", True),
        ('<a href="/287g/participating">Participating agencies</a>', "participating", False),
    ],
)
def test_a_list_is_looked_for_wherever_the_page_may_mean_one(link: str, kind: str, is_sure: bool) -> None:
    found = [each for each in read_page(page(link, USUAL_LINKS[1]), AT).lists if "pending" not in each.address]
    assert [(each.kind, each.is_sure) for each in found] == [(kind, is_sure)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not a web page"),
        (b"%PDF-1.7 \x00\x01", "no link to the list of participating nor of pending"),
        (page("<a href='/login'>Sign in</a>"), "no link to the list of participating nor of pending"),
        (page("<a href='/pending.pdf'>Pending</a>"), "the list is linked as a file that is no list .*pending.pdf"),
        (
            page(*USUAL_LINKS, *(f'<a href="/{n}/pending.xlsx">x</a>' for n in range(20))),
            "22 links to lists, where ICE's page has two",
        ),
    ],
)
def test_what_is_not_the_page_is_refused_with_a_remedy(content: bytes, said: str) -> None:
    with pytest.raises(FetchError, match=said) as caught:
        read_page(content, AT)
    assert caught.value.where == AT
    assert "--page URL" in caught.value.remedy


@given(st.binary(max_size=400), st.integers(0, len(USUAL_PAGE)))
def test_any_bytes_give_links_or_a_clear_refusal(noise: bytes, at: int) -> None:
    try:
        found = read_page(USUAL_PAGE[:at] + noise + USUAL_PAGE[at:], AT)
    except FetchError as error:
        assert error.where == AT
    else:
        assert {link.kind for link in found.lists} & {"participating", "pending"}
        assert all(link.address.startswith(("http://", "https://")) for link in found.lists)


@pytest.mark.parametrize("base", ["http://[", "http://[::1"])
def test_a_base_address_that_is_none_changes_no_link(base: str) -> None:
    assert kinds(page(*USUAL_LINKS, body=f'<base href="{base}">')) == BOTH


@pytest.mark.parametrize("link", ["http://[::1/moa_MOA.pdf", "http://[/x", "https://[::g]/a.xlsx", "http://a]b/c"])
def test_a_link_that_is_no_address_is_passed_over(link: str) -> None:
    page = f'<a href="{link}">MOA</a><a href="/participatingAgencies11242026am.xlsx">Participating</a>'.encode()
    assert [one.address for one in read_page(page, "https://www.ice.gov/287g").lists] == [
        "https://www.ice.gov/participatingAgencies11242026am.xlsx"
    ]
