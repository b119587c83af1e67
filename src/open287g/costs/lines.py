"""The lines of a fiscal note: each function is one, and its docstring is what a commissioner reads."""

from __future__ import annotations

from open287g.costs import legal
from open287g.costs.draws import Draws, World
from open287g.costs.line import LINES, every_year, first_year, later_years, line

__all__ = ["LINES", "overtime_pay", "salaries"]

_TRAVEL = {"JEM": "ICE", "WSO": "agency", "TFM": "ICE"}
_IT = {"JEM": "ICE", "WSO": "agency", "TFM": "ICE"}


@line(
    "training-time",
    needs=("officers", "training_hours", "wage", "benefits"),
    bases=("full",),
    says_es="Pago a los agentes durante su capacitación. Ya se les paga; ese tiempo falta en otra parte.",
)
def training_time(world: World, basis: str) -> Draws:
    """Pay of officers while they are trained. They are paid anyway; their time is missing elsewhere."""
    return first_year(world, _training(world, world["officers"]))


@line(
    "training-in-salaries",
    needs=("officers", "training_hours", "wage", "benefits", "duty_share"),
    bases=("full",),
    says_es="Capacitación ya contada en los salarios, restada para no contarla dos veces.",
)
def training_in_salaries(world: World, basis: str) -> Draws:
    """Training that is within the salaries below, taken off so that no hour counts twice."""
    return first_year(world, -_training(world, world["officers"]) * world["duty_share"])


@line(
    "successor-training",
    needs=("officers", "turnover", "training_hours", "wage", "benefits"),
    bases=("full",),
    says_es="Pago a los sucesores de quienes se van, durante su capacitación.",
)
def successor_training(world: World, basis: str) -> Draws:
    """Pay of the successors of officers who leave, while they are trained."""
    return later_years(world, _training(world, world["officers"] * world["turnover"]))


@line(
    "refresher-time",
    needs=("officers", "refresher_hours", "wage", "benefits"),
    bases=("full",),
    says_es="Pago a los agentes durante su capacitación adicional.",
)
def refresher_time(world: World, basis: str) -> Draws:
    """Pay of officers during further training."""
    return later_years(world, world["officers"] * world["refresher_hours"] * _hour(world))


@line(
    "training-backfill",
    needs=("officers", "training_hours", "backfill_share", "wage", "overtime_factor"),
    also=("turnover",),
    says_es="Horas extra de quienes cubren a los agentes en capacitación.",
)
def training_backfill(world: World, basis: str) -> Draws:
    """Overtime of those who stand in for officers in training."""
    hours = world["officers"] * world["training_hours"] * world["backfill_share"]
    return _with_successors(world, hours * world["wage"] * world["overtime_factor"])


@line(
    "trainee-travel",
    needs=("officers", "travel_nights", "lodging", "meals"),
    also=("turnover",),
    payer=_TRAVEL,
    source="MOA: trainees' travel is ICE's under JEM (IV.E) and TFM (X), the agency's under WSO (IV.E)",
    says_es="Alojamiento y comidas durante la capacitación.",
)
def trainee_travel(world: World, basis: str) -> Draws:
    """Lodging and meals during training."""
    nights = world["officers"] * world["travel_nights"]
    return _with_successors(world, nights * (world["lodging"] + world["meals"]))


@line(
    "salary-and-benefits",
    needs=("officers", "hours_per_year", "duty_share", "wage", "benefits"),
    bases=("full",),
    says_es="Salario y prestaciones por el tiempo dedicado al programa. La agencia los paga también sin acuerdo.",
)
def salary_and_benefits(world: World, basis: str) -> Draws:
    """Salaries and benefits for the time spent on the program. The agency pays them without an agreement too."""
    return every_year(world, world["duty_share"] * salaries(world))


@line(
    "overtime",
    needs=("officers", "overtime_hours", "wage", "overtime_factor"),
    says_es="Horas extra para el programa.",
)
def overtime(world: World, basis: str) -> Draws:
    """Overtime for the program."""
    return every_year(world, overtime_pay(world))


@line(
    "supervision",
    needs=("supervisor_hours", "supervisor_wage", "benefits"),
    bases=("full",),
    says_es="Tiempo de los supervisores de la propia agencia.",
)
def supervision(world: World, basis: str) -> Draws:
    """Time of the agency's own supervisors."""
    return every_year(world, world["supervisor_hours"] * world["supervisor_wage"] * (1 + world["benefits"]))


