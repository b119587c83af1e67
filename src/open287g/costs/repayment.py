"""What comes back: ICE's scheme for task force officers from October 2025, line by line, up to its ceilings.

It mostly pays for officers whom the agency had already: what is repaid for salaries is no saving of new money, and a
ceiling is not a promise. Announced, claimed and paid are three figures; this counts what was announced.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from open287g.costs.draws import Draws, World
from open287g.costs.line import BASES, every_year, first_year
from open287g.costs.lines import overtime_pay, salaries

SOURCE = "reimbursement register: Department of Homeland Security release of 2 September 2025, for 1 October 2025 on"
OVERTIME_CEILING = 0.25
"""Overtime is paid back up to this share of salary. Source: the same release."""
EQUIPMENT_CEILING = 7_500.0
"""Dollars an officer. Source: FWD.us analysis of February 2026, ICE's own advertisement."""
VEHICLES_CEILING = 100_000.0
"""Dollars an agency. Source: the same; the text of the officers' union has a typing error here."""


@dataclass(frozen=True)
class Repaid:
    """A line of what comes back: its name, what it says, what it needs, its dollars by world and year, who pays it.

    `pays`: the line of costs that it is for, where that line may be left out while this is counted. `bases`: on which
    it is taken off; pay of officers whom the agency has anyway comes back for no new money. `within`: the line of costs
    that it never exceeds, so that where both are left out what is left is still at least what is counted.
    """

    name: str
    says: str
    says_es: str
    needs: tuple[str, ...]
    counted: Callable[[World], Draws]
    payer: str = "ICE"
    source: str = SOURCE
    pays: str = ""
    bases: tuple[str, ...] = BASES
    within: str = ""


def _salary(world: World) -> Draws:
    return every_year(world, salaries(world))


def _overtime(world: World) -> Draws:
    pay = world["officers"] * world["hours_per_year"] * world["wage"]
    return every_year(world, np.minimum(overtime_pay(world), OVERTIME_CEILING * pay))


def _awards(world: World) -> Draws:
    return every_year(world, 4 * world["officers"] * world["award"])


def _equipment(world: World) -> Draws:
    return first_year(world, world["officers"] * np.minimum(world["equipment"], EQUIPMENT_CEILING))


def _vehicles(world: World) -> Draws:
    return first_year(world, np.minimum(world["vehicles"], VEHICLES_CEILING))


ICE_SCHEME = (
    Repaid(
        "repaid-salaries",
        "Salary and benefits of each trained officer, whom the agency pays anyway",
        "Salario y prestaciones de cada agente capacitado, que la agencia paga de todos modos",
        ("officers", "hours_per_year", "wage", "benefits"),
        _salary,
        pays="salary-and-benefits",
        bases=("full",),
    ),
    Repaid(
        "repaid-overtime",
        "Overtime, up to a quarter of salary",
        "Horas extra, hasta un cuarto del salario",
        ("officers", "overtime_hours", "wage", "overtime_factor", "hours_per_year"),
        _overtime,
        within="overtime",
    ),
    Repaid(
        "awards",
        "Quarterly awards, if ICE's targets are met",
        "Premios trimestrales, si se cumplen las metas de ICE",
        ("officers", "award"),
        _awards,
    ),
    Repaid(
        "repaid-equipment",
        "Equipment, up to $7,500 an officer",
        "Equipo, hasta 7,500 dólares por agente",
        ("officers", "equipment"),
        _equipment,
        within="equipment",
    ),
    Repaid(
        "repaid-vehicles",
        "Vehicles, up to $100,000",
        "Vehículos, hasta 100,000 dólares",
        ("vehicles",),
        _vehicles,
        within="vehicles",
    ),
)

STATE_GRANT = Repaid(
    "state-grant",
    "A grant of the state that was approved, for what ICE does not pay back",
    "Una subvención del estado ya aprobada, para lo que ICE no reembolsa",
    ("state_grant",),
    lambda world: every_year(world, world["state_grant"]),
    "state",
    "reimbursement register: schemes of states; how much is yours to tell, for no scheme pays a fixed sum",
)
"""Any model may have one; Florida's board and the Texas comptroller decide case by case."""


def scheme(model: str) -> tuple[Repaid, ...]:
    """What may come back under a model: by ICE under the task force model alone, by a state's grant under each."""
    return (*ICE_SCHEME, STATE_GRANT) if model == "TFM" else (STATE_GRANT,)


def repaid(world: World, part: Repaid) -> Draws:
    """Its dollars by world and year, until the year in which repayment stops, if that is told."""
    amount = part.counted(world)
    if not world.known("repaid_years"):
        return amount
    return amount * (np.arange(world.years) < world["repaid_years"][:, None])
