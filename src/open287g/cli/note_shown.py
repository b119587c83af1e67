"""A fiscal note in the terminal: its lines, its sums, what comes back, what courts may order, what is left out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from open287g.cli.asked import note as remark
from open287g.cli.asked import say
from open287g.cli.show import Format, show_facts, show_rows

if TYPE_CHECKING:
    from open287g.costs.asked import Asked

_COURTS = ("legal-exposure", "class-judgment")
_SUMS = ("agency", "county", "ICE", "all", "repaid", "net")

_LESS_THAN_NOTHING = (
    "Less than nothing is left where more is announced than is counted as a cost: most of it pays for officers who are "
    "paid anyway, and announced is not paid. It is no gain to vote on."
)

_NO_BOUND = (
    "What is left (net) has no bound while costs are left out and more may come back: tell {}, 0 where there is none."
)


def show_note(asked: Asked, facts: dict[str, Any], format: Format) -> None:
    """Print a fiscal note: lines, sums, what comes back, courts, and what is left out.

    The middle and its bound stand first: a narrow window leaves out the edges, and never what a sum is.
    """
    if format is Format.json:
        show_facts(facts, format)
        return
    if format is Format.csv:
        show_rows([*facts["lines"], *({"line": "total", **row} for row in facts["totals"])], format)
        return
    say(f"{asked.agency}, {asked.model}: {asked.listed}")
    say(_prices(facts["prices"]))
    whole = [row for row in facts["lines"] if row["year"] == "all"]
    if whole:
        show_rows(money(whole), format, ["line", "basis", "payer", "p50", "p5", "p95", "says"], _title(facts))
    else:
        say("No line can be counted: each wants a figure that nobody has told.")
    _show_sums(facts, format)
    _show_repaid(facts, format)
    _show_courts(facts, format)
    _show_shares(facts, format)
    left = [{**row, "wanted": row["wanted"]} for row in facts["left_out"]]
    show_rows(left, format, ["line", "basis", "wanted"], "Not in the sum: tell these with --set or --assumptions")
    if left:
        remark(_next_to_tell(left))
    if facts["swings"]:
        show_rows(facts["swings"], format, title="What moves the sum (full basis, all years)")
    for scenario in facts["scenarios"]:
        show_rows(money(scenario["totals"]), format, ["basis", "payer", "p50", "p5", "p95"], scenario["name"])


def _show_sums(facts: dict[str, Any], format: Format) -> None:
    sums = [row for row in facts["totals"] if row["year"] == "all" and row["payer"] in _SUMS]
    show_rows(money(sums), format, ["basis", "payer", "p50", "bound", "p5", "p95"], "Sums")
    if any(row["payer"] == "net" and row["bound"] == "none" and not row["unknown"] for row in sums):
        more = ("award", "state_grant") if facts["model"] == "TFM" else ("state_grant",)
        remark(_NO_BOUND.format(" and ".join(f"--set {name}=..." for name in more)))
    if any(row["payer"] == "net" and not row["unknown"] and row["p50"] < 0 for row in sums):
        remark(_LESS_THAN_NOTHING)


def _show_repaid(facts: dict[str, Any], format: Format) -> None:
    back = [row for row in facts["repaid"] if row["year"] == "all"]
    if back:
        show_rows(money(back), format, ["line", "p50", "says"], "Paid back, as announced; never a saving of new money")
        if all(one["low"] is None for one in facts["assumptions"] if one["name"] == "repaid_years"):
            remark("What is paid back is counted for every year: when it stops is not told (--set repaid_years=2).")


def _next_to_tell(left: list[dict[str, Any]]) -> str:
    """The assumptions that most of the lines left out want, as the options that tell them."""
    wanted = Counter(name for row in left for name in row["wanted"]).most_common(3)
    return f"Most lines wait for: {' '.join(f'--set {name}=...' for name, _ in wanted)}"


def _title(facts: dict[str, Any]) -> str:
    years = "one year" if facts["years"] == 1 else f"{facts['years']} years"
    return f"Costs over {years}, dollars: 5, 50 and 95 in 100 possible worlds"


def _prices(told: dict[str, Any]) -> str:
    if told["month"] is None:
        return "Dollars as each source tells them; --prices carries those that name their year to one month."
    remark = f" ({told['remark']})" if told["remark"] else ""
    return (
        f"Dollars that name their year stand in prices of {told['month']} by CPI-U{remark}; later years are not raised."
    )


def money(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with their dollars as people write them; a sum of which nothing is counted is unknown, not 0."""
    return [
        {**row, **{name: "unknown" if row.get("unknown") else f"{row[name]:,.2f}" for name in ("p5", "p50", "p95")}}
        for row in rows
    ]


def _show_courts(facts: dict[str, Any], format: Format) -> None:
    """The middle and the mean of what courts may order, and the chance of a bad year: never one of them alone."""
    rows = [row for row in facts["lines"] if row["line"] in _COURTS and row["basis"] == "full" and row["year"] == "all"]
    if not rows:
        return
    shown = [{**row, "mean": f"{row['mean']:,.2f}"} for row in money(rows)]
    show_rows(shown, format, ["line", "p50", "mean", "p95"], "What courts may order")
    chance = facts["chance_courts_order_over_1_percent_of_budget"]
    told = "unknown: tell the budget (--set budget=...)" if chance is None else f"{chance:.2%}"
    say(f"Chance in a year that courts order more than one percent of the budget: {told}")


def _show_shares(facts: dict[str, Any], format: Format) -> None:
    """How low cash falls before repayment comes, and the middle of the full sum by officer and by resident."""
    from open287g.costs.told import per_is_least

    low = {basis: cash for basis, cash in facts["cash_low_point"].items() if cash}
    rows = [{"basis": basis, "quarter": cash["quarter"], "p50": f"{cash['p50']:,.2f}"} for basis, cash in low.items()]
    if rows:
        show_rows(rows, format, title="Lowest that cash stands, at the end of a quarter")
    least = "at least " if per_is_least(facts) else ""
    for name, usd in facts["per"].items():
        if usd is not None:
            say(f"With what is paid anyway, {name.replace('usd_', '').replace('_', ' ')}: {least}{usd:,.2f}")
