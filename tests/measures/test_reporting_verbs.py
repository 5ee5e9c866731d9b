"""Which verbs are used for whom."""

import numpy as np
import pytest
from pandas.testing import assert_frame_equal

from helpers.charts import plot_estimates
from helpers.measures import add_verbs, reporting_verbs, verb_contrasts
from helpers.stats.schema import UNKNOWN
from tests.measures.source_tables import ARTICLES, FOREIGN, quotation, quotations, table

FAST = {"n_resamples": 200}


def verbs_of(*cues):
    rows = table(*[quotation("a1", "Ann Roe", cue=cue) for cue in cues])
    return add_verbs(rows)["verb"].fillna("?").tolist()


def test_forms_of_a_verb_are_one_verb():
    assert verbs_of("said", "says", "Say", "saying") == ["say"] * 4
    assert verbs_of("According to", "according  to") == ["according to"] * 2


def test_a_form_of_verb_and_noun_is_the_verb():
    assert verbs_of("claims", "reports") == ["claim", "report"]


def test_an_unknown_cue_stays_as_it_is_and_no_cue_is_no_verb():
    assert verbs_of("Zorbled", None) == ["zorbled", "?"]


def test_the_stance_is_read_off_the_cue_where_the_table_has_none():
    rows = quotations().drop(columns="stance")
    assert add_verbs(rows)["stance"].fillna("?").tolist()[:2] == ["neutral", "doubting"]
    kept = add_verbs(quotations().assign(stance="own"))
    assert set(kept["stance"]) == {"own"}


def two_presses():
    """The Harbor Post says of US voices, claims of RU ones; the Vestnik says of all."""
    rows = []
    for article in ("a1", "a2"):
        rows += [quotation(article, "Ann Roe", "US", FOREIGN, cue="said")] * 9
        rows += [quotation(article, "Ann Roe", "US", FOREIGN, cue="claimed")]
        rows += [quotation(article, "Ivan Tal", "RU", FOREIGN, cue="said")] * 4
        rows += [quotation(article, "Ivan Tal", "RU", FOREIGN, cue="claims")] * 6
        rows += [quotation(article, "somebody", None, FOREIGN, cue="claimed")]
    for article in ("b1", "b2"):
        rows += [quotation(article, "Ann Roe", "US", FOREIGN, cue="said")] * 5
        rows += [quotation(article, "Ivan Tal", "RU", FOREIGN, cue="said")] * 5
    return table(*rows)


@pytest.fixture(scope="module")
def claims():
    result = reporting_verbs(two_presses(), ARTICLES, cluster="article_id", **FAST)
    return result[result["verb"] == "claim"].set_index(["country", "affiliation"])


def test_the_rate_is_the_share_of_quotations_of_this_side(claims):
    row = claims.loc[("US", "RU")]
    assert (row["n_quotations"], row["n_units"]) == (12, 20)
    assert row["estimate"] == pytest.approx(0.6)


def test_the_difference_is_to_the_other_known_sides_of_the_same_press(claims):
    row = claims.loc[("US", "RU")]
    assert (row["rate_others"], row["n_others"]) == (pytest.approx(0.1), 20)
    assert row["difference"] == pytest.approx(0.5)
    assert row["log_odds"] == pytest.approx(np.log((12.5 / 8.5) / (2.5 / 18.5)))
    assert claims.loc[("US", "US"), "difference"] == pytest.approx(-0.5)


def test_equal_articles_give_intervals_of_no_width_and_one_article_none(claims):
    row = claims.loc[("US", "RU")]
    assert (row["difference_low"], row["difference_high"]) == (pytest.approx(0.5),) * 2
    one = reporting_verbs(two_presses(), ARTICLES.iloc[[0]], cluster="article_id", **FAST)
    assert one[["low", "difference_low", "log_odds_low"]].isna().all(axis=None)
    assert one["difference"].notna().any()


def test_unknown_speakers_have_a_rate_and_no_comparison(claims):
    row = claims.loc[("US", UNKNOWN)]
    assert row["estimate"] == 1
    assert np.isnan(row["difference"])
    assert row["n_others"] == 0


