"""Every example under `--help` does what it says, on the shipped record and on files of the names it uses."""

from __future__ import annotations

import csv
import json
import re
import shutil
from datetime import datetime
from pathlib import Path
from typing import TextIO
from unittest import mock

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from docx import Document
from pytest_httpserver import HTTPServer

from open287g.activity.sample.write import write_sample
from open287g.archive.store.archive import Archive
from open287g.core.cells import csv_text
from open287g.core.files import sha256_of
from open287g.documents.library import fetching
from open287g.documents.library.standard_text import standard_text
from open287g.record.rebuild import Rebuilt
from tests.activity.test_releases import HEAD_2026, row, workbook
from tests.archive.site import PAGE, PARTICIPATING, PENDING, USUAL_PAGE, Site
from tests.archive.site import workbook as list_of
from tests.costs.audited import OVERDETENTION
from tests.docs.conftest import ROOT
from tests.documents.samples import agreement, needs_shared
from tests.web.thin_site import thinned
from tools import docs
from tools.docs_examples import Terminal, ran, reader

COMMANDS = dict(docs.commands())
EXAMPLES = [(words, line) for words, command in COMMANDS.items() for line in docs.parted_help(command)[1]]
ELSEWHERE = re.compile(
    "--engine spark|open287g diff |office cascade|"
    "office (password|serve|record|verify --check|countersign|prove|attest|restore|import leaving|document|"
    "operation op|notices|switch-model|costs|tokens|link|unlink)"
)
"""What needs a cluster, a filled office or two releases: tests/backends, tests/office and tests/publish run these."""
READS_AGREEMENTS = re.compile(r"\.pdf\b|\bmoa/|documents (show|search|check)|--make|draft\.docx")
LEE, KANSAS, TARRANT = "LeeCoSheriffsOffice_JEM_MOA", "KansasBureauOfInv_TFM_MOA", "287g_JEM_TarrantCoTX_06-16-2020"
LIST = list_of("participating", ["Lee County Sheriff's Office"])


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log, a roster and agreements, as CSV and Parquet, with grants and one act told as facts."""
    folder = tmp_path_factory.mktemp("logs")
    (folder / "sample").mkdir()
    write_sample(folder / "sample", 300, 7, 0.05)
    for name in ("acts", "officers", "agreements"):
        shutil.copy(folder / f"sample/{name}.csv", folder)
    shutil.copy(folder / "officers.csv", folder / "roster.csv")
    (folder / "logs").mkdir()
    shutil.copy(folder / "acts.csv", folder / "logs")
    with (folder / "officers.csv").open(newline="") as lines:
        officers = list(csv.DictReader(lines))
    pq.write_table(pa.Table.from_pylist(officers), folder / "roster.parquet")
    grant = ("g1", officers[0]["officer_id"], "a database", "2025-03-01", "")
    columns = ("grant_id", "officer_id", "system", "granted_on", "ended_on")
    (folder / "grants.csv").write_text(csv_text(columns, [grant]))
    (folder / "ours.yaml").write_text("officers: 10\nwage: 34.00\nbenefits: 42%\n", encoding="utf-8")
    (folder / "our-audit").mkdir()
    (folder / "our-audit/overdetention.csv").write_text(OVERDETENTION, encoding="utf-8")
    (folder / "act.json").write_text(json.dumps({"act": {"act": "interrogate"}, "agreement": {"model": "WSO"}}))
    held = row(HEAD_2026, Apprehension_Date=datetime(2025, 3, 1), State="FLORIDA", Apprehension_Method="287(g) Program")
    for name in ("arrests.xlsx", "detainers.xlsx"):
        workbook(folder / name, HEAD_2026, [held], above=1)
    cells = {name: pa.array([None if cell is None else str(cell)]) for name, cell in zip(HEAD_2026, held, strict=True)}
    pq.write_table(pa.table(cells), folder / "arrests-latest.parquet")
    _of_methods(folder)
    return folder


def _of_methods(folder: Path) -> None:
    """Stops and panels of outcomes, small, for the commands of methods."""
    stops = ("2018-01-10,17:05,white,true,true", "2018-01-11,17:20,Hispanic,false,false")
    (folder / "stops.csv").write_text("\n".join(["date,time,race,searched,found", *stops * 40]) + "\n")
    months = [
        f"12{county:03d},2025-{month:02d},{county + month}" for county in range(1, 60, 2) for month in range(1, 7)
    ]
    (folder / "outcomes.csv").write_text("\n".join(["fips,month,arrests", *months]) + "\n")
    years = [f"{unit},{year},{unit % 3 + (unit * year) % 7}" for unit in range(20) for year in range(2003, 2008)]
    (folder / "employment.csv").write_text("\n".join(["unit,year,employed", *years]) + "\n")
    first = [f"{unit},{2005 if unit % 2 else ''}" for unit in range(20)]
    (folder / "minimum-wages.csv").write_text("\n".join(["unit,first", *first]) + "\n")


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lists and a page as ICE publishes them."""
    folder = tmp_path_factory.mktemp("raw")
    (folder / "ice-sheets").mkdir()
    for path in (folder, folder / "ice-sheets"):
        (path / "participatingAgencies11242026am.xlsx").write_bytes(LIST)
    (folder / "page.html").write_bytes(USUAL_PAGE)
    (folder / "tests").symlink_to(ROOT / "tests")
    return folder


