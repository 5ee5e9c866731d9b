import pandas as pd
import pytest

from helpers.scope import describe_scope


def articles(countries, outlets=None, dates=None, languages=None):
    n = len(countries)
    return pd.DataFrame(
        {
            "outlet": pd.Series(outlets or [f"Paper {i}" for i in range(n)], dtype="str"),
            "country": pd.Series(countries, dtype="str"),
            "date": pd.to_datetime(dates or ["2031-03-01"] * n),
            "language": pd.Series(languages or ["en"] * n, dtype="str"),
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


def test_missing_dates_and_outlets_are_counted():
    table = articles(["US", "RU"], outlets=["A", None], dates=[None, None])
    scope = describe_scope(table)
    assert not scope.has_dates
    assert scope.has_outlets
    assert "No article has a date: all are left out of charts over time." in scope.notes
    assert any(note.startswith("1 of 2 articles have no outlet") for note in scope.notes)


def test_other_languages_are_named():
    scope = describe_scope(articles(["US", "RU", "RU"], languages=["en", "ru", "ru"]))
    assert any("2 of 3 articles are not in English (ru)" in note for note in scope.notes)


@pytest.mark.parametrize("groups", [("US", "UA"), ("DE", "JP")])
def test_other_pairs_of_presses_are_named_too(groups):
    scope = describe_scope(articles(["FR"]), groups)
    assert not scope.can_compare
    assert scope.why_not