def test_a_press_that_never_claims_has_a_rate_of_zero(claims):
    assert claims.loc[("RU", "RU"), "estimate"] == 0
    assert claims.loc[("RU", "RU"), "difference"] == 0


def test_intervals_hold_the_estimate_where_articles_differ():
    rows = two_presses().drop(index=[0, 1, 2, 10, 11])
    result = reporting_verbs(rows, ARTICLES, cluster="article_id", **FAST)
    row = result[(result["verb"] == "say") & (result["country"] == "US")].iloc[0]
    assert row["difference_low"] <= row["difference"] <= row["difference_high"]
    assert row["difference_low"] < row["difference_high"]
    assert row["log_odds_low"] < row["log_odds_high"]


def test_rates_of_a_side_add_up_and_rare_verbs_are_put_together():
    rows = two_presses()
    rows.loc[0, "cue"] = "quipped"
    result = reporting_verbs(rows, ARTICLES, **FAST)
    assert "(other verbs)" in set(result["verb"])
    assert list(result["verb"])[-1] == "(other verbs)"
    sums = result.groupby(["country", "affiliation"])["estimate"].sum()
    assert sums.tolist() == pytest.approx([1] * len(sums))
    all_verbs = reporting_verbs(rows, ARTICLES, min_quotations=1, **FAST)
    assert "(other verbs)" not in set(all_verbs["verb"])


def test_stances_are_tabulated_likewise():
    result = reporting_verbs(two_presses(), ARTICLES, of="stance", **FAST)
    row = result.set_index(["stance", "country", "affiliation"]).loc[("doubting", "US", "RU")]
    assert row["estimate"] == pytest.approx(0.6)


def test_a_press_that_quotes_one_side_only_has_nobody_to_compare_with():
    rows = two_presses()
    result = reporting_verbs(rows[rows["affiliation"] == "US"], ARTICLES, **FAST)
    assert result["difference"].isna().all()
    assert result["note"].str.contains("nobody else to compare with").all()


def test_no_rows_give_an_empty_table_of_the_same_shape():
    empty = reporting_verbs(table(), ARTICLES, **FAST)
    assert empty.empty
    assert list(empty) == list(reporting_verbs(two_presses(), ARTICLES, **FAST))
    assert reporting_verbs(quotations().assign(cue=None), ARTICLES, **FAST).empty


def test_the_rates_can_be_drawn():
    result = reporting_verbs(two_presses(), ARTICLES, **FAST)
    american = result[result["country"] == "US"]
    figure = plot_estimates(american, group="verb", color="affiliation", n="n_units", percent=True)
    assert "claim" in figure.alt


def test_the_comparison_with_others_can_be_drawn(claims):
    result = reporting_verbs(two_presses(), ARTICLES, cluster="article_id", **FAST)
    contrasts = verb_contrasts(result)
    row = contrasts.set_index(["verb", "country", "affiliation"]).loc[("claim", "US", "RU")]
    assert row["estimate"] == pytest.approx(0.5)
    assert row["low"] == pytest.approx(claims.loc[("US", "RU"), "difference_low"])
    assert UNKNOWN not in set(contrasts["affiliation"])
    odds = verb_contrasts(result, "log_odds")
    assert set(odds["measure"]) == {"log-odds"}
    american = contrasts[contrasts["country"] == "US"]
    assert plot_estimates(american, group="verb", color="affiliation", n="n_quotations").caption
    with pytest.raises(ValueError, match="measure is 'rate'"):
        verb_contrasts(result, "rate")


def test_wrong_options_are_refused_and_nothing_given_is_changed():
    with pytest.raises(ValueError, match="of is 'mood'"):
        reporting_verbs(quotations(), ARTICLES, of="mood")
    with pytest.raises(ValueError, match="no column 'cue'"):
        reporting_verbs(quotations().drop(columns="cue"), ARTICLES)
    given = quotations()
    reporting_verbs(given, ARTICLES, **FAST)
    assert_frame_equal(given, quotations())
