"""The effect of agreements: published numbers, a second engine, known truths, and refusals that name a design."""

from __future__ import annotations

import gzip
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from open287g.core.errors import InputError
from open287g.oversight.answer import Answer
from open287g.oversight.effects import engine
from open287g.oversight.effects.boundaries import boundaries
from open287g.oversight.effects.bounds import EventStudy, relative_magnitudes
from open287g.oversight.effects.published import published
from open287g.oversight.effects.run import Asked, Told, effect
from open287g.publish.answers import effect_report, write_report


def columns(table: pd.DataFrame, outcome: str, unit: str, time: str, first: str) -> pd.DataFrame:
    """A panel by the names of the engine."""
    chosen = table[[unit, time, outcome, first]].copy()
    chosen.columns = pd.Index(["unit", "time", "outcome", "first"])
    return chosen.assign(first=chosen["first"].fillna(0).astype(int))


@pytest.mark.shared
def test_minimum_wages_give_the_published_effects_and_a_second_engine_agrees(shared: Path) -> None:
    table = pd.read_csv(shared / "data/benchmarks/mpdta.csv")
    found = engine.fit(columns(table, "lemp", "countyreal", "year", "first_treat"), 1)
    told = [engine.summary(found.result, level)[0] for level in ("simple", "group", "event_study")]
    assert [round(value, 4) for value in told] == [-0.0400, -0.0310, -0.0772]
    from csdid.att_gt import ATTgt

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        other = ATTgt(
            yname="lemp", gname="first_treat", idname="countyreal", tname="year", xformla="lemp~1", data=table
        )
        other.fit(est_method="dr").aggte("simple")
    assert abs(float(other.atte["overall_att"]) - told[0]) < 1e-6


@pytest.mark.shared
def test_castle_doctrine_gives_the_two_way_estimate_as_the_sum_of_its_parts(shared: Path) -> None:
    table = pd.read_stata(shared / "data/effect/castle.dta")
    told = engine.bacon(columns(table, "l_homicide", "sid", "year", "effyear"))
    assert abs(told.twfe_estimate - 0.0818116) < 1e-6
    weights = (
        told.total_weight_treated_vs_never,
        told.total_weight_earlier_vs_later,
        told.total_weight_later_vs_earlier,
    )
    assert [round(weight, 4) for weight in weights] == [0.9083, 0.0598, 0.0319]


@pytest.fixture(scope="module")
def insurance(shared: Path) -> EventStudy:
    """The event study of Medicaid's expansion of 2014, by pyfixest."""
    import pyfixest

    table = pd.read_csv(shared / "data/effect/ehec_medicaid.csv")
    table = table[(table["year"] < 2016) & (table["yexp2"].isna() | (table["yexp2"] != 2015))]
    table = table.assign(D=(table["yexp2"] == 2014).astype(int))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fit = pyfixest.feols("dins ~ i(year, D, ref=2013) | stfips + year", table, vcov={"CRV1": "stfips"})
    return EventStudy(fit.coef().to_numpy(), fit._vcov, 5)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("m", "low", "high"),
    [(0.5, 0.0241, 0.0673), (1.0, 0.0171, 0.0720), (1.5, 0.0086, 0.0796), (2.0, -0.0011, 0.0883)],
)
def test_honest_bounds_are_those_the_reference_prints(insurance: EventStudy, m: float, low: float, high: float) -> None:
    assert [round(value, 4) for value in insurance.estimates[5:]] == [0.0464, 0.0692]
    found = relative_magnitudes(insurance, m)
    # The reference looks on a grid of .0004 and draws its first step.
    assert abs(found[0] - low) < 0.0009 and abs(found[1] - high) < 0.0009
    assert (found[0] < 0) == (low < 0)


def test_bounds_hold_the_truth_where_trends_are_parallel_and_widen() -> None:
    random, held, cov = np.random.default_rng(4), 0, 0.04 * (np.eye(4) + 0.5)
    for _ in range(20):
        study = EventStudy(np.array([0, 0, 0.5, 0]) + random.multivariate_normal(np.zeros(4), cov), cov, 2)
        narrow = relative_magnitudes(study, 0.5)
        held += narrow[0] <= 0.5 <= narrow[1]
    wide = relative_magnitudes(study, 2.0)
    assert wide[0] <= narrow[0] and narrow[1] <= wide[1]
    assert held >= 17


