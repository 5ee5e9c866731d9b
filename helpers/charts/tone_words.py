"""The words of a chart of tone over time: its caption and its alternative text."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from helpers.charts.describe import (
    counted,
    describe_notes,
    format_number,
    join_names,
    noun,
    paragraph,
    plural,
    span_of_counts,
    within,
)
from helpers.charts.style import plain_text


def name_measure(smooth: pd.DataFrame) -> str:
    """Return what the curves measure: "Mean polarity", or "Tone" where that is not one thing."""
    if "measure" not in smooth.columns or len(smooth["measure"].dropna().unique()) != 1:
        return "Tone"
    name = plain_text(smooth["measure"].dropna().iloc[0]).replace("_", " ")
    return f"Mean {name}"


def _say_days(days: float) -> str:
    return f"{days:g} {plural('day', days)}"


def say_curves(table: pd.DataFrame, say: dict) -> str:
    """Return the caption: what is drawn, how it is smoothed, which bands, n and notes."""
    widths = sorted(table["bandwidth"].dropna().unique())
    step = int(table["step"].iloc[0])
    total = table[table["_panel"] == table["_panel"].iloc[0]]["n_articles"].sum()
    names = [name for name in say["names"].values() if name]
    drawn = table["_group"].nunique()
    return paragraph(
        f"{say['what']} over time by {noun(say['group'])}"
        + (f", {join_names(names)}" if names else "")
        + f", {counted(total, say['unit'])} with a date",
        "Curves are local means, weighted by a Gaussian kernel with a bandwidth (standard "
        f"deviation) of {join_names([_say_days(days) for days in widths])}; a span of more than "
        f"one bandwidth without {plural(say['unit'])} is left open",
        _say_band(table, say),
        "The band holds for each day by itself, not for the whole curve",
        f"At {counted(say['n_cut'], 'point')} the band reaches out of the frame"
        if say["n_cut"] else "",
        f"Marks are days with {plural(say['unit'])}" if step == 1 else "",
        f"Bars beneath count the {plural(say['unit'])} of each "
        + ("day" if step == 1 else f"{step} days") + ", all on one scale",
        f"Of {counted(say['n_groups'], noun(say['group']))}, the {drawn} with the most "
        f"{plural(say['unit'])} are drawn" if drawn < say["n_groups"] else "",
        describe_notes(table.drop_duplicates(["_panel", "_group"]), [say["group"]]),
    )  # fmt: skip


def _say_band(table: pd.DataFrame, say: dict) -> str:
    if not (table["low"].notna() & table["high"].notna()).any():
        return "No band can be given"
    text = f"Bands are {format_number(100 * say['level'], 0)}% intervals ({say['interval']}"
    if "cluster" in table.columns:
        units = [plain_text(unit) for unit in table["cluster"].dropna().unique()]
        text += f" over {join_names([plural(noun(unit)) for unit in units])}"
        if "n_clusters" in table.columns and units:
            span = span_of_counts(table["n_clusters"], noun(units[0])).removesuffix(" a row")
            text += f", {span} a curve" if span else ""
    return text + ")"


def describe_curves(table: pd.DataFrame, curves: Mapping, say: dict) -> str:
    """Return the alternative text: the span, and where each curve is lowest and highest."""
    first, last = table["date"].min(), table["date"].max()
    texts = []
    for place, parts in curves.items():
        own = [_say_curve(part, say["looks"][name].name, say) for name, part in parts.items()]
        head = f"{say['names'][place]}: " if say["names"][place] else ""
        texts.append(head + "; ".join(own))
    return paragraph(
        f"Line chart of {within(say['what'])}, {first:%Y-%m-%d} to {last:%Y-%m-%d}, with bands and "
        f"bars of the number of {plural(say['unit'])}",
        *texts,
    )


def _say_curve(own: pd.DataFrame, name: str, say: dict) -> str:
    drawn = own[own["estimate"].notna()]
    if drawn.empty:
        return f"{name} has no dated {say['unit']}"
    low, high = drawn.loc[drawn["estimate"].idxmin()], drawn.loc[drawn["estimate"].idxmax()]
    runs = len(find_runs(own["estimate"].notna()))
    return (
        f"{name} ({counted(own['n_articles'].sum(), say['unit'])}, "
        f"{counted(runs, 'stretch').replace('stretchs', 'stretches')}) lowest "
        f"{format_number(low['estimate'], say['digits'])} on {low['date']:%Y-%m-%d}, highest "
        f"{format_number(high['estimate'], say['digits'])} on {high['date']:%Y-%m-%d}"
    )


def find_runs(drawn: Sequence[bool]) -> list[tuple[int, int]]:
    """Return start and end (exclusive) of each unbroken run of points that are drawn."""
    padded = np.concatenate([[False], np.asarray(drawn, dtype=bool), [False]])
    changes = np.flatnonzero(padded[1:] != padded[:-1])
    return list(zip(changes[::2].tolist(), changes[1::2].tolist(), strict=True))
