"""How far two presses differ in whom they let speak, and results on sources as plain sentences.

Statements are written from the numbers of a table and nothing else; where an interval includes
zero they say that no difference can be told.
"""

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from helpers.charts.describe import counted, format_count, format_number, join_names
from helpers.charts.style import place_name
from helpers.measures.source_frequency import UNATTRIBUTED
from helpers.measures.source_places import label_quotations
from helpers.measures.sources import weigh
from helpers.scope import name_press
from helpers.stats.compare import compare_groups
from helpers.stats.schema import FEW_CLUSTERS, count_pair, plural_noun, require_columns

__all__ = [
    "compare_voices",
    "describe_found",
    "describe_share_gap",
    "describe_share_gaps",
    "describe_speakers",
]

UNIONS = ("EU", "UN", "NATO")


def compare_voices(
    quotations: pd.DataFrame, articles: pd.DataFrame, *, voices: Sequence[str] = ("US", "RU"),
    weight: str = "words", group: str = "country", a: str = "US", b: str = "RU",
    cluster: str | Sequence[str] = "outlet", **options: object,
) -> pd.DataFrame:  # fmt: skip
    """Compare how much two presses let each country speak.

    Parameters
    ----------
    quotations : pandas.DataFrame
        Result of `find_quotations`. Never changed.
    articles : pandas.DataFrame
        `article_id` and the columns `group` and `cluster`.
    voices : sequence of str
        Affiliations to compare, a row each; shares are of all quotations, also of those whose
        speaker's affiliation is not known.
    weight : {"quotations", "words"}
        What a quotation counts for.
    group, a, b, cluster, **options
        As for `helpers.stats.compare_groups`.

    Returns
    -------
    pandas.DataFrame
        As of `compare_groups`, a row each of `voices` (column `affiliation`, str). The estimates
        of both sides are those of `share_voices`.

    Raises
    ------
    ValueError
        If a column is missing or an option is not known.
    """
    rows = label_quotations(quotations, articles, voices=voices)
    rows = rows.assign(_n=weigh(rows, weight, "compare_voices"))
    totals = rows.groupby("article_id", sort=False)["_n"].sum().rename("n_all").reset_index()
    pairs = totals.merge(pd.Series(list(voices), name="affiliation", dtype="str"), how="cross")
    own = rows.groupby(["article_id", "affiliation"])["_n"].sum().rename("n_voice").reset_index()
    pairs = pairs.merge(own, on=["article_id", "affiliation"], how="left")
    wanted = dict.fromkeys([group, *([cluster] if isinstance(cluster, str) else cluster)])
    facts = articles[["article_id", *(name for name in wanted if name != "article_id")]]
    pairs = pairs.fillna({"n_voice": 0}).merge(facts.drop_duplicates("article_id"), on="article_id")
    table = compare_groups(
        pairs, numerator="n_voice", denominator="n_all", by=["affiliation"], group=group, a=a, b=b,
        cluster=cluster, measure=f"share of {weight}", **options,
    )  # fmt: skip
    place = {name: number for number, name in enumerate(voices)}
    return table.sort_values("affiliation", key=lambda names: names.map(place), ignore_index=True)


def describe_share_gap(row: Mapping | pd.Series, part: str = "", *, of: str = "words") -> str:
    """Say how far a share differs between two presses.

    Parameters
    ----------
    row : mapping or pandas.Series
        A row of `compare_voices`, or of `compare_groups` with shares (0 to 1).
    part : str
        What has the share, with its verb ("Quotation marks hold"); by default the speakers of
        the row's `affiliation`.
    of : str
        What it is a share of.

    Returns
    -------
    str
        For example "Speakers for Russia have 24% of the words quoted or reported in American
        outlets and 71% in Russian outlets: 47 percentage points less [11, 83] (95% interval; 4 and
        4 outlets, 48 and 48 articles)." Where the interval includes zero it begins with "No
        difference can be told:".
    """
    few = _few(row)
    return _say_gap(row, part, of) + (f" {few}" if few else "")


def describe_share_gaps(table: pd.DataFrame, *, of: str = "words") -> str:
    """Say several gaps of one comparison, a sentence each, and its doubts once.

    Parameters
    ----------
    table : pandas.DataFrame
        Of `compare_voices`.
    of : str
        What the shares are of.

    Returns
    -------
    str
        The statements of `describe_share_gap`.
    """
    rows = [row for _, row in table.iterrows()]
    said = [_say_gap(row, "", of) for row in rows]
    return " ".join([*said, *dict.fromkeys(map(_few, rows))]).strip()


