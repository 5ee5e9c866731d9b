import numpy as np
import pandas as pd
import pytest
from matplotlib.patches import Rectangle

from helpers.charts import plot_agency
from helpers.charts.agency import ROLES
from tests.charts.made_up import acting, roles
from tests.charts.reading import marks, printed, whiskers


def bars(axis):
    """Return the parts of the bars by y, from the left: start, size, pattern."""
    found = {}
    for patch in axis.patches:
        if isinstance(patch, Rectangle):
            middle = round(patch.get_y() + patch.get_height() / 2, 6)
            part = (patch.get_x(), patch.get_width(), patch.get_hatch())
            found.setdefault(middle, []).append(part)
    return [sorted(found[y]) for y in sorted(found)]


def shares(axis):
    return [mark for mark in marks(axis) if mark[3] != "white"]


def test_a_bar_is_the_whole_and_its_parts_are_the_shares_of_the_roles():
    first, second = bars(plot_agency(roles(["NATO"])).axes[0])
    assert [size for _, size, _ in first] == pytest.approx(
        [10 / 20, 2 / 20, 3 / 20, 4 / 20, 1 / 20]
    )
    assert [15 * size for _, size, _ in second] == pytest.approx([1, 1, 8, 5])
    assert sum(size for _, size, _ in second) == pytest.approx(1)


def test_the_mark_stands_where_acting_ends_and_being_acted_upon_begins():
    table = roles(["NATO"])
    axis = plot_agency(table, acting(table)).axes[0]
    assert [mark[0] for mark in shares(axis)] == pytest.approx([12 / 20, 2 / 15])
    assert [mark[2] for mark in shares(axis)] == ["o", "s"]
    assert bars(axis)[0][2][0] == pytest.approx(12 / 20)


def test_the_interval_of_the_acting_share_is_drawn():
    table = roles(["NATO"])
    ends = {whisker[:2] for whisker in whiskers(plot_agency(table, acting(table)).axes[0])}
    assert (pytest.approx(0.5), pytest.approx(0.7)) in [tuple(end) for end in ends]


def test_patterns_and_not_only_colours_tell_the_roles_apart():
    looks = [(look.color, look.hatch) for look in ROLES.values()]
    assert len(set(looks)) == len(looks)
    pale = [look.hatch for role, look in ROLES.items() if look.name.startswith("acted upon")]
    assert len(set(pale)) == 3
    written = printed(plot_agency(roles()))
    assert {look.name for look in ROLES.values()} <= set(written)


def test_share_and_n_are_printed():
    written = printed(plot_agency(roles(["NATO"])))
    assert {"60%", "20", "13%", "15"} <= set(written)


def test_without_results_the_share_is_hollow_and_without_interval():
    figure = plot_agency(roles(["NATO"]))
    assert not whiskers(figure.axes[0])
    assert "hollow" in figure.caption


def test_an_actor_that_a_press_never_names_is_missing_and_not_zero():
    table = roles(["NATO", "China"])
    table = table[~((table["actor"] == "China") & (table["group"] == "RU"))]
    figure = plot_agency(table, acting(table))
    assert printed(figure).count("never found in a role") == 1
    assert len(bars(figure.axes[0])) == 3
    assert "Never found in any role: China (Russia)" in figure.caption


def test_an_expected_press_without_mentions_is_shown():
    figure = plot_agency(roles(["NATO"]), expected=["UA"])
    assert "in Ukraine" in printed(figure)
    assert "NATO (Ukraine)" in figure.alt


def test_roles_that_count_nothing_draw_nothing():
    figure = plot_agency(roles().assign(n_hits=0))
    assert not bars(figure.axes[0])
    assert printed(figure).count("never found in a role") == 12


def test_a_press_is_not_taken_for_the_actor_of_the_same_name():
    written = printed(plot_agency(roles(["Russia"])))
    assert written.count("Russia") == 1
    assert {"in Russia", "in the United States"} <= set(written)
    assert {"in US", "in RU"} <= set(printed(plot_agency(roles(["Russia"]), width=3.6)))


def test_presses_with_long_names_have_a_row_each():
    long = "The Very Long-Winded Gazette of Upper Nowhere"
    written = printed(plot_agency(roles(["NATO"], groups=(long, "Наша выдумка")), width=3.6))
    assert "".join(long.split()) in "".join("".join(written).split())


def test_the_actors_with_the_most_mentions_are_kept_in_the_order_of_the_table():
    figure = plot_agency(roles(), max_actors=2)
    kept = [text for text in printed(figure) if text in set(roles()["actor"])]
    assert kept == ["United States", "Russia"]
    assert "Of 6 actors, the 2 with the most mentions are drawn" in figure.caption


def test_the_caption_carries_the_warning_of_few_clusters():
    table = roles()
    assert (
        "only 4 outlets: the interval is too narrow to trust"
        in plot_agency(table, acting(table)).caption
    )


def test_the_alt_text_gives_the_acting_share_of_each_actor_in_each_press():
    table = roles(["NATO"])
    alt = plot_agency(table, acting(table)).alt
    assert (
        "NATO acts in the United States 60% (95% interval 50% to 70%, 20 mentions); in Russia 13% "
        "(95% interval 3% to 23%, 15 mentions)" in alt
    )


def test_results_that_count_other_mentions_than_the_roles_are_refused():
    table = roles(["NATO"])
    with pytest.raises(ValueError, match=r"the results say 0\.900, the roles 0\.600"):
        plot_agency(table, acting(table).assign(estimate=0.9, low=0.8, high=1.0))


def test_unknown_roles_missing_columns_and_twins_are_refused():
    with pytest.raises(ValueError, match="no such role as 'bystander'"):
        plot_agency(roles().assign(role="bystander"))
    with pytest.raises(ValueError, match="plot_agency needs column 'n_hits'"):
        plot_agency(roles().drop(columns="n_hits"))
    with pytest.raises(ValueError, match="two rows of the table have actor 'NATO'"):
        plot_agency(pd.concat([roles(["NATO"])] * 2))


def test_no_actor_gives_a_figure_that_says_so():
    figure = plot_agency(roles().iloc[:0])
    assert not figure.axes
    assert "no actor of the list has a role" in figure.caption


def test_the_tables_are_not_changed():
    table, results = roles(), acting(roles())
    before = table.copy(deep=True), results.copy(deep=True)
    plot_agency(table, results, expected=["UA"])
    pd.testing.assert_frame_equal(table, before[0])
    pd.testing.assert_frame_equal(results, before[1])


def test_a_share_that_is_missing_in_the_results_is_taken_from_the_roles():
    table = roles(["NATO"])
    results = acting(table)
    results.loc[0, ["estimate", "low", "high"]] = np.nan
    figure = plot_agency(table, results)
    assert "60%" in printed(figure)
    assert "Hollow marks (1) have no interval" in figure.caption
