import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.stats.shares import estimate_shares


def hits(*rows):
    columns = ["article_id", "outlet", "country", "concept", "term"]
    return pd.DataFrame(rows, columns=columns).astype("str")


HITS = hits(
    ("a1", "A", "US", "fight", "war"),
    ("a1", "A", "US", "fight", "war"),
    ("a2", "B", "US", "fight", "conflict"),
    ("b1", "C", "RU", "fight", "conflict"),
    ("b1", "C", "RU", "city", "Kiev"),
    ("a2", "B", "US", "city", "Kyiv"),
)


def shares(rows=HITS, **options):
    options = {"category": "term", "within": "concept", "by": "country"} | options
    table = estimate_shares(rows, n_resamples=200, **options)
    return table.set_index(["concept", "term", "country"])


def test_a_share_is_taken_within_its_concept_and_group():
    table = shares()
    assert table.loc[("fight", "war", "US"), "estimate"] == pytest.approx(2 / 3)
    assert table.loc[("fight", "war", "US"), "n_units"] == 3
    assert table.loc[("fight", "war", "US"), "n_articles"] == 2
    assert table.loc[("city", "Kyiv", "US"), "estimate"] == 1


def test_a_category_that_a_group_never_uses_is_zero_and_not_missing():
    table = shares()
    assert table.loc[("fight", "war", "RU"), "estimate"] == 0
    assert ("city", "war", "RU") not in table.index


def test_a_missing_category_is_counted_as_unknown():
    rows = HITS.copy()
    rows.loc[0, "term"] = pd.NA
    assert shares(rows).loc[("fight", "(unknown)", "US"), "estimate"] == pytest.approx(1 / 3)


def test_weights_count_words_and_not_rows():
    rows = HITS.assign(n_words=[10, 10, 60, 1, 1, 1])
    table = shares(rows, weight="n_words")
    assert table.loc[("fight", "conflict", "US"), "estimate"] == pytest.approx(60 / 80)


def test_one_outlet_gives_no_interval_and_says_so():
    row = shares().loc[("fight", "conflict", "RU")]
    assert pd.isna(row["low"])
    assert "outlet" in row["note"]


def test_a_missing_column_is_named():
    with pytest.raises(ValueError, match="affiliation"):
        estimate_shares(HITS, category="affiliation")


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("abcdef"), st.sampled_from(["US", "RU"]), st.sampled_from("xyz")),
        min_size=1,
    )
)
def test_shares_of_a_group_add_up_to_one(rows):
    table = hits(*((f"{country}{key}", key, country, "c", term) for key, country, term in rows))
    before = table.copy()
    sums = estimate_shares(table, category="term", n_resamples=10).groupby("country")["estimate"]
    assert sums.sum().tolist() == pytest.approx([1.0] * table["country"].nunique())
    pd.testing.assert_frame_equal(table, before)


def test_a_missing_weight_is_refused_and_not_taken_for_zero():
    with pytest.raises(ValueError, match="1 rows have no 'n_words'"):
        shares(HITS.assign(n_words=[1, 2, None, 4, 5, 6]), weight="n_words")
