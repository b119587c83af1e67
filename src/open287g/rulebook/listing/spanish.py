"""The rulebook's words in Spanish."""

from __future__ import annotations

from functools import cache

from open287g.core.bundled import read_yaml

_ACTS = {
    "interrogate": "interrogar",
    "arrest_without_warrant": "arrestar sin orden",
    "serve_arrest_warrant": "notificar una orden de arresto",
    "serve_removal_warrant": "notificar una orden de expulsión",
    "issue_detainer": "emitir una solicitud de detención",
    "process": "tramitar por infracciones de inmigración",
    "take_evidence": "tomar pruebas",
    "prepare_charging_document": "preparar un documento de cargos",
    "detain": "detener",
    "transport": "trasladar",
    "query_database": "consultar sistemas federales",
    "hold_past_release": "retener después de la liberación",
}


@cache
def _says() -> dict[str, str]:
    loaded: dict[str, str] = read_yaml("rulebook/law/says_es.yaml")
    return loaded


def says_es(id: str) -> str:
    """What a provision says, in Spanish."""
    return _says()[id]


def spoken_ids() -> set[str]:
    """The provisions that have Spanish words."""
    return set(_says())


def act_name(act: str, language: str = "en") -> str:
    """The name of an act for people."""
    return _ACTS[act] if language == "es" else act.replace("_", " ")