def test_bounds_want_two_periods_before() -> None:
    with pytest.raises(InputError, match="two periods before"):
        relative_magnitudes(EventStudy(np.zeros(2), np.eye(2), 1), 1.0)


Panel = Callable[..., tuple[Path, Path]]


@pytest.fixture
def panel(tmp_path: Path) -> Panel:
    """Writes a panel by month and who is treated when, from unit -> first month (0: never)."""

    def write(first: dict[str, int], gain: float = 0.0, months: int = 8, seed: int = 0) -> tuple[Path, Path]:
        random = np.random.default_rng(seed)
        rows = ["fips,month,arrests"]
        for number, (unit, begun) in enumerate(first.items()):
            for month in range(1, months + 1):
                on = gain if begun and month >= begun else 0.0
                rows.append(f"{unit},2025-{month:02d},{number % 7 + month + on + random.normal(0, 0.5)}")
        outcomes, treated = tmp_path / "outcomes.csv", tmp_path / "treated.csv"
        outcomes.write_text("\n".join(rows) + "\n")
        told = (f"{unit},2025-{begun:02d}" if begun else f"{unit}," for unit, begun in first.items())
        treated.write_text("\n".join(["fips,first", *told]) + "\n")
        return outcomes, treated

    return write


def fips(number: int) -> str:
    return f"{12001 + 2 * number:05d}"


def told(files: tuple[Path, Path], **options: Any) -> Told:
    return effect(Asked(files[0], treated=files[1], **options))


def refusal(found: Told) -> tuple[str, str]:
    (answer,) = found.answers
    assert answer.refused and not answer.estimates
    return " ".join(one.in_("en") for one in answer.reasons), " ".join(one.in_("en") for one in answer.instead)


def test_a_known_effect_is_found_and_a_placebo_finds_none(panel: Panel) -> None:
    files = panel({fips(n): (0, 0, 4, 6)[n % 4] for n in range(48)}, gain=2.0)
    by: dict[str, Answer] = {one.method: one for one in told(files).answers}
    main = by["effect"].estimates[0]
    assert main.low is not None and main.high is not None
    assert main.low < 2.0 < main.high and main.high - main.low < 0.8
    placebo = next(one for one in by["doubts"].estimates if one.what.startswith("placebo"))
    assert placebo.low is not None and placebo.high is not None and placebo.low < 0.4 and placebo.high > -0.4


def test_everyone_treated_at_once_is_refused_and_a_design_named(panel: Panel) -> None:
    why, instead = refusal(told(panel({fips(n): 4 for n in range(12)})))
    assert "every unit is treated at once" in why and "border" in instead


def test_one_treated_unit_is_refused_and_a_design_named(panel: Panel) -> None:
    why, instead = refusal(told(panel({fips(n): 4 if n == 0 else 0 for n in range(12)})))
    assert "one unit alone" in why and "synthetic control" in instead


def test_treated_before_the_first_period_is_refused(panel: Panel) -> None:
    why, _ = refusal(told(panel({fips(n): 1 if n % 2 else 0 for n in range(12)})))
    assert "before the first period" in why


def test_no_clean_control_is_refused(panel: Panel) -> None:
    why, _ = refusal(told(panel({fips(n): 0 if n == 0 else 4 for n in range(12)})))
    assert "no clean control" in why


def test_an_outcome_that_moves_alike_everywhere_is_refused(panel: Panel) -> None:
    outcomes, treated = panel({fips(n): (0, 5)[n % 2] for n in range(12)})
    months = range(1, 9)
    rows = [f"{fips(n)},2025-{month:02d},{n + month}" for n in range(12) for month in months]
    outcomes.write_text("\n".join(["fips,month,arrests", *rows]) + "\n")
    assert "moves alike" in refusal(told((outcomes, treated)))[0]


