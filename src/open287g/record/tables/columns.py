"""The tables of the record: one list that makes the database, the data dictionary and the data package."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A column: its name, its DuckDB type and what it says."""

    name: str
    type: str
    says: str


@dataclass(frozen=True)
class Table:
    """A table: what one row is, and its columns; `key` orders and identifies rows."""

    name: str
    says: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Column names in order."""
        return tuple(column.name for column in self.columns)


def _table(name: str, says: str, key: str, *columns: tuple[str, str, str]) -> Table:
    return Table(name, says, tuple(key.split()), tuple(Column(*column) for column in columns))


_ID = ("agreement_id", "VARCHAR", "The agreement: agency, model and number of its signing.")
_AGENCY = ("agency_id", "VARCHAR", "The agency's permanent id.")
_STATE = ("state", "VARCHAR", "Postal code of the state or territory.")
_MODEL = ("model", "VARCHAR", "JEM jail enforcement, WSO warrant service officer, TFM task force.")
_SHA = ("sha256", "VARCHAR", "Hash of the raw file that shows it.")
_FILE = ("file", "VARCHAR", "Name of the raw file that shows it.")
_ROW = ("row", "INTEGER", "Row of that file, the header being row 1; empty where the proof is an absence.")

TABLES: tuple[Table, ...] = (
    _table(
        "snapshots",
        "One raw file, what its clocks say, and whether the record believes it.",
        "name sha256",
        ("name", "VARCHAR", "File name under which the raw file was seen."),
        _SHA,
        (
            "list",
            "VARCHAR",
            "participating or pending: what the rows are, not what the name says; empty if unreadable.",
        ),
        ("published", "DATE", "Day the evidence gives for its publication; empty if quarantined without one."),
        ("verdict", "VARCHAR", "accepted, duplicate or quarantined."),
        ("reason", "VARCHAR", "Why this verdict and this day."),
        ("publication_id", "VARCHAR", "The publication it shows; empty if quarantined."),
        ("rows", "INTEGER", "Rows of the list, hidden ones included."),
        ("hidden_rows", "INTEGER", "Rows the workbook hides; they are data."),
        ("name_says", "DATE", "Day in the file name, if it holds one."),
        ("captured_at", "TIMESTAMP", "Time an archive captured it, UTC, if the name holds one."),
        ("modified_at", "TIMESTAMP", "Time the workbook says it was last saved, UTC."),
        ("newest_signed", "DATE", "Newest credible SIGNED date inside."),
    ),
    _table(
        "publications",
        "One distinct state of a list as ICE published it.",
        "publication_id",
        ("publication_id", "VARCHAR", "participating or pending, day, and a letter where a day has several."),
        ("list", "VARCHAR", "participating or pending."),
        ("number", "INTEGER", "Order of publication within its list, from 0."),
        ("published", "DATE", "First day on which evidence shows it public."),
        ("last_seen", "DATE", "Last day on which an accepted file shows it."),
        _FILE,
        _SHA,
        ("rows", "INTEGER", "Rows."),
        ("agreements", "INTEGER", "Distinct agreements (or applications, in the pending list)."),
        ("agencies", "INTEGER", "Distinct agencies."),
        ("states", "INTEGER", "Distinct states and territories."),
        (
            "spellings",
            "INTEGER",
            "Distinct spellings of agencies as they stand, state by state, space at the ends aside.",
        ),
        ("added", "INTEGER", "Agreements not in the publication before."),
        ("removed", "INTEGER", "Agreements of the publication before that are absent."),
    ),
    _table(
        "lines",
        "One distinct row content, as it stands in the cells and as it is read.",
        "line",
        ("line", "INTEGER", "Number of the row content."),
        (
            "list",
            "VARCHAR",
            "participating or pending: whose publications show it; empty where only an unbelieved file or a copy does.",
        ),
        ("raw_state", "VARCHAR", "STATE cell."),
        ("raw_agency", "VARCHAR", "LAW ENFORCEMENT AGENCY cell."),
        ("raw_type", "VARCHAR", "TYPE cell."),
        ("raw_county", "VARCHAR", "COUNTY cell."),
        ("raw_model", "VARCHAR", "SUPPORT TYPE cell."),
        ("raw_signed", "VARCHAR", "SIGNED cell; dates as YYYY-MM-DD."),
        ("raw_moa", "VARCHAR", "MOA cell's text."),
        ("raw_addendum", "VARCHAR", "ADDENDUM cell's text."),
        _STATE,
        ("agency_name", "VARCHAR", "Agency's name, cleaned of stray space and quotes."),
        (
            "agency_type",
            "VARCHAR",
            "county, municipality, state, university, tribal, territory, other; empty if unknown.",
        ),
        ("county", "VARCHAR", "COUNTY cell, cleaned; empty if it says nothing."),
        _MODEL,
        ("signed", "DATE", "SIGNED date; empty if it cannot be read."),
        ("moa_url", "VARCHAR", "Address of the MOA, unwrapped, without mailboxes; empty if none."),
        ("moa_file", "VARCHAR", "File name in that address."),
        ("addendum_url", "VARCHAR", "Address of an addendum, if linked."),
        _AGENCY,
        _ID,
    ),
    _table(
        "observations",
        "One row of one publication: which line stands where.",
        "publication_id row",
        ("publication_id", "VARCHAR", "The publication."),
        ("row", "INTEGER", "Row in its first file, the header being row 1."),
        ("line", "INTEGER", "The row content."),
        _ID,
    ),
    _table(
        "agencies",
        "One law-enforcement agency of one state.",
        "agency_id",
        _AGENCY,
        ("name", "VARCHAR", "Newest credible spelling of its name."),
        _STATE,
        (
            "agency_type",
            "VARCHAR",
            "county, municipality, state, university, tribal, territory, other; empty if unknown.",
        ),
        ("counties", "VARCHAR[]", "FIPS codes of the county or counties it belongs to; empty if unknown or statewide."),
        ("county_names", "VARCHAR[]", "Their names."),
        ("county_tier", "VARCHAR", "How the county was found."),
        ("county_evidence", "VARCHAR", "What it was found from."),
        ("ori", "VARCHAR", "FBI identifier; empty if none was found beyond doubt."),
        ("ori_tier", "VARCHAR", "How it was found, or why there is none."),
        ("ori_evidence", "VARCHAR", "Roster row it was found from."),
        ("population", "INTEGER", "Population served, by the FBI roster; empty if it says none."),
        ("officers", "INTEGER", "Sworn officers, by the FBI roster."),
        ("officers_year", "INTEGER", "Year of that roster row."),
        ("ice_area", "VARCHAR", "ICE area of responsibility."),
        ("first_listed", "DATE", "First publication that lists it with an agreement."),
        ("last_listed", "DATE", "Last publication that lists it with an agreement."),
        ("agreements_now", "INTEGER", "Agreements in the newest publication."),
        ("models_now", "VARCHAR[]", "Models in the newest publication."),
    ),
    _table(
        "agreements",
        "One instrument of one agency under one model, as known today.",
        "agreement_id",
        _ID,
        _AGENCY,
        _STATE,
        _MODEL,
        ("n", "INTEGER", "Number of the signing, from 1."),
        ("signed", "DATE", "SIGNED, as last corrected; empty if never readable."),
        (
            "status",
            "VARCHAR",
            "listed (in the newest publication), ended (absent), moved (ICE gave its row to another agency).",
        ),
        ("valid_from", "DATE", "First day in force: SIGNED, or the first listing where SIGNED is unknown."),
        ("valid_from_basis", "VARCHAR", "signed or listed."),
        ("valid_to", "DATE", "First day no longer in force, at the latest; empty while listed."),
        ("ending", "VARCHAR", "suspected, probable or confirmed, where ended."),
        ("first_listed", "DATE", "Day of the first publication that lists it."),
        ("last_listed", "DATE", "Day of the last publication that lists it."),
        ("moa_url", "VARCHAR", "Newest address of the MOA; empty if none was linked."),
        ("moa_file", "VARCHAR", "File name in that address."),
        ("moa_first_linked", "DATE", "Day of the first publication that links an MOA."),
        ("addendum_url", "VARCHAR", "Newest address of an addendum."),
        ("pended", "DATE", "Day of the first pending list that shows agency and model before the listing."),
        ("days_pending_to_listed", "INTEGER", "Days from there to the first listing."),
        ("days_signed_to_listed", "INTEGER", "Days from SIGNED to the first listing."),
        ("days_listed_to_moa", "INTEGER", "Days from the first listing to the first linked MOA."),
    ),
    _table(
        "beliefs",
        "What was known when: one row for each period of the world an agreement was believed to cover, in two clocks.",
        "agreement_id known_from valid_from",
        _ID,
        _AGENCY,
        _STATE,
        _MODEL,
        ("signed", "DATE", "SIGNED as then listed."),
        ("valid_from", "DATE", "In force from."),
        ("valid_to", "DATE", "In force until, exclusive; empty if open."),
        ("known_from", "DATE", "First day this was known, by the day of a publication."),
        ("known_to", "DATE", "First day something else was known; empty if still believed."),
        ("publication_id", "VARCHAR", "Publication that made it known."),
    ),
    _table(
        "events",
        "One thing that happened to an agreement or an agency, with the file and row that show it.",
        "event_id",
        ("event_id", "VARCHAR", "Permanent id, made from what happened."),
        (
            "kind",
            "VARCHAR",
            "pended, listed, moa_posted, date_corrected, renewed, model_changed, renamed, delisted, relisted.",
        ),
        _AGENCY,
        _ID,
        _STATE,
        _MODEL,
        ("valid", "DATE", "Day in the world, where the record knows one (SIGNED for listed and renewed)."),
        ("known", "DATE", "Day of the publication that shows it."),
        ("before", "VARCHAR", "What stood before."),
        ("after", "VARCHAR", "What stands after."),
        ("says", "VARCHAR", "The event in a sentence."),
        ("publication_id", "VARCHAR", "Publication that shows it."),
        _FILE,
        _SHA,
        _ROW,
    ),
    _table(
        "endings",
        "One agreement that the newest publication no longer lists, with the grade of its ending.",
        "agreement_id",
        _ID,
        _AGENCY,
        _STATE,
        _MODEL,
        ("signed", "DATE", "SIGNED."),
        ("grade", "VARCHAR", "suspected, probable or confirmed."),
        ("last_listed", "DATE", "Day of the last publication that lists it."),
        ("first_absent", "DATE", "Day of the first publication that does not."),
        ("days_absent", "INTEGER", "Days from there to the newest publication."),
        ("publications_absent", "INTEGER", "Publications without it, that one included."),
        ("reason", "VARCHAR", "What the grade rests on."),
        _FILE,
        _SHA,
    ),
    _table(
        "flickers",
        "One absence after which the same agreement came back.",
        "agreement_id first_absent",
        _ID,
        _AGENCY,
        _STATE,
        _MODEL,
        ("last_listed", "DATE", "Day of the last publication before the gap."),
        ("first_absent", "DATE", "Day of the first publication without it."),
        ("relisted", "DATE", "Day of the publication that lists it again."),
        ("days", "INTEGER", "Days from first_absent to relisted."),
        ("publications_absent", "INTEGER", "Publications without it."),
        ("treated_as", "VARCHAR", "flicker (never ended) or rejoined (ended and relisted)."),
        _FILE,
        _SHA,
        _ROW,
    ),
    _table(
        "pending",
        "One agency and model in the pending lists.",
        "agency_id model first_pending",
        _AGENCY,
        ("name", "VARCHAR", "Agency's name."),
        _STATE,
        _MODEL,
        ("first_pending", "DATE", "Day of the first pending list that shows it."),
        ("last_pending", "DATE", "Day of the last."),
        ("status", "VARCHAR", "pending (in the newest pending list), listed (became an agreement), gone (neither)."),
        ("listed", "DATE", "Day of the first participating list that shows it afterwards."),
        ("days_to_listed", "INTEGER", "Days from first_pending to listed."),
        ("already_listed", "BOOLEAN", "It was participating before it was pending."),
        _ID,
        _FILE,
        _SHA,
        _ROW,
    ),
    _table(
        "spellings",
        "One spelling of an agency's name, and why it is that agency.",
        "state agency_name",
        _STATE,
        ("agency_name", "VARCHAR", "Spelling, cleaned."),
        _AGENCY,
        ("tier", "VARCHAR", "Rule that joined it: only, same, dated, document, typo, judgment."),
        ("evidence", "VARCHAR", "What the rule rests on."),
        ("first_seen", "DATE", "First publication with this spelling."),
        ("last_seen", "DATE", "Last publication with it."),
        ("publications", "INTEGER", "Publications with it."),
    ),
    _table(
        "candidates",
        "Two agencies that look alike and that no rule would join.",
        "agency_id other_id",
        _AGENCY,
        ("other_id", "VARCHAR", "The other agency."),
        _STATE,
        ("name", "VARCHAR", "Name of the first."),
        ("other_name", "VARCHAR", "Name of the other."),
        ("likeness", "DOUBLE", "Similarity of the names, 0 to 100."),
        ("why_not", "VARCHAR", "What kept them apart."),
    ),
    _table(
        "redirects",
        "An id that once named, or might be taken to name, an agency, and the id that names it now.",
        "old_id",
        ("old_id", "VARCHAR", "Retired or alternative id."),
        ("new_id", "VARCHAR", "The id in use."),
        ("reason", "VARCHAR", "Why."),
    ),
    _table(
        "signals",
        "Something in a file that was repaired, ignored by name, or could not be read.",
        "kind file row column value",
        ("kind", "VARCHAR", "What it is."),
        ("action", "VARCHAR", "repaired, ignored, unreadable or noted."),
        _FILE,
        _SHA,
        _ROW,
        ("column", "VARCHAR", "Column; empty where the whole row or file is meant."),
        ("value", "VARCHAR", "What stands there (mailboxes removed)."),
        ("read_as", "VARCHAR", "What it was read as; empty if unreadable."),
        ("reason", "VARCHAR", "Why."),
        ("sightings", "INTEGER", "Rows of accepted files in which it stands."),
    ),
    _table(
        "judgments",
        "A human verdict on whether two spellings are one agency, or on a correction, with its evidence.",
        "state name other_name",
        _STATE,
        ("name", "VARCHAR", "One spelling."),
        ("other_name", "VARCHAR", "The other."),
        ("verdict", "VARCHAR", "same or distinct."),
        ("evidence", "VARCHAR", "What decides it."),
    ),
)

BY_NAME = {table.name: table for table in TABLES}
