"""Bars of a report as inline SVG, drawn by Altair: names, ticks and keys are laid out, text stays text."""

from __future__ import annotations

import re
from typing import Any

import altair as alt
import vl_convert

COLORS = {"authorized": "#33658a", "authorized if": "#86a9c2", "not authorized": "#b5452c", "undetermined": "#9a9a94"}
_INK, _FONT = "#23231f", "Helvetica, Arial, sans-serif"


def stacked(rows: list[dict[str, Any]], by: str, title: str) -> str:
    """Acts by `by` (month, model or act), stacked by verdict."""
    long = [
        {by: row[by], "verdict": verdict, "acts": row[verdict.replace(" ", "_")], "order": order}
        for row in rows
        for order, verdict in enumerate(COLORS)
    ]
    color = alt.Scale(domain=list(COLORS), range=list(COLORS.values()))
    base = alt.Chart(alt.InlineData(values=long)).mark_bar()
    kind = alt.Color("verdict:N", scale=color, legend=alt.Legend(orient="top", title=None))
    names = alt.Axis(title=None, labelLimit=220)
    if by == "month":
        chart = base.encode(
            x=alt.X("month:O", axis=names), y=alt.Y("acts:Q", title="acts"), color=kind, order="order:Q"
        )
        return _svg(chart.properties(width=620, height=220), title)
    chart = base.encode(
        y=alt.Y(f"{by}:N", axis=names, sort=None), x=alt.X("acts:Q", title="acts"), color=kind, order="order:Q"
    )
    return _svg(chart.properties(width=480, height={"step": 24}), title)


def ranked(rows: list[dict[str, Any]], name: str, value: str, title: str) -> str:
    """One bar for each row, the largest first."""
    chart = (
        alt.Chart(alt.InlineData(values=[{name: row[name], value: row[value]} for row in rows]))
        .mark_bar(color=COLORS["not authorized"])
        .encode(
            y=alt.Y(f"{name}:N", sort=None, axis=alt.Axis(title=None, labelLimit=260)),
            x=alt.X(f"{value}:Q", title="acts", axis=alt.Axis(tickMinStep=1)),
        )
    )
    return _svg(chart.properties(width=480, height={"step": 20}), title)


def _svg(chart: alt.Chart, title: str) -> str:
    styled = chart.configure(font=_FONT, background="transparent").configure_axis(
        labelColor=_INK, titleColor=_INK, gridColor="#e4e3de", domainColor="#b9b8b0", labelFontSize=12
    )
    drawn = vl_convert.vegalite_to_svg(styled.configure_view(stroke=None).to_json())
    return re.sub(r"^<svg ", f'<svg role="img" aria-label="{_attribute(title)}" ', drawn, count=1)


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