@pytest.fixture(scope="module")
def agreements(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Path:
    """Signed agreements under the names that the examples give them; for scans, one of the model that has its text."""
    folder = tmp_path_factory.mktemp("agreements")
    (folder / "moa").mkdir()
    for name, of in ((LEE, "EllisCoTX_JEM"), (KANSAS, KANSAS), (TARRANT, "287gJEM_GalvestonCoTX")):
        shutil.copy(agreement(of), folder / f"{name}.pdf")
    # One page of Kansas' is a picture: reading it takes half a minute, and tests/documents do so.
    shutil.copy(folder / f"{TARRANT}.pdf", folder / "moa")
    shutil.copy(agreement("palmBeachCoSheriffsOffice_WSO"), folder / "moa")
    _draft(folder / "draft.docx")
    for name, of in (
        ("our-agreement.pdf", KANSAS),
        ("moa.pdf", "palmBeachCoSheriffsOffice_WSO"),
        ("a.pdf", "EllisCoTX_JEM"),
        ("b.pdf", KANSAS),
    ):
        shutil.copy(agreement(of), folder / name)
    return folder


def _draft(path: Path) -> None:
    """A draft in Word: the wording of WSO-2025, a paragraph a line, with the agency's name filled in."""
    draft = Document()
    for section in standard_text("WSO-2025"):
        for line in section["text"].split("\n"):
            draft.add_paragraph(line.replace("{agency}", "Polk County Sheriff's Office"))
    draft.save(str(path))


@pytest.fixture(scope="module")
def own_home(tmp_path_factory: pytest.TempPathFactory, shipped_home: Path) -> Path:
    """A home of the shipped record to which examples may add, with one list in its archive."""
    home = tmp_path_factory.mktemp("own") / "home"
    shutil.copytree(shipped_home, home)
    Archive(home).add(LIST, name="participatingAgencies11242026am.xlsx")
    return home


@pytest.fixture(scope="module")
def office_home(tmp_path_factory: pytest.TempPathFactory, shipped_home: Path) -> Path:
    """A home of the shipped record with an office that was just begun."""
    home = tmp_path_factory.mktemp("office") / "home"
    shutil.copytree(shipped_home, home)
    with reader(home, home.parent), mock.patch("typer.prompt", return_value=""):
        assert not ran("open287g office init --account admin", Terminal())[0]
    return home


@pytest.fixture(scope="module")
def read_home(own_home: Path, agreements: Path) -> Path:
    """The same home after the agreements were read."""
    with reader(own_home, agreements):
        assert not ran(f"open287g documents read moa/ {KANSAS}.pdf {TARRANT}.pdf --ocr none", Terminal())[0]
    return own_home


def lay_out(folder: Path, *shelves: Path, line: str) -> None:
    """Put into `folder` what an example finds there: not what it is to make."""
    made = set(re.findall(r"--(?:out|to) (\S+)", line))
    for shelf in shelves:
        for path in shelf.iterdir():
            if path.name not in {name.rstrip("/") for name in made}:
                (folder / path.name).symlink_to(path)


def parts(line: str) -> list[str]:
    """The command lines of an example."""
    return [part.strip() for part in re.sub(r"\s+#.*", "", line).split("&&")]


def open_for(into: str) -> TextIO:
    """A terminal, or the file into which a shell would lead the output."""
    return Path(into).open("w", encoding="utf-8") if into else Terminal()


def ends_well(words: str, line: str) -> None:
    """Run an example to its end: 0, or another code that the command's help gives a meaning."""
    for part in parts(line):
        command, _, into = part.partition(" > ")
        with open_for(into) as out:
            status, told = ran(command, out)
        paragraphs, _ = docs.parted_help(COMMANDS[words])
        documented = status in (3, 4) and re.search(rf"\b[Ee]xits with\b.*\b{status}\b", " ".join(paragraphs))
        assert not status or documented, f"{part}\n{told}"
        assert "Traceback" not in told


ORDINARY = [
    (words, line)
    for words, line in EXAMPLES
    if not ELSEWHERE.search(line)
    and words.split()[1] not in ("update", "serve", "publish")
    and words != "open287g documents fetch"
    and not READS_AGREEMENTS.search(line)
]
OF_AGREEMENTS = [
    (words, line) for words, line in EXAMPLES if READS_AGREEMENTS.search(line) and not ELSEWHERE.search(line)
]


@pytest.mark.parametrize(("words", "line"), ORDINARY, ids=[line for _, line in ORDINARY])
def test_an_example_ends_well(
    words: str, line: str, own_home: Path, office_home: Path, logs: Path, raw: Path, tmp_path: Path
) -> None:
    lay_out(tmp_path, logs, raw, line=line)
    line = line.replace("3f9ac21b", Archive(own_home).sightings()[0].sha256[:8])
    begun = words.startswith("open287g office") and words != "open287g office init"
    with reader(office_home if begun else own_home, tmp_path), mock.patch("typer.prompt", return_value=""):
        ends_well(words, line)


@pytest.mark.shared
@needs_shared
@pytest.mark.parametrize(("words", "line"), OF_AGREEMENTS, ids=[line for _, line in OF_AGREEMENTS])
def test_an_example_that_reads_agreements_ends_well(
    words: str, line: str, read_home: Path, agreements: Path, tmp_path: Path
) -> None:
    lay_out(tmp_path, agreements, line=line)
    line = line.replace("1d2f00", sha256_of((agreements / f"{KANSAS}.pdf").read_bytes())[:6])
    with reader(read_home, tmp_path):
        ends_well(words, line)


@pytest.mark.network
@pytest.mark.parametrize("line", [line for words, line in EXAMPLES if words == "open287g update"])
def test_an_example_that_fetches_ends_well(line: str, own_home: Path, httpserver: HTTPServer, tmp_path: Path) -> None:
    files = {PAGE: USUAL_PAGE, PARTICIPATING: LIST, PENDING: list_of("pending", ["Polk County Sheriff's Office"])}
    site = Site(httpserver, files)
    with reader(own_home, tmp_path), mock.patch("open287g.cli.archive.rebuild", return_value=Rebuilt()):
        ends_well("open287g update", f"{parts(line)[0]} --page {site.page}")


@pytest.mark.network
@needs_shared
@pytest.mark.parametrize("line", [line for words, line in EXAMPLES if words == "open287g documents fetch"])
def test_an_example_that_fetches_agreements_ends_well(
    line: str, own_home: Path, agreements: Path, httpserver: HTTPServer, tmp_path: Path
) -> None:
    site = Site(httpserver)
    site.files["/doclib/a.pdf"] = (agreements / "a.pdf").read_bytes()
    with (
        reader(own_home, tmp_path),
        mock.patch.object(fetching, "linked", return_value=[site.url("/doclib/a.pdf")]),
    ):
        ends_well("open287g documents fetch", line)
    assert [request.path for request in site.asked] == ["/doclib/a.pdf"]


@pytest.mark.parametrize("line", [line for words, line in EXAMPLES if words == "open287g serve"])
def test_an_example_that_serves_starts_the_server(line: str, own_home: Path, tmp_path: Path) -> None:
    where = "open287g.web.server.serve"
    with (
        reader(own_home, tmp_path),
        mock.patch(f"{where}._run") as run,
        mock.patch(f"{where}.must_be_free"),
        mock.patch(f"{where}.signal.signal"),  # or this process would end in peace when it is told to
    ):
        ends_well("open287g serve", line)
    assert run.call_count == 1


@pytest.mark.slow
# The example without an origin does less of the same.
@pytest.mark.parametrize("line", [one for words, one in EXAMPLES if words == "open287g publish" and "--origin" in one])
def test_an_example_that_publishes_writes_the_site(line: str, sample_home: Path, tmp_path: Path) -> None:
    with reader(sample_home, tmp_path), thinned():
        ends_well("open287g publish", line)
    assert (tmp_path / "site/index.html").is_file()
