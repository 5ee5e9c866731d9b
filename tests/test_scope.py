import pandas as pd
import pytest

from helpers.scope import describe_scope, keep_english


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
    assert describe_scope(without).notes[0].startswith("No American and no Russian article names")
    half = articles(["US", "US", "RU"], outlets=["A", "B", None])
    assert describe_scope(half).cluster == "article_id"
    assert describe_scope(half).notes[0].startswith("No Russian article names its outlet")


@pytest.mark.parametrize("groups", [("US", "UA"), ("DE", "JP")])
def test_other_pairs_of_presses_are_named_too(groups):
    scope = describe_scope(articles(["FR"]), groups)
    assert not scope.can_compare
    assert scope.why_not


def in_languages(*languages):
    return pd.DataFrame({"language": pd.Series(languages, dtype="str")})


def test_articles_in_other_languages_are_left_out_and_counted():
    kept, statement = keep_english(in_languages("en", "ru", None, "ru", "de"))
    assert kept["language"].fillna("?").tolist() == ["en", "?"]
    assert statement.startswith("3 of 5 articles are not in English (ru, de) and are left out")


def test_a_corpus_without_english_articles_stays_whole_and_is_warned_of():
    kept, statement = keep_english(in_languages("ru", "ru"))
    assert len(kept) == 2
    assert "no figure below says anything about them" in statement


def test_nothing_is_said_of_an_english_corpus():
    assert keep_english(in_languages("en", None))[1] == ""
