"""Panels of published studies through the product's own estimate, beside plain means of the same rows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from open287g.oversight.effects.run import Asked, effect

pytestmark = pytest.mark.shared
_LEFT_OUT = ("District of Columbia", "Delaware", "Massachusetts", "New York", "Vermont")


def medicaid(shared: Path) -> pd.DataFrame:
    """Baker and others: deaths of 100,000 aged 20-64 in counties with all eleven years, expansion of 2014 or none."""
    folder = shared / "data" / "effect" / "jel_did"
    told = pd.read_csv(folder / "mortality.csv", dtype=str)
    told = told[told["Notes"].isna() & told["Year"].notna()]
    rate = pd.to_numeric(told["Deaths"], errors="coerce") / pd.to_numeric(told["Population"], errors="coerce")
    rows = pd.DataFrame({
        "fips": told["County Code"].str.zfill(5),
        "state": told["State"],
        "year": told["Year"].astype(float).astype(int),
        "rate": rate * 1e5,
        "people": pd.to_numeric(told["Population"], errors="coerce"),
    }).dropna()  # fmt: skip
    rows = rows[rows.groupby("fips")["year"].transform("count") == 11]
    status = pd.read_csv(folder / "expansion_status.csv").set_index("State")["yaca"]
    rows["first"] = rows["state"].map(status).where(lambda year: year <= 2019, 0).fillna(0).astype(int)
    return rows[~rows["state"].isin(_LEFT_OUT) & rows["first"].isin([0, 2014])]


def test_medicaid_and_deaths_of_adults_have_the_published_means_and_one_effect_by_two_ways(
    shared: Path, tmp_path: Path
) -> None:
    rows = medicaid(shared)
    wide = rows.pivot(index="fips", columns="year", values="rate")
    people = rows[rows["year"] == 2013].set_index("fips")["people"]
    on = rows.groupby("fips")["first"].first() == 2014
    assert [round(wide.loc[on, year].mean(), 1) for year in (2013, 2014)] == [419.2, 428.5]
    weighted = {year: np.average(wide.loc[on, year], weights=people[on]) for year in (2013, 2014)}
    assert [round(weighted[year], 1) for year in (2013, 2014)] == [322.7, 326.5]
    step = wide[2014] - wide[2013]
    apart = np.average(step[on], weights=people[on]) - np.average(step[~on], weights=people[~on])
    assert abs(apart - -2.6) < 0.1  # Published -2.6.

    rows[["fips", "year", "rate"]].to_csv(tmp_path / "deaths.csv", index=False)
    rows[["fips", "first"]].drop_duplicates().to_csv(tmp_path / "first.csv", index=False)
    told = effect(Asked(tmp_path / "deaths.csv", time="year", treated=tmp_path / "first.csv"))
    study = next(one for one in told.answers if one.method == "event_study")
    first_year = next(one for one in study.estimates if one.period == "+0")
    assert np.isclose(first_year.value, step[on].mean() - step[~on].mean(), atol=1e-6)


def test_secure_communities_reached_everyone_so_that_the_last_are_controls_until_then(
    shared: Path, tmp_path: Path
) -> None:
    begun = pd.read_stata(shared / "data" / "effect" / "secure_communities_activation.dta")
    begun = begun.dropna(subset=["activation_year"]).astype({"activation_year": int, "countyfips": int})
    state, county = begun["statefips"].astype(int), begun["countyfips"] % 1000
    begun["fips"] = state.map("{:02d}".format) + county.map("{:03d}".format)
    begun = begun.dropna(subset=["activation_year"]).astype({"activation_year": int, "countyfips": int})
    begun["fips"] = begun["statefips"].astype(int).map("{:02d}".format) + (begun["countyfips"] % 1000).map(
        "{:03d}".format
    )
    begun = begun.drop_duplicates("fips")
    random = np.random.default_rng(0)
    chosen = begun.sample(240, random_state=0)
    rows = pd.DataFrame(
        [(fips, year, random.normal()) for fips in chosen["fips"] for year in range(2005, 2014)],
        columns=["fips", "year", "arrests"],
    )
    rows.to_csv(tmp_path / "made.csv", index=False)
    chosen[["fips", "activation_year"]].to_csv(tmp_path / "first.csv", index=False)
    told = effect(Asked(tmp_path / "made.csv", time="year", treated=tmp_path / "first.csv"))
    said = " ".join(line.in_("en") for line in told.ledger)
    assert not told.answers[0].refused, [one.in_("en") for one in told.answers[0].reasons]
    assert "last" in said and "controls" in said
    main = told.answers[0].estimates[0]
    assert main.low is not None and main.high is not None and main.low < 0 < main.high
