"""The record as a data set in the words of schema.org, for those who search for data."""

from __future__ import annotations

from typing import Any

from open287g.record.asking.loaded import LoadedRecord
from open287g.record.tables.catalog import TABLES

LICENSE = "https://creativecommons.org/publicdomain/zero/1.0/"
ICE = "https://www.ice.gov/identify-and-arrest/287g"


def dataset(record: LoadedRecord, name: str, says: str, at: str, language: str) -> dict[str, Any]:
    """schema.org's Dataset of the whole record; `at` is the address of the site, the base path with it."""
    files = [("application/vnd.duckdb", "open287g.duckdb"), ("application/json", "datapackage.json")]
    files += [("text/csv", f"csv/{table.name}.csv") for table in TABLES]
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": name,
        "description": says,
        "url": f"{at}/data" if language == "en" else f"{at}/{language}/data",
        "inLanguage": language,
        "version": record.version,
        "dateModified": record.today.isoformat(),
        "temporalCoverage": f"{record.first_day.isoformat()}/{record.today.isoformat()}",
        "spatialCoverage": {"@type": "Place", "name": "United States"},
        "license": LICENSE,
        "isAccessibleForFree": True,
        "isBasedOn": ICE,
        "creator": {"@type": "Project", "name": "open287g"},
        "keywords": ["287(g)", "ICE", "immigration enforcement", "sheriffs", "police"],
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": f"{at}/downloads/{file}"}
            for kind, file in files
        ],
    }
