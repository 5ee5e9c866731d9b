"""Articles of one outlet are alike, and so are articles on one event."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers.stats import compare_groups, describe_difference, estimate_ratio, estimate_shares
from helpers.stats.draws import Dimension, draw_totals

BOTH = ("outlet", "event")


def told(n_outlets: int, n_events: int, seed: int, n_times: int = 1) -> pd.DataFrame:
    """Each outlet tells each event once; outlets and events have effects of their own."""
    generator = np.random.default_rng(seed)
    tables = []
    for number in range(n_times):
        outlet = np.repeat(np.arange(n_outlets), n_events)
        event = np.tile(np.arange(n_events), n_outlets)
        value = generator.normal(size=n_outlets)[outlet] + generator.normal(size=n_events)[event]
        tables.append(
            pd.DataFrame(
                {
                    "article_id": [f"a{place}" for place in range(len(outlet))],
                    "outlet": [f"o{place:02}" for place in outlet],
                    "event": [f"e{place:02}" for place in event],
                    "country": np.where(outlet < n_outlets / 2, "US", "RU"),
                    "value": value + generator.normal(size=len(outlet)),
                    "number": number,
                }
            )
        )
    return pd.concat(tables, ignore_index=True)


def coverage(data: pd.DataFrame, cluster) -> float:
    result = estimate_ratio(data, numerator="value", by="number", cluster=cluster, n_resamples=400)
    return ((result["low"] <= 0) & (result["high"] >= 0)).mean()


def test_drawing_outlets_and_events_covers_the_truth_where_drawing_one_of_them_does_not():
    data = told(15, 15, seed=4, n_times=150)
    assert coverage(data, "outlet") < 0.89
    assert coverage(data, "event") < 0.89
    assert 0.90 <= coverage(data, BOTH) <= 0.99


def test_where_neither_outlets_nor_events_differ_the_interval_is_wider_than_need_be():
    data = told(12, 12, seed=1, n_times=60)
    noise = np.random.default_rng(2).normal(size=len(data))
    assert coverage(data.assign(value=noise), BOTH) >= 0.97


def test_draws_are_those_listed_by_hand():
    # Two outlets, two events, one article each. An article counts as often as its outlet was drawn
    # times as often as its event was.
    values = np.array([[1.0], [10.0], [100.0], [1000.0]])
    dimensions = [
        Dimension(np.array([0, 0, 1, 1]), (2,)), Dimension(np.array([0, 1, 0, 1]), (2,)),
    ]  # fmt: skip
    counts = [(2, 0), (1, 1), (1, 1), (0, 2)]  # equally likely
    listed = [
        o[0] * e[0] * 1 + o[0] * e[1] * 10 + o[1] * e[0] * 100 + o[1] * e[1] * 1000
        for o, e in product(counts, counts)
    ]
    draws = draw_totals(values, dimensions, 16_000, np.random.default_rng(0))[:, 0]
    assert set(draws) == set(listed)
    for total in set(listed):
        share = listed.count(total) / len(listed)
        assert (draws == total).mean() == pytest.approx(share, abs=0.015)


def test_estimate_and_effect_sizes_are_those_of_one_kind_of_cluster():
    data = told(6, 8, seed=3)
    one, both = (compare_groups(data, numerator="value", cluster=name) for name in ("outlet", BOTH))
    columns = ["difference", "cliffs_delta", "p_value", "smallest_p", "n_articles_a"]
    assert_frame_equal(one[columns], both[columns])


def test_small_blocks_of_memory_draw_the_same_distribution(monkeypatch):
    data = told(8, 9, seed=5)
    options = {"numerator": "value", "by": (), "cluster": BOTH, "n_resamples": 4000}
    whole = estimate_ratio(data, **options)
    monkeypatch.setattr("helpers.stats.clusters.BLOCK", 90)
    blocks = estimate_ratio(data, **options)
    assert blocks["low"].item() == pytest.approx(whole["low"].item(), abs=0.15)
    assert blocks["high"].item() == pytest.approx(whole["high"].item(), abs=0.15)


def test_ten_thousand_articles_on_two_thousand_events_need_little_memory():
    import tracemalloc

    generator = np.random.default_rng(1)
    data = pd.DataFrame(
        {
            "outlet": generator.integers(0, 40, 10_000).astype(str),
            "event": generator.integers(0, 2_000, 10_000).astype(str),
            "value": generator.normal(size=10_000),
        }
    )
    tracemalloc.start()
    estimate_ratio(data, numerator="value", by=(), cluster=BOTH)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 120e6  # a table of all draws by all events alone would be 32 MB for each sum


def test_result_does_not_depend_on_the_order_of_rows():
    data = told(6, 7, seed=8)
    shuffled = data.sample(frac=1, random_state=2)
    for function in (compare_groups, estimate_ratio):
        assert_frame_equal(
            function(data, numerator="value", cluster=BOTH),
            function(shuffled, numerator="value", cluster=BOTH),
            check_exact=True,
        )


def test_the_row_names_both_kinds_and_counts_the_fewer():
    row = estimate_ratio(told(6, 9, seed=0), numerator="value", by=(), cluster=BOTH).iloc[0]
    assert (row["cluster"], row["n_clusters"]) == ("outlet × event", 6)
    assert pd.isna(row["note"])


def test_few_outlets_or_few_events_are_named():
    note = estimate_ratio(told(3, 4, seed=0), numerator="value", by=(), cluster=BOTH)["note"].item()
    assert "only 3 outlets: too few to rely on the interval" in note
    assert "only 4 events: too few to rely on the interval" in note


def test_one_event_gives_no_interval():
    row = estimate_ratio(told(6, 1, seed=0), numerator="value", by=(), cluster=BOTH).iloc[0]
    assert np.isnan(row["low"])
    assert row["note"] == "only 1 event: no interval can be given"


def test_the_test_deals_out_outlets_and_says_so():
    row = compare_groups(told(8, 6, seed=2), numerator="value", cluster=BOTH).iloc[0]
    assert row["smallest_p"] == pytest.approx(2 / 70)
    assert "6 events drawn together for both sides; the test deals out outlets" in row["note"]


def test_events_that_differ_do_not_blur_a_difference_told_of_the_same_events():
    data = told(12, 8, seed=6)
    loud = data["event"].map(lambda name: 50 * int(name[1:]))
    calm, shaken = (
        compare_groups(table, numerator="value", cluster=BOTH).eval("high - low").item()
        for table in (data, data.assign(value=data["value"] + loud))
    )
    assert shaken == pytest.approx(calm, rel=0.05)


def test_before_and_after_the_same_outlets_are_paired():
    data = told(8, 6, seed=2).assign(period=lambda table: table["event"].lt("e03").map(str))
    row = compare_groups(
        data, numerator="value", group="period", a="True", b="False", cluster=BOTH
    ).iloc[0]
    assert row["smallest_p"] == pytest.approx(2 / 20)  # events belong to one period each
    assert "8 outlets drawn together for both sides; the test deals out events" in row["note"]


def test_articles_without_an_event_are_counted():
    data = told(6, 6, seed=2)
    data.loc[[0, 5], "event"] = None
    note = compare_groups(data, numerator="value", cluster=BOTH)["note"].item()
    assert "2 rows without event taken as one cluster" in note


def test_shares_take_both_kinds_too():
    data = told(6, 6, seed=2).assign(term=lambda table: table["value"].gt(0).map(str))
    shares = estimate_shares(data, category="term", cluster=BOTH)
    assert set(shares["cluster"]) == {"outlet × event"}
    assert (shares["low"] < shares["estimate"]).all()


def test_a_sentence_names_both_kinds():
    text = describe_difference(compare_groups(told(4, 6, 1), numerator="value", cluster=BOTH))
    assert "value: US articles score" in text
    assert "With 2 and 2 outlets or events there are too few to rely on the interval." in text


@pytest.mark.parametrize("cluster", [(), ("outlet", "outlet"), ("outlet", "event", "country")])
def test_other_numbers_of_kinds_are_refused(cluster):
    with pytest.raises(ValueError, match="one column or two different ones"):
        estimate_ratio(told(3, 3, 0), numerator="value", cluster=cluster)
