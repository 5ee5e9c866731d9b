"""One finding under many choices."""

import numpy as np
import pandas as pd
import pytest

from helpers.stats import describe_specifications, stack_specifications


def press(us: list[float], ru: list[float], n_articles: int = 1) -> pd.DataFrame:
    rows = [
        (f"{country}{number}-{copy}", f"{country}{number}", country, value)
        for country, values in (("US", us), ("RU", ru))
        for number, value in enumerate(values)
        for copy in range(n_articles)
    ]
    return pd.DataFrame(rows, columns=["article_id", "outlet", "country", "tone"])


FIRM = press([5, 6, 5, 7, 6], [1, 2, 1, 2, 1])
WEAK = press([5, 0, 0, 0, 0], [0.5, 0.4, 0.6, 0.5, 0.5])


def test_each_table_is_compared_and_the_first_is_the_finding():
    table = stack_specifications({"all": FIRM, "own voice": WEAK}, numerator="tone")
    rows = table.set_index("specification")
    assert list(rows.index) == [
        "all", "own voice", "smallest without one outlet", "largest without one outlet",
        "outlet means",
    ]  # fmt: skip
    assert rows.loc["all", "estimate"] == pytest.approx(5.8 - 1.4)
    assert rows.loc["own voice", "estimate"] == pytest.approx(1 - 0.5)
    assert rows["holds"].tolist() == ["yes", "sign only", "yes", "yes", "yes"]


def test_the_outlet_that_carries_a_difference_is_named():
    rows = stack_specifications({"all": WEAK}, numerator="tone").set_index("specification")
    smallest = rows.loc["smallest without one outlet"]
    assert smallest["detail"] == "US0"
    assert smallest["estimate"] == pytest.approx(-0.5)
    assert smallest["holds"] == "no"
    assert smallest["n_articles"] == 9


def test_means_of_outlets_weigh_a_small_outlet_as_much_as_a_large_one():
    data = pd.concat([FIRM, press([100], []).assign(outlet="US9", article_id="x")])
    data = pd.concat([data, *(FIRM[FIRM["outlet"] == "US0"] for _ in range(3))])
    rows = stack_specifications({"all": data}, numerator="tone").set_index("specification")
    means = rows.loc["outlet means"]
    assert means["estimate"] == pytest.approx((5 + 6 + 5 + 7 + 6 + 100) / 6 - 1.4)
    assert means["n_articles"] == 11
    assert means["n_clusters_a"] == 6


def test_a_ratio_of_sums_becomes_a_mean_of_rates():
    data = FIRM.assign(words=[1, 1, 1, 1, 6, 1, 1, 1, 1, 1])
    rows = stack_specifications({"all": data}, numerator="tone", denominator="words")
    means = rows.set_index("specification").loc["outlet means"]
    assert means["estimate"] == pytest.approx((5 + 6 + 5 + 7 + 1) / 5 - 1.4)


def test_a_family_keeps_its_rows_together():
    data = pd.concat([FIRM.assign(frame="b"), WEAK.assign(frame="a")])
    table = stack_specifications({"all": data, "again": data}, numerator="tone", by="frame")
    assert list(table["frame"]) == ["a"] * 5 + ["b"] * 5
    assert list(table["specification"][:2]) == ["all", "again"]
    detail = table[table["specification"] == "smallest without one outlet"]
    assert list(detail["frame"]) == ["a", "b"]
    assert detail["detail"].tolist() == ["US0", "US3"]
    assert table["n_articles"].max() == 10


def test_what_only_another_table_holds_is_left_out():
    data = FIRM.assign(frame="a")
    other = pd.concat([data, FIRM.assign(frame="z")])
    table = stack_specifications({"all": data, "other": other}, numerator="tone", by="frame")
    assert set(table["frame"]) == {"a"}


def test_a_sentence_counts_what_holds():
    table = stack_specifications({"all": FIRM, "own voice": WEAK}, numerator="tone")
    text = describe_specifications(table)
    assert text.startswith("tone: US outlets score 4.40 more than RU outlets (95 % interval of ")
    assert text.endswith(
        "the sign holds in 4 of 4 further checks, and the interval excludes zero on the same "
        "side in 3."
    )


def test_an_opposite_sign_is_never_counted_as_holding():
    turned = press([1, 2, 1, 2, 1], [5, 6, 5, 7, 6])
    table = stack_specifications(
        {"all": FIRM, "turned": turned}, numerator="tone", leave_out=False, means=False
    )
    assert table["holds"].tolist() == ["yes", "no"]
    assert "the sign holds in 0 of 1 further check" in describe_specifications(table)


def test_a_missing_side_is_unknown():
    table = stack_specifications({"all": press([1, 2], [])}, numerator="tone")
    assert set(table["holds"]) == {"unknown"}
    assert "cannot be compared" in describe_specifications(table)


def test_a_check_that_cannot_be_made_is_not_counted():
    table = stack_specifications(
        {"all": FIRM, "quotations": FIRM.assign(tone=np.nan)}, numerator="tone", leave_out=False
    )
    assert table.set_index("specification").loc["quotations", "holds"] == "unknown"
    assert "in 1 of 1 further check" in describe_specifications(table)


def test_no_tables_are_refused():
    with pytest.raises(ValueError, match="no tables"):
        stack_specifications({}, numerator="tone")