def _few(row: Mapping) -> str:
    if math.isnan(row["low"]) or min(row["n_clusters_a"], row["n_clusters_b"]) >= FEW_CLUSTERS:
        return ""
    noun = plural_noun(row["cluster"].split(" × ")[0])
    return f"With so few {noun} the interval cannot be relied on."


def _say_gap(row: Mapping, part: str, of: str) -> str:
    part = part or f"Speakers for {_country(row['affiliation'])} have"
    noun = plural_noun(row["cluster"].split(" × ")[0])
    a, b = (f"{name_press(row[side])} {noun}" for side in "ab")
    # No two shares are further apart than 1: what the stretching for few outlets adds is cut.
    gap, low, high = (
        100 * min(max(row[name], -1), 1) if pd.notna(row[name]) else math.nan
        for name in ("difference", "low", "high")
    )
    if math.isnan(gap):
        return f"{part} a share of {of} that cannot be compared between {a} and {b}."
    ends = (low, high) if gap >= 0 else (-high, -low)
    digits = 0 if abs(gap) >= 1 else 1
    size = f"{format_number(abs(gap), digits)} percentage points {'more' if gap >= 0 else 'less'}"
    basis = count_pair(row["n_articles_a"], row["n_articles_b"], "article_id")
    if row["cluster"] != "article_id":
        basis = f"{count_pair(row['n_clusters_a'], row['n_clusters_b'], row['cluster'])}, {basis}"
    told = f"{part} {_percent(row['estimate_a'])} of {of} in {a}"
    told += f" and {_percent(row['estimate_b'])} in {b}: {size}"
    if math.isnan(low):
        return f"{told}, without an interval ({basis})."
    told += f" [{format_number(ends[0], digits)}, {format_number(ends[1], digits)}]"
    told += f" ({100 * row['level']:g}% interval; {basis})."
    if low <= 0 <= high:
        told = f"No difference can be told: {told[:1].lower()}{told[1:]}"
    return told


def describe_speakers(quotations: pd.DataFrame, speakers: pd.DataFrame, n_articles: int) -> str:
    """Say how many quotations there are, how many have a speaker, and who is quoted most.

    Parameters
    ----------
    quotations : pandas.DataFrame
        Result of `find_quotations`.
    speakers : pandas.DataFrame
        Result of `source_frequency` for them.
    n_articles : int
        How many articles were read.

    Returns
    -------
    str
        One statement.
    """
    require_columns(speakers, ["speaker_id", "speaker_name", "n_words"], "describe_speakers")
    read = counted(n_articles, "article")
    n = len(quotations)
    if not n:
        return f"No quotation was found in {read}."
    named = speakers[speakers["speaker_id"] != UNATTRIBUTED]
    n_named = int(quotations["speaker_id"].notna().sum())
    text = (
        f"{counted(n, 'quotation')} {'was' if n == 1 else 'were'} found in {read}, "
        f"{_percent(n_named / n)} of them with a speaker. "
        f"They hold {counted(speakers['n_words'].sum(), 'word')}"
    )
    if named.empty:
        return f"{text}."
    top = named.sort_values("n_words", ascending=False, kind="stable").head(3)
    most = [f"{row.speaker_name} ({format_count(row.n_words)})" for row in top.itertuples()]
    part = _percent(top["n_words"].sum() / speakers["n_words"].sum())
    return f"{text}, of which {part} are those of {join_names(most)}."


def describe_found(scores: pd.DataFrame) -> str:
    """Say how much of what was found is right, and how much of what is there was found.

    Parameters
    ----------
    scores : pandas.DataFrame
        Of `helpers.measures.score_quotations`.

    Returns
    -------
    str
        One statement on quotations with their speaker, at the lenient overlap.
    """
    rows = scores[scores["criterion"] == "lenient, with speaker"]
    require_columns(scores, ["precision", "recall", "f1", "low", "high"], "describe_found")
    if rows.empty or math.isnan(rows.iloc[0]["f1"]):
        return "Nothing can be said of how many quotations were found: none was found or marked."
    row = rows.iloc[0]
    return (
        f"Held against {counted(row['n_gold'], 'quotation')} that readers marked in "
        f"{counted(row['n_articles'], 'article')} of this corpus, {_percent(row['precision'])} of "
        f"the quotations found are right in words and speaker, and {_percent(row['recall'])} of "
        f"those marked were found (F1 {row['f1']:.2f} [{row['low']:.2f}, {row['high']:.2f}])."
    )


def _country(code: str) -> str:
    return f"the {code}" if code in UNIONS else place_name(code)


def _percent(share: float) -> str:
    return f"{format_number(100 * share, 0)}%"