def test_a_break_in_the_codes_is_refused(panel: Panel) -> None:
    files = panel({fips(n): (0, 5)[n % 2] for n in range(12)})
    assert "coded anew" in refusal(told(files, break_at="2025-07"))[0]
    assert not told(files, break_at="2024-07").answers[0].refused


def test_the_record_says_who_was_treated_when(home: Path, tmp_path: Path) -> None:
    rows = [f"{fips(n)},2025-{month:02d},{n % 5 + month % 3}" for n in range(67) for month in range(1, 7)]
    (tmp_path / "florida.csv").write_text("\n".join(["fips,month,arrests", *rows]) + "\n")
    for clock in ("signed", "listed"):
        found = effect(Asked(tmp_path / "florida.csv", clock=clock, home=home))
        assert found.answers and any("units from 2025-01 to 2025-06" in line.in_("en") for line in found.ledger)
        assert any("were treated before or in the first period" in line.in_("en") for line in found.ledger)


def test_nobody_treated_is_refused(panel: Panel) -> None:
    assert "no unit of the file is treated" in refusal(told(panel({fips(n): 0 for n in range(12)})))[0]


def test_where_all_are_treated_in_the_end_the_last_are_controls(panel: Panel) -> None:
    found = told(panel({fips(n): (3, 7)[n % 2] for n in range(24)}, gain=1.0))
    assert any("the last to be treated serve as controls" in line.in_("en") for line in found.ledger)
    assert abs(found.answers[0].estimates[0].value - 1.0) < 0.6


def test_few_treated_units_get_a_wild_bootstrap(panel: Panel) -> None:
    found = told(panel({fips(n): 4 if n < 4 else 0 for n in range(24)}, gain=1.0))
    assert any(one.what == "two-way, wild bootstrap" and one.p is not None for one in found.answers[2].estimates)


def test_a_unit_with_a_period_twice_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "twice.csv"
    path.write_text("fips,month,n\n12001,2025-01,1\n12001,2025-01,2\n")
    with pytest.raises(InputError, match="this period twice"):
        effect(Asked(path, treated=path))


