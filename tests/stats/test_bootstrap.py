"""Cluster-bootstrap intervals of rates and means."""

import numpy as np
import pandas as pd
import pandera.errors
import pytest
from pandas.testing import assert_frame_equal

from helpers.stats import UNKNOWN, check_result, estimate_ratio
from helpers.stats.schema import RESULT_COLUMNS


@pytest.fixture
def articles() -> pd.DataFrame:
    """Twelve articles of three outlets, the last without enough articles for an interval."""
    return pd.DataFrame(
        {
            "article_id": [f"a{number:02}" for number in range(12)],
            "outlet": ["Harbor Post"] * 6 + ["Nevsky Wire"] * 5 + ["Lone Star"],
            "hits": [1, 0, 2, 4, 1, 0, 3, 3, 5, 0, 1, 2],
            "words": [100, 50, 200, 100, 300, 250, 100, 100, 200, 50, 50, 80],
        }
    )


def simulate(generator: np.random.Generator, n_clusters: int, size: int = 5) -> pd.DataFrame:
    """Articles whose values share a cluster effect; the true mean is 0."""
    effects = np.repeat(generator.normal(size=n_clusters), size)
    return pd.DataFrame(
        {
            "outlet": np.repeat([f"o{number}" for number in range(n_clusters)], size),
            "value": effects + generator.normal(size=n_clusters * size),
        }
    )


def test_estimate_is_the_ratio_of_sums_not_the_mean_of_ratios(articles):
    result = estimate_ratio(articles, numerator="hits", denominator="words")
    post = result[result["outlet"] == "Harbor Post"].iloc[0]
    assert post["estimate"] == 8 / 1000
    assert (post["n_articles"], post["n_units"], post["n_clusters"]) == (6, 1000.0, 6)


def test_without_a_denominator_the_estimate_is_the_mean_over_rows(articles):
    result = estimate_ratio(articles, numerator="hits", by=())
    assert result["estimate"].item() == 22 / 12
    assert result["n_units"].item() == 12


def test_columns_come_in_the_declared_order(articles):
    result = estimate_ratio(articles, numerator="hits", by="outlet", measure="anger")
    assert list(result.columns) == ["outlet", *RESULT_COLUMNS]
    assert set(result["measure"]) == {"anger"}


def test_interval_holds_the_estimate_and_is_not_a_point(articles):
    result = estimate_ratio(articles, numerator="hits", denominator="words").set_index("outlet")
    for outlet in ("Harbor Post", "Nevsky Wire"):
        row = result.loc[outlet]
        assert row["low"] < row["estimate"] < row["high"]


def test_one_cluster_has_no_interval_and_says_so(articles):
    row = estimate_ratio(articles, numerator="hits").set_index("outlet").loc["Lone Star"]
    assert np.isnan(row["low"])
    assert np.isnan(row["high"])
    assert row["note"] == "only 1 article: no interval can be given"


def test_three_outlets_are_too_few_to_trust(articles):
    row = estimate_ratio(articles, numerator="hits", by=(), cluster="outlet").iloc[0]
    assert row["note"] == "only 3 outlets: too few to rely on the interval"
    assert row["low"] < row["high"]


def test_enough_clusters_of_like_size_need_no_remark(articles):
    notes = estimate_ratio(articles, numerator="hits").set_index("outlet")["note"]
    assert pd.isna(notes["Harbor Post"])


def test_many_outlets_of_which_one_holds_nearly_all_are_too_few_to_trust():
    data = pd.DataFrame({"outlet": list("abcdef") + ["a"] * 200, "value": np.arange(206.0)})
    note = estimate_ratio(data, numerator="value", by=(), cluster="outlet")["note"].item()
    assert "6 outlets so unequal in size that they count like 1.1" in note


def test_rows_without_a_value_are_left_out_and_counted(articles):
    articles["hits"] = articles["hits"].astype(float)
    articles.loc[0, "hits"] = np.nan
    row = estimate_ratio(articles, numerator="hits", denominator="words").iloc[0]
    assert row["estimate"] == 7 / 900
    assert row["n_articles"] == 5
    assert row["note"] == "1 of 6 rows without a value left out"


def test_a_group_without_any_value_stays_in_the_table(articles):
    articles["hits"] = articles["hits"].where(articles["outlet"] != "Lone Star")
    row = estimate_ratio(articles, numerator="hits").set_index("outlet").loc["Lone Star"]
    assert np.isnan(row["estimate"])
    assert row["n_articles"] == 0
    assert row["note"] == "no value in the only row"


def test_rows_without_a_group_form_the_group_unknown_at_the_end(articles):
    articles.loc[[0, 7], "outlet"] = pd.NA
    result = estimate_ratio(articles, numerator="hits")
    assert list(result["outlet"]) == ["Harbor Post", "Lone Star", "Nevsky Wire", UNKNOWN]
    assert result["n_articles"].sum() == len(articles)
    assert result["note"].iloc[-1].startswith("outlet is not known")


def test_rows_without_a_date_form_a_group_of_their_own(articles):
    articles["month"] = pd.Timestamp("2031-05-01")
    articles.loc[3, "month"] = pd.NaT
    result = estimate_ratio(articles, numerator="hits", by="month")
    assert result["month"].isna().tolist() == [False, True]
    assert result["n_articles"].tolist() == [11, 1]
    assert pd.api.types.is_datetime64_any_dtype(result["month"])


