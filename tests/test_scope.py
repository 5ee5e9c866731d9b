import pandas as pd
import pytest

from helpers.scope import describe_scope


def articles(countries, outlets=None):
    names = outlets or [f"Paper {number}" for number in range(len(countries))]
    return pd.DataFrame(
        {
            "outlet": pd.Series(names, dtype="str"),
            "country": pd.Series(countries, dtype="str"),
        }
    )


def test_two_presses_with_enough_outlets_need_no_remark():
    scope = describe_scope(articles(["US"] * 5 + ["RU"] * 5))
    assert scope.can_compare
    assert scope.notes == ()
    assert scope.why_not == ""


def test_a_missing_press_is_named():
    scope = describe_scope(articles(["US"] * 6))
    assert not scope.can_compare
    assert "no Russian outlet among these 6 articles" in scope.why_not


def test_articles_without_any_country_say_how_to_give_one():
    scope = describe_scope(articles([None, None]))
    assert not scope.can_compare
    assert "column 'country'" in scope.why_not


def test_few_outlets_a_side_are_counted_in_words():
    scope = describe_scope(articles(["US", "US", "RU"], outlets=["A", "A", "B"]))
    assert "Only 1 American outlet and 1 Russian outlet:" in scope.notes[0]


def test_intervals_draw_outlets_where_there_are_some_and_articles_where_not():
    assert describe_scope(articles(["US", "RU"])).cluster == "outlet"
    without = articles(["US", "RU"])
    without["outlet"] = pd.Series([None, None], dtype="str")
    assert describe_scope(without).cluster == "article_id"
    assert describe_scope(without).notes[0].startswith("Only 0 American outlets and 0 Russian")


@pytest.mark.parametrize("groups", [("US", "UA"), ("DE", "JP")])
def test_other_pairs_of_presses_are_named_too(groups):
    scope = describe_scope(articles(["FR"]), groups)
    assert not scope.can_compare
    assert scope.why_not