@line(
    "administration",
    needs=("administration_hours", "administration_wage", "benefits"),
    bases=("full",),
    says_es="Trabajo de oficina: informes, quejas, archivos, reuniones.",
)
def administration(world: World, basis: str) -> Draws:
    """Office work: reports, complaints, records, meetings."""
    return every_year(world, world["administration_hours"] * world["administration_wage"] * (1 + world["benefits"]))


@line("equipment", needs=("officers", "equipment"), says_es="Equipo de los agentes, comprado en el primer año.")
def equipment(world: World, basis: str) -> Draws:
    """Equipment of officers, bought in the first year."""
    return first_year(world, world["officers"] * world["equipment"])


@line("vehicles", needs=("vehicles",), says_es="Vehículos, comprados en el primer año.")
def vehicles(world: World, basis: str) -> Draws:
    """Vehicles, bought in the first year."""
    return first_year(world, world["vehicles"])


@line(
    "information-technology",
    needs=("it",),
    payer=_IT,
    source="MOA: lines and equipment for federal systems are ICE's under JEM (IV.E) and TFM (X); WSO names none",
    says_es="Líneas, equipo y salas para los sistemas federales.",
)
def information_technology(world: World, basis: str) -> Draws:
    """Lines, equipment and rooms for federal systems."""
    return every_year(world, world["it"])


@line("transport", needs=("transports", "transport_cost"), says_es="Traslado de personas a ICE.")
def transport(world: World, basis: str) -> Draws:
    """Taking people to ICE."""
    return every_year(world, world["transports"] * world["transport_cost"])


@line(
    "detention",
    needs=("detainers", "held_share", "waiting_days"),
    bases={"incremental": ("bed_day_incremental",), "full": ("bed_day_full",)},
    payer="county",
    source="JEM and WSO appendix A: up to 48 hours without pay, unless an agreement to hold for ICE says otherwise",
    says_es="Días de cárcel desde que la persona debía quedar libre hasta que ICE la recoge.",
)
def detention(world: World, basis: str) -> Draws:
    """Days in jail from the hour of release until ICE comes."""
    days = world["detainers"] * world["held_share"] * world["waiting_days"]
    return every_year(world, days * world[f"bed_day_{basis}"])


@line(
    "interpretation",
    needs=("interpretation",),
    source="JEM and WSO IV.G, TFM XVI",
    says_es="Intérpretes.",
)
def interpretation(world: World, basis: str) -> Draws:
    """Interpreters."""
    return every_year(world, world["interpretation"])


@line("insurance", needs=("insurance",), says_es="Primas de seguro más altas.")
def insurance(world: World, basis: str) -> Draws:
    """Higher insurance premiums."""
    return every_year(world, world["insurance"])


_LIABILITY = "settlements register; MOA: liability beyond the Federal Tort Claims Act stays with the agency (IV.H, XIV)"


@line(
    "legal-exposure",
    needs=legal.CLAIMS,
    also=("retention",),
    source=_LIABILITY,
    says_es="Lo que pueden costar las demandas de quienes fueron retenidos de más, según los días, con la defensa.",
)
def legal_exposure(world: World, basis: str) -> Draws:
    """What claims of people held over may cost, by the days, with their defense."""
    return legal.claims(world)


@line(
    "class-judgment",
    needs=legal.CLASS,
    also=("retention",),
    source=_LIABILITY,
    says_es="Una sentencia rara para todos los retenidos de más como clase.",
)
def class_judgment(world: World, basis: str) -> Draws:
    """A rare judgment for all who were held over, as a class."""
    return legal.class_judgment(world)


def salaries(world: World) -> Draws:
    """A year's salaries and benefits of all officers, whatever they do in it, in dollars."""
    return world["officers"] * world["hours_per_year"] * _hour(world)


def overtime_pay(world: World) -> Draws:
    """A year's overtime of all officers, in dollars."""
    return world["officers"] * world["overtime_hours"] * world["wage"] * world["overtime_factor"]


def _hour(world: World) -> Draws:
    return world["wage"] * (1 + world["benefits"])


def _with_successors(world: World, amount: Draws) -> Draws:
    """An amount for all officers in the first year, then for those who follow the ones that leave, where it is known
    how many leave.
    """
    first = first_year(world, amount)
    return first + later_years(world, amount * world["turnover"]) if world.known("turnover") else first


def _training(world: World, officers: Draws) -> Draws:
    return officers * world["training_hours"] * _hour(world)