def test_rows_without_a_cluster_are_counted_in_the_note(articles):
    articles.loc[0, "outlet"] = pd.NA
    row = estimate_ratio(articles, numerator="hits", by=(), cluster="outlet").iloc[0]
    assert row["n_clusters"] == 4
    assert "1 row without outlet taken as one cluster" in row["note"]


def test_nothing_to_divide_by_gives_a_missing_estimate_never_zero(articles):
    articles["words"] = 0
    result = estimate_ratio(articles, numerator="hits", denominator="words")
    assert result["estimate"].isna().all()
    assert result["note"].str.contains("the sum of words is zero").all()


def test_result_does_not_depend_on_the_order_of_rows(articles):
    articles["hits"] *= 0.1  # sums of tenths differ in the last digit with their order
    shuffled = articles.sample(frac=1, random_state=3)
    assert_frame_equal(
        estimate_ratio(articles, numerator="hits", denominator="words"),
        estimate_ratio(shuffled, numerator="hits", denominator="words"),
        check_exact=True,
    )


def test_result_does_not_depend_on_a_duplicated_index(articles):
    repeated = articles.set_axis([0] * len(articles))
    assert_frame_equal(
        estimate_ratio(articles, numerator="hits"), estimate_ratio(repeated, numerator="hits")
    )


def test_interval_of_a_group_does_not_depend_on_the_other_groups(articles):
    everyone = estimate_ratio(articles, numerator="hits")
    alone = estimate_ratio(articles[articles["outlet"] == "Nevsky Wire"], numerator="hits")
    both = everyone[everyone["outlet"] == "Nevsky Wire"].reset_index(drop=True)
    assert_frame_equal(both, alone)


def test_same_seed_same_interval_other_seed_other_interval(articles):
    first, again, other = (
        estimate_ratio(articles, numerator="hits", denominator="words", by=(), seed=seed)
        for seed in (1, 1, 2)
    )
    assert_frame_equal(first, again)
    assert not first["low"].equals(other["low"])


def test_input_is_never_changed(articles):
    before = articles.copy(deep=True)
    estimate_ratio(articles, numerator="hits", denominator="words", by=["outlet"])
    assert_frame_equal(articles, before)


def test_small_blocks_of_memory_draw_the_same_distribution(articles, monkeypatch):
    whole = estimate_ratio(articles, numerator="hits", by=(), n_resamples=4000)
    monkeypatch.setattr("helpers.stats.clusters.BLOCK", 50)
    blocks = estimate_ratio(articles, numerator="hits", by=(), n_resamples=4000)
    assert blocks["low"].item() == pytest.approx(whole["low"].item(), abs=0.1)
    assert blocks["high"].item() == pytest.approx(whole["high"].item(), abs=0.1)


def test_width_is_close_to_the_textbook_error_of_a_mean_of_independent_values():
    values = np.random.default_rng(5).normal(size=400)
    data = pd.DataFrame({"article_id": np.arange(400).astype(str), "value": values})
    row = estimate_ratio(data, numerator="value", by=(), n_resamples=4000).iloc[0]
    textbook = 2 * 1.96 * values.std(ddof=1) / np.sqrt(400)
    assert row["high"] - row["low"] == pytest.approx(textbook, rel=0.06)


def test_interval_covers_the_truth_about_as_often_as_it_says():
    generator = np.random.default_rng(20)
    n_covered = 0
    for seed in range(300):
        row = estimate_ratio(
            simulate(generator, n_clusters=40), numerator="value", by=(), cluster="outlet",
            seed=seed, n_resamples=400,
        ).iloc[0]  # fmt: skip
        n_covered += row["low"] <= 0 <= row["high"]
    assert 0.90 <= n_covered / 300 <= 0.99


def test_treating_clustered_articles_as_independent_would_be_overconfident():
    data = simulate(np.random.default_rng(1), n_clusters=40)
    data["article_id"] = np.arange(len(data)).astype(str)
    widths = [
        estimate_ratio(data, numerator="value", by=(), cluster=cluster).eval("high - low").item()
        for cluster in ("outlet", "article_id")
    ]
    assert widths[0] > 1.4 * widths[1]


def test_an_empty_table_gives_an_empty_result_with_all_columns(articles):
    result = estimate_ratio(articles.iloc[:0], numerator="hits")
    assert result.empty
    assert list(result.columns) == ["outlet", *RESULT_COLUMNS]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"numerator": "anger"}, "no column 'anger'"),
        ({"numerator": "outlet"}, "'outlet' is not numeric"),
        ({"numerator": "hits", "by": "press"}, "no column 'press'"),
        ({"numerator": "hits", "denominator": "negative"}, "'negative' has negative values"),
        ({"numerator": "endless"}, "'endless' has infinite values"),
        ({"numerator": "hits", "level": 95}, "level must lie between 0 and 1"),
        ({"numerator": "hits", "n_resamples": 0}, "n_resamples must be 1 or more"),
        ({"numerator": "hits", "seed": -1}, "seed must be 0 or more"),
    ],
)
def test_unusable_calls_say_what_is_wrong(articles, options, message):
    articles = articles.assign(negative=-1.0, endless=np.inf)
    with pytest.raises(ValueError, match=message):
        estimate_ratio(articles, **options)


def test_an_interval_upside_down_does_not_pass_the_schema(articles):
    result = estimate_ratio(articles, numerator="hits")
    broken = result.assign(low=result["high"], high=result["low"])
    with pytest.raises(pandera.errors.SchemaError):
        check_result(broken, ["outlet"])
