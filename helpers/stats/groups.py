"""Any two groups of a corpus: two presses, state and private, before and after, two outlets.

What a comparison can be generalised to depends on what stands on both sides. Two presses differ by
outlets, so other outlets are what is uncertain; a date divides the articles of the same outlets;
two single outlets tell nothing of other outlets, only of other events or articles. The choice is
made here from the data and said in the note.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import pandas as pd

from helpers.stats.clusters import as_tuple
from helpers.stats.compare import adjust_p_values, compare_groups
from helpers.stats.schema import require_columns

KEY = "article_id"
GROUP = "group"


@dataclass(frozen=True)
class Groups:
    """Two groups of rows, and what they can be told about.

    Attributes
    ----------
    rows : pandas.DataFrame
        The rows of either group with the column `group` (str), then all that were given.
    a, b : str
        Their names.
    cluster : str or tuple of str
        What is to be drawn as a whole.
    notes : tuple of str
        What a reader must know, one statement each.
    """

    rows: pd.DataFrame
    a: str
    b: str
    cluster: str | tuple[str, ...]
    notes: tuple[str, ...]


def make_groups(
    data: pd.DataFrame, *, by: str = "country",
    groups: Sequence[str | Collection[str]] | None = None, split_date: str | None = None,
    articles: pd.DataFrame | None = None, cluster: str | Sequence[str] | None = None,
) -> Groups:  # fmt: skip
    """Choose two groups of rows and what is to be drawn as a whole.

    Parameters
    ----------
    data : pandas.DataFrame
        Articles or a table of a measure, one row an article, a hit, an article and frame …
        Never changed.
    by : str
        Column of the groups: "country", "outlet", "ownership", "event", any other; "date" for
        before against after `split_date`.
    groups : pair, optional
        The two values to compare; either may be a collection of values, ``("state", ("private",
        "nonprofit"))``. US and RU by default for "country"; with two different values in the
        column those.
    split_date : str, optional
        A day such as "2022-02-24"; the second group begins with it. Needs the column `date`
        (or `by`, if that is another column of dates).
    articles : pandas.DataFrame, optional
        With article_id, for columns that `data` lacks: `by`, outlet, event.
    cluster : str or pair of str, optional
        What is drawn as a whole; chosen from the data if None: outlets where each side has two or
        more, else events where each side has two or more, else articles.

    Returns
    -------
    Groups

    Raises
    ------
    ValueError
        If a column or a value is missing, the two groups overlap, or the date is none.
    """
    by = "date" if split_date is not None and by == "country" else by
    asked = as_tuple(cluster) if cluster is not None else ()
    rows = _add_columns(data, articles, (by, *asked), ("outlet", "event"))
    if split_date is not None:
        rows, a, b, notes = _split_by_date(rows, by, split_date, groups)
    else:
        rows, a, b, notes = _split_by_value(rows, by, groups)
    if cluster is None:
        cluster, more = _choose_cluster(rows, by, (a, b))
        notes += more
    return Groups(rows, a, b, cluster, tuple(notes))


def compare(
    data: pd.DataFrame, *, numerator: str, denominator: str | None = None, by: str = "country",
    groups: Sequence[str | Collection[str]] | None = None, split_date: str | None = None,
    within: str | Sequence[str] = (), articles: pd.DataFrame | None = None,
    cluster: str | Sequence[str] | None = None, measure: str = "", **options: object,
) -> pd.DataFrame:  # fmt: skip
    """Compare any two groups of a corpus by any measure.

    Parameters
    ----------
    data : pandas.DataFrame
        Table of a measure, for example of `score_frames`: one row an article, an article and
        frame, a hit … Never changed.
    numerator, denominator : str
        As for `compare_groups`.
    by, groups, split_date, articles, cluster
        As for `make_groups`.
    within : str or sequence of str
        Columns that split the table into a family of comparisons, such as "frame"; its p values
        are corrected together.
    measure : str
        Name of the figure; the name of the numerator if empty.
    **options
        Further options of `compare_groups`: seed, level, n_resamples …

    Returns
    -------
    pandas.DataFrame
        As of `compare_groups`, with `q_value` (float64, Benjamini & Hochberg over the family)
        after p_value; note begins with what the choice of groups means.

    Raises
    ------
    ValueError
        As of `make_groups` and `compare_groups`.

    Examples
    --------
    >>> compare(frames, articles=corpus.articles, numerator="weighted_hits",
    ...         denominator="n_words", within="frame")  # doctest: +SKIP
    >>> compare(..., by="ownership", groups=("state", ("private", "nonprofit")))  # doctest: +SKIP
    >>> compare(..., split_date="2022-02-24")  # doctest: +SKIP
    >>> compare(..., by="outlet", groups=("Lodestar", "Stolinform"))  # doctest: +SKIP
    """
    chosen = make_groups(
        data, by=by, groups=groups, split_date=split_date, articles=articles, cluster=cluster
    )
    within = as_tuple(within)
    table = compare_groups(
        chosen.rows, numerator=numerator, denominator=denominator, group=GROUP, a=chosen.a,
        b=chosen.b, cluster=chosen.cluster, by=within, measure=measure, **options,
    )  # fmt: skip
    notes = "; ".join(chosen.notes)
    if notes:
        own = table["note"]
        table["note"] = (notes + "; " + own).where(own.notna(), notes).astype("str")
    table["group"] = "date" if split_date is not None and by == "country" else by
    return adjust_p_values(table)


def _add_columns(
    data: pd.DataFrame, articles: pd.DataFrame | None, needed: Sequence[str],
    useful: Sequence[str],
) -> pd.DataFrame:  # fmt: skip
    """Fetch columns that the table lacks from the articles."""
    rows = data.drop(columns=GROUP, errors="ignore") if GROUP not in needed else data
    if articles is not None:
        require_columns(data, [KEY], "make_groups")
        require_columns(articles, [KEY], "make_groups: articles")
        lacking = [
            name
            for name in dict.fromkeys([*needed, *useful])
            if name not in rows.columns and name in articles.columns
        ]
        facts = articles.drop_duplicates(KEY)[[KEY, *lacking]]
        rows = rows.merge(facts, on=KEY, how="left") if lacking else rows
    missing = [name for name in needed if name not in rows.columns]
    if missing == ["ownership"]:
        raise ValueError(
            "make_groups: the table has no column 'ownership'. Add it with "
            "helpers.corpus.outlets.add_outlet_facts(articles), then give these articles."
        )
    require_columns(rows, needed, "make_groups")
    return rows


def _split_by_value(
    rows: pd.DataFrame, by: str, groups: Sequence[str | Collection[str]] | None
) -> tuple[pd.DataFrame, str, str, list[str]]:
    present = sorted(rows[by].dropna().unique().tolist(), key=str)
    if groups is None:
        groups = ("US", "RU") if by == "country" else present
    if isinstance(groups, str) or len(groups) != 2:
        shown = ", ".join(map(repr, present[:10]))
        raise ValueError(
            f"make_groups: two groups are needed, not {len(groups)}. Name two of the values of "
            f"{by!r} with groups=: {shown}."
        )
    values = [_as_values(side) for side in groups]
    overlap = [value for value in values[0] if value in values[1]]
    if overlap:
        raise ValueError(f"make_groups: {overlap[0]!r} stands on both sides.")
    names = [" or ".join(map(str, side)) for side in values]
    notes = []
    for side, name in zip(values, names, strict=True):
        absent = [value for value in side if value not in present]
        if absent and len(absent) < len(side):
            notes.append(f"{name}: there is no {' and no '.join(map(str, absent))}")
    in_a, in_b = rows[by].isin(values[0]), rows[by].isin(values[1])
    labels = pd.Series(names[1], rows.index, dtype="str").mask(in_a, names[0])
    return _place(rows, labels, in_a | in_b), *names, notes


def _split_by_date(
    rows: pd.DataFrame, by: str, split_date: str, groups: Sequence | None
) -> tuple[pd.DataFrame, str, str, list[str]]:
    if groups is not None:
        raise ValueError("make_groups: give groups or split_date, not both.")
    try:
        day = pd.Timestamp(split_date)
    except ValueError:
        raise ValueError(f"make_groups: {split_date!r} is no date such as 2022-02-24.") from None
    if not pd.api.types.is_datetime64_any_dtype(rows[by]):
        raise ValueError(f"make_groups: the column {by!r} holds no dates ({rows[by].dtype}).")
    names = (f"before {day:%Y-%m-%d}", f"from {day:%Y-%m-%d}")
    labels = pd.Series(names[1], rows.index, dtype="str").mask(rows[by] < day, names[0])
    undated = int(rows[by].isna().sum())
    without = "1 row" if undated == 1 else f"{undated:,} rows"
    notes = [f"{without} without a date left out"] if undated else []
    return _place(rows, labels, rows[by].notna()), *names, notes


def _place(rows: pd.DataFrame, labels: pd.Series, chosen: pd.Series) -> pd.DataFrame:
    rows = rows.drop(columns=GROUP, errors="ignore")
    rows.insert(0, GROUP, labels)
    return rows[chosen].reset_index(drop=True)


def _as_values(side: object) -> list:
    is_many = isinstance(side, Collection) and not isinstance(side, str)
    return list(dict.fromkeys(side)) if is_many else [side]


def _choose_cluster(rows: pd.DataFrame, by: str, names: tuple[str, str]) -> tuple[str, list[str]]:
    """Choose what is drawn as a whole: the widest kind of which each side has two."""
    notes = []
    for column in ("outlet", "event"):
        counts = _count_clusters(rows, column, names)
        if min(counts) >= 2 and column != by:
            return column, notes
        if column == "outlet" and max(counts) and by != "event":
            few = " and ".join(map(str, counts))
            notes.append(f"{few} outlets: the comparison says nothing of other outlets than these")
    if KEY not in rows.columns:
        raise ValueError(
            "make_groups: neither outlets nor events nor articles (article_id) can be drawn. "
            f"The table has: {', '.join(map(str, rows.columns))}."
        )
    if not notes:
        notes.append("articles are drawn as if they were independent")
    return KEY, notes


def _count_clusters(rows: pd.DataFrame, column: str, names: tuple[str, str]) -> list[int]:
    if column not in rows.columns:
        return [0, 0]
    return [int(rows.loc[rows[GROUP] == name, column].nunique()) for name in names]
