"""Shares of voices with intervals, and how much the unknown could change them."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers.charts import plot_estimates
from helpers.measures import (
    first_speakers,
    share_officials,
    share_roles,
    share_sources,
    share_voices,
)
from helpers.stats.schema import UNKNOWN
from tests.measures.source_tables import (
    ARTICLES,
    DEFENCE,
    FOREIGN,
    many,
    quotation,
    quotations,
    table,
)

FAST = {"n_resamples": 200}
PRESSES = {
    ("US", "Harbor Post"): {"US": 6, "RU": 3, "SE": 1},
    ("US", "Tin Whistle"): {"US": 8, "RU": 2},
    ("RU", "Vestnik Zaliva"): {"US": 1, "RU": 5, None: 4},
    ("RU", "Golos Bukhty"): {"US": 3, "RU": 7},
}


def share(result, country, affiliation):
    own = result[(result["country"] == country) & (result["affiliation"] == affiliation)]
    assert len(own) == 1
    return own.iloc[0]


@pytest.fixture(scope="module")
def voices():
    return share_voices(*many(PRESSES), **FAST)


def test_voices_of_each_press_add_up_to_one_with_the_unknown(voices):
    assert voices.groupby("country")["estimate"].sum().tolist() == pytest.approx([1, 1])
    assert share(voices, "US", "US")["estimate"] == pytest.approx(14 / 20)
    assert share(voices, "RU", "US")["estimate"] == pytest.approx(4 / 20)
    assert share(voices, "RU", UNKNOWN)["estimate"] == pytest.approx(4 / 20)
    assert share(voices, "US", "another country")["estimate"] == pytest.approx(1 / 20)


def test_a_voice_that_nobody_lets_speak_is_zero_and_not_absent(voices):
    silent = share(voices, "US", "UA")
    assert (silent["estimate"], silent["n_units"]) == (0, 80)


def test_intervals_draw_outlets(voices):
    heard = share(voices, "US", "US")
    assert (heard["low"], heard["high"]) == (0, 1)  # two outlets tell next to nothing of others
    assert (heard["cluster"], heard["n_clusters"]) == ("outlet", 2)


def test_bounds_give_the_unknown_to_nobody_or_to_one_country(voices):
    heard = share(voices, "RU", "RU")
    assert heard["at_least"] == pytest.approx(12 / 20)
    assert heard["at_most"] == pytest.approx(16 / 20)
    assert share(voices, "US", "RU")[["at_least", "at_most"]].tolist() == pytest.approx([0.25] * 2)
    assert pd.isna(share(voices, "RU", UNKNOWN)["at_least"])


def test_the_unknown_can_be_left_out_and_the_note_says_how_many():
    known = share_voices(*many(PRESSES), unknown="leave out", **FAST)
    heard = share(known, "RU", "RU")
    assert heard["estimate"] == pytest.approx(12 / 16)
    assert (heard["at_least"], heard["at_most"]) == (pytest.approx(0.6), pytest.approx(0.8))
    assert heard["n_units"] == 64
    assert "20% unknown left out" in heard["note"]
    assert UNKNOWN not in set(known["affiliation"])


def test_words_can_be_counted_instead_of_quotations():
    rows = table(
        quotation("a1", "Ann Roe", "US", words=9), quotation("a1", "Ivan Tal", "RU", words=1)
    )
    result = share_voices(rows, ARTICLES, weight="words", **FAST)
    assert share(result, "US", "US")["estimate"] == pytest.approx(0.9)
    assert set(result["measure"]) == {"share of words"}


def test_one_outlet_has_no_interval_and_says_why():
    result = share_voices(quotations(), ARTICLES.iloc[:2], **FAST)
    assert result["low"].isna().all()
    assert result["note"].str.contains("only 1 outlet").all()


def test_outlets_draw_articles():
    result = share_voices(*many(PRESSES), by=("country", "outlet"), **FAST)
    assert set(result["cluster"]) == {"article_id"}
    assert set(result["outlet"]) == {outlet for _, outlet in PRESSES}


def test_no_quotations_give_no_rows():
    result = share_voices(table(), ARTICLES, **FAST)
    assert result.empty
    assert list(result)[-3:] == ["at_least", "at_most", "share_unknown"]


def test_all_unknown_is_all_unknown():
    rows = table(quotation("a1", "Ann Roe"), quotation("b1", "Ivan Tal"))
    result = share_voices(rows, ARTICLES, **FAST)
    assert share(result, "US", UNKNOWN)["estimate"] == 1
    assert share(result, "US", "RU")[["at_least", "at_most"]].tolist() == [0, 1]
    assert share_voices(rows, ARTICLES, unknown="leave out", **FAST).empty


def test_options_that_are_not_known_are_refused():
    with pytest.raises(ValueError, match="unknown is 'drop'"):
        share_voices(quotations(), ARTICLES, unknown="drop")
    with pytest.raises(ValueError, match="weight is 'letters'"):
        share_voices(quotations(), ARTICLES, weight="letters")
    with pytest.raises(ValueError, match="no column 'sign'"):
        share_sources(quotations(), ARTICLES, "sign")


def test_role_groups_are_shared_out():
    result = share_roles(quotations(), ARTICLES, **FAST).set_index(["country", "role_group"])
    assert result.loc[("US", "official, political"), "estimate"] == pytest.approx(2 / 5)
    assert result.loc[("US", "partly anonymous"), "estimate"] == pytest.approx(1 / 5)
    assert result.loc[("RU", "anonymous"), "estimate"] == pytest.approx(1 / 3)
    assert result.loc[("US", UNKNOWN), "estimate"] == pytest.approx(1 / 5)


def test_officials_and_the_unnamed_are_two_figures_an_outlet():
    result = share_officials(quotations(), ARTICLES, **FAST).set_index(["measure", "outlet"])
    post = result.loc[("officials", "Harbor Post")]
    assert post["estimate"] == pytest.approx(4 / 5)
    assert (post["at_least"], post["at_most"]) == (pytest.approx(0.8), pytest.approx(1.0))
    assert result.loc[("without a name", "Harbor Post"), "estimate"] == pytest.approx(1 / 5)
    assert result.loc[("without a name", "Vestnik Zaliva"), "estimate"] == pytest.approx(1 / 3)
    assert result.loc[("without a name", "Harbor Post"), "at_most"] == pytest.approx(2 / 5)


def test_a_press_without_a_single_official_has_a_share_of_zero():
    rows = table(quotation("a1", "Ann Roe", "US", "citizen"))
    result = share_officials(rows, ARTICLES, by="country", **FAST)
    assert result["estimate"].tolist() == [0, 0]


def test_the_shares_can_be_drawn():
    figure = plot_estimates(share_officials(quotations(), ARTICLES, **FAST), panel="measure")
    assert "Harbor Post" in figure.alt
    assert plot_estimates(share_voices(*many(PRESSES), **FAST), group="affiliation").caption


def test_who_speaks_first_is_the_first_quotation_whoever_speaks():
    first = first_speakers(quotations(), ARTICLES)
    assert first["article_id"].tolist() == ["a1", "a2", "b1", "b2"]
    assert first["speaker_name"].fillna("?").tolist() == ["Ann Roe", "?", "Ann Roe", "official"]
    assert first["role_group"].fillna("?").tolist() == [
        "official, political", "?", "official, political", "anonymous",
    ]  # fmt: skip
    assert first["country"].tolist() == ["US", "US", "RU", "RU"]


def test_shares_of_first_speakers_are_of_articles():
    result = share_voices(first_speakers(quotations(), ARTICLES), ARTICLES, **FAST)
    heard = share(result, "RU", "US")
    assert (heard["estimate"], heard["n_units"]) == (pytest.approx(0.5), 2)


def test_first_speakers_of_nothing_are_nobody():
    assert first_speakers(table(), ARTICLES).empty


def test_nothing_that_is_given_is_changed():
    given, articles = quotations(), ARTICLES.copy()
    share_officials(given, articles, **FAST)
    first_speakers(given, articles)
    assert_frame_equal(given, quotations())
    assert_frame_equal(articles, ARTICLES)


def test_the_order_of_rows_changes_nothing():
    rows, articles = many(PRESSES)
    shuffled = rows.sample(frac=1, random_state=1)
    assert_frame_equal(
        share_voices(rows, articles, **FAST), share_voices(shuffled, articles, **FAST)
    )


def test_unattributed_quotations_are_neither_named_nor_unnamed():
    rows = table(
        quotation("a1"),
        quotation("a1", "Ann Roe", "US", DEFENCE),
        quotation("a2", "Bo", "US", FOREIGN),
    )
    result = share_officials(rows, ARTICLES, by="country", **FAST).set_index("measure")
    assert result.loc["without a name", "share_unknown"] == pytest.approx(1 / 3)