def test_two_columns_of_numbers_want_a_name(tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    path.write_text("fips,month,a,b\n12001,2025-01,1,2\n")
    with pytest.raises(InputError, match="2 columns of numbers"):
        effect(Asked(path, treated=path))


def test_the_report_of_a_refusal_says_why_in_both_languages(panel: Panel, tmp_path: Path) -> None:
    files = panel({fips(n): 4 for n in range(12)})
    asked = Asked(files[0], treated=files[1])
    write_report(effect_report(asked, effect(asked)), tmp_path / "out")
    assert "Refused, because: every unit is treated at once" in (tmp_path / "out/report.en.html").read_text()
    assert "todas las unidades empiezan a la vez" in (tmp_path / "out/report.es.html").read_text()


def test_the_register_tells_both_sides_and_what_was_not_read() -> None:
    found = published()
    assert {one.read for one in found} >= {"summary", "no"}
    assert any("no effect" in one.found for one in found) and any("more " in one.found for one in found)
    assert all(one.citation and one.design for one in found)


def test_a_single_unit_treated_last_is_no_control(panel: Panel) -> None:
    why, _ = refusal(told(panel({fips(n): 4 if n else 7 for n in range(12)})))
    assert "no clean control" in why
    why, _ = refusal(told(panel({fips(n): 7 if n else 4 for n in range(12)})))
    assert "one unit alone" in why


@pytest.mark.parametrize("first", ["2025/04", "April 2025", "soon"])
def test_a_first_period_that_cannot_be_read_is_not_taken_for_never(panel: Panel, first: str) -> None:
    outcomes, treated = panel({fips(n): (0, 5)[n % 2] for n in range(12)})
    treated.write_text(treated.read_text() + f"12999,{first}\n")
    with pytest.raises(InputError, match="cannot be read") as error:
        told((outcomes, treated))
    assert "row 14" in str(error.value) and first not in str(error.value)


def test_a_unit_with_two_first_periods_is_an_error(panel: Panel) -> None:
    outcomes, treated = panel({fips(n): (0, 5)[n % 2] for n in range(12)})
    treated.write_text(treated.read_text() + f"{fips(1)},2025-07\n")
    with pytest.raises(InputError, match="two first periods"):
        told((outcomes, treated))


def test_counties_that_lost_their_zero_are_the_same_in_both_files(panel: Panel) -> None:
    outcomes, treated = panel({f"{1001 + 2 * n:05d}": (0, 5)[n % 2] for n in range(12)})
    treated.write_text(treated.read_text().replace("\n0", "\n"))
    assert any("6 treated within" in line.in_("en") for line in told((outcomes, treated)).ledger)


def test_a_packed_file_cut_short_is_an_error(panel: Panel, tmp_path: Path) -> None:
    outcomes, treated = panel({fips(n): (0, 5)[n % 2] for n in range(12)})
    cut = tmp_path / "cut.csv.gz"
    cut.write_bytes(gzip.compress(outcomes.read_bytes())[:300])
    with pytest.raises(InputError, match="cannot be read as a table"):
        told((cut, treated))


def test_an_estimate_says_what_its_interval_leaves_out_and_what_was_not_checked(panel: Panel) -> None:
    by = {one.method: one for one in told(panel({fips(n): (0, 2)[n % 2] for n in range(48)})).answers}
    assert any("takes groups as independent" in line.in_("en") for line in by["effect"].reads)
    unchecked = " ".join(line.in_("en") for line in by["doubts"].reads)
    assert "Not checked here: honest bounds" in unchecked and "Not checked here: a placebo" in unchecked


def test_what_was_not_read_is_told_as_others_tell_it() -> None:
    assert all("as others tell it" in one.found or one.found == "not read" for one in published() if one.read == "no")


def test_connecticuts_old_counties_beside_its_regions_are_named() -> None:
    (mixed,) = boundaries(["09001", "09003", "09110", "13067"], of_record=False)
    assert "Fairfield County, Hartford County ended and Capitol Planning Region began in 2022" in mixed.in_("en")
    (old,) = boundaries(["09001", "13067"], of_record=True)
    assert "ended in 2022 (Fairfield County)" in old.in_("en")
    assert boundaries(["09001"], of_record=False) == boundaries(["09110", "13067"], of_record=True) == []


def test_the_ledger_of_a_panel_names_counties_of_two_vintages(panel: Panel) -> None:
    found = told(panel({"09001": 3, "09110": 0, "13067": 0}))
    assert any("two sets of boundaries" in line.in_("en") for line in found.ledger)
    assert any("dos divisiones" in line.in_("es") for line in found.ledger)


def test_treated_units_that_begin_with_their_treatment_are_refused_in_words(panel: Panel) -> None:
    outcomes, treated = panel({fips(n): (0, 5)[n % 2] for n in range(12)})
    late = {fips(n) for n in range(12) if n % 2}
    lines = outcomes.read_text().splitlines()
    kept = [line for line in lines if line[:5] not in late or line[6:13] >= "2025-05"]
    outcomes.write_text("\n".join(kept) + "\n")
    found = told((outcomes, treated))
    assert "a period before and a control" in refusal(found)[0]
    said = " ".join(line.in_("en") for line in found.ledger)
    assert "6 units lack some of the periods" in said
    assert "6 treated units have no number in the period right before treatment" in said


def test_numbers_written_with_commas_are_numbers(panel: Panel) -> None:
    files = panel({fips(n): (0, 5)[n % 2] for n in range(24)}, gain=2.0)
    head, *rows = files[0].read_text().splitlines()
    cells = [row.split(",") for row in rows]
    files[0].write_text("\n".join([head, *(f'{u},{m},"{990 + float(y):,.3f}"' for u, m, y in cells)]) + "\n")
    found = told(files)
    assert not any("lack" in line.in_("en") for line in found.ledger)
    assert abs(found.answers[0].estimates[0].value - 2.0) < 0.6


def test_all_treated_from_the_start_are_not_said_to_have_too_few_periods(panel: Panel) -> None:
    assert "fewer than three" not in refusal(told(panel({fips(n): 1 for n in range(6)})))[0]
