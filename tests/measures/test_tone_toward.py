"""Tone toward actors: methods in one shape, the matrix, and the gap in words."""

import numpy as np
import pandas as pd
import pytest

from helpers.measures import (
    describe_aimed_gaps,
    describe_tone_gap,
    place_mentions,
    score_mentions,
    score_sentiment,
    tone_matrix,
    tone_specifications,
)

TEXT = "Arcadia won a great prize. A terrible flood hit Borduria. The ferry left Arcadia."


def mention(article_id, actor, name, start, end, tone, quoted=False, text=TEXT):
    place = text.index(name, start)
    return {
        "article_id": article_id, "actor": actor, "start": place, "end": place + len(name),
        "mention": name, "in_quotation": quoted, "tone": tone, "sentence_start": start,
        "sentence_end": end,
    }  # fmt: skip


@pytest.fixture
def targets():
    first, second = TEXT.index(" A ") + 1, TEXT.index(" The ") + 1
    return pd.DataFrame(
        [
            mention("a1", "US", "Arcadia", 0, first - 1, 1),
            mention("a1", "RU", "Borduria", first, second - 1, 0),
            mention("a1", "US", "Arcadia", second, len(TEXT), 0, quoted=True),
            mention("a2", "RU", "Borduria", first, second - 1, -1),
        ]
    )


@pytest.fixture
def articles():
    return pd.DataFrame(
        {"article_id": ["a1", "a2"], "text": TEXT, "country": ["US", "RU"],
         "outlet": ["Oboe", "Tuba"]}
    )  # fmt: skip


def test_each_method_gives_a_mention_the_polarity_of_its_sentence(targets, articles):
    table = score_mentions(targets, articles=articles)
    assert table["method"].tolist() == ["news"] * 4 + ["textblob"] * 4 + ["vader"] * 4
    textblob = table[table["method"] == "textblob"]
    assert textblob["tone"].tolist() == pytest.approx([0.8, -1.0, 0.0, -1.0])
    assert textblob["label"].tolist() == [1, -1, 0, -1]
    assert table["label"].head(4).tolist() == [1, 0, 0, -1]


def test_the_sentence_may_come_with_the_mention(targets, articles):
    cut = [TEXT[row.sentence_start : row.sentence_end] for row in targets.itertuples()]
    pd.testing.assert_frame_equal(
        score_mentions(targets.assign(sentence=cut)).drop(columns="sentence"),
        score_mentions(targets, articles=articles),
    )


def test_a_sentence_scores_as_it_does_by_itself(targets, articles):
    table = score_mentions(targets, "vader", articles=articles)
    sentence = pd.DataFrame({"article_id": ["x"], "text": ["Arcadia won a great prize."]})
    alone = score_sentiment(sentence, "vader", unit="sentence")["polarity"].iloc[0]
    assert table.loc[table["method"] == "vader", "tone"].iloc[0] == alone


def test_a_threshold_makes_weak_polarity_neutral(targets, articles):
    table = score_mentions(targets, "textblob", articles=articles, threshold=0.9)
    assert table["label"].tail(4).tolist() == [0, -1, 0, -1]


def test_no_mention_gives_no_row(targets, articles):
    table = score_mentions(targets.iloc[:0], articles=articles)
    assert table.empty
    assert {"method", "tone", "label"} <= set(table.columns)
    assert tone_matrix(table, articles).empty


def test_an_offset_beyond_the_text_is_refused(targets, articles):
    with pytest.raises(ValueError, match="article 'a1' has no text from 0 to 9999"):
        score_mentions(targets.assign(sentence_start=0, sentence_end=9999), articles=articles)


def test_targets_without_sentences_need_articles(targets):
    with pytest.raises(ValueError, match="Give the articles"):
        score_mentions(targets)


def test_the_matrix_averages_over_mentions_of_a_press(targets, articles):
    table = tone_matrix(targets, articles, actors=("RU", "US"))
    values = table.set_index(["country", "actor"])["estimate"].to_dict()
    assert values == {("RU", "RU"): -1.0, ("US", "RU"): 0.0, ("US", "US"): 0.5}
    assert table["actor"].tolist() == ["RU", "RU", "US"]
    assert table["n_units"].tolist() == [1, 1, 2]


def test_the_matrix_can_leave_out_what_is_quoted(targets, articles):
    table = tone_matrix(targets, articles, actors=("US",), voice="own")
    assert table["estimate"].tolist() == [1.0]


def test_methods_are_not_mixed_in_the_matrix(targets, articles):
    table = tone_matrix(score_mentions(targets, articles=articles), articles)
    assert set(table["method"]) == {"news", "textblob", "vader"}


def test_no_interval_leaves_the_scale():
    generator = np.random.default_rng(1)
    targets = pd.DataFrame(
        {"article_id": [f"a{n % 6}" for n in range(60)], "actor": "US",
         "tone": generator.choice([-1, -1, 1], 60)}
    )  # fmt: skip
    articles = pd.DataFrame(
        {"article_id": [f"a{n}" for n in range(6)], "country": "US",
         "outlet": ["Oboe", "Tuba"] * 3}
    )  # fmt: skip
    table = tone_matrix(targets, articles)
    assert table["low"].iloc[0] >= -1
    assert table["high"].iloc[0] <= 1


def test_numbers_for_a_column_that_is_missing_are_refused(targets, articles):
    with pytest.raises(ValueError, match="no column 'outlet'"):
        tone_matrix(targets, articles.drop(columns="outlet"))


# Specifications and the statement


def rows(method="news", shift=-0.2, n_outlets=6, seed=1, noise=0.02):
    """Mentions of one actor: US outlets lie by `shift` above Russian ones."""
    generator = np.random.default_rng(seed)
    return pd.DataFrame(
        [
            {"article_id": f"{country}{outlet}{number}", "method": method, "country": country,
             "outlet": f"{country} outlet {outlet}", "duplicate_of": pd.NA,
             "in_quotation": number == 0,
             "tone": (shift if country == "US" else 0) + noise * generator.normal()}
            for country in ("US", "RU")
            for outlet in range(n_outlets)
            for number in range(4)
        ]
    ).astype({"duplicate_of": "str"})  # fmt: skip


def specify(*tables, **options):
    options = {"n_resamples": 100, "n_permutations": 20, "max_assignments": 50} | options
    return tone_specifications(pd.concat(tables, ignore_index=True), value="tone", **options)


def made_up(methods=((-0.12, -0.19, -0.05),), choices=(), n=6, cluster="outlet"):
    """A table as of `tone_specifications`, from estimates and intervals."""
    names = [("method", name) for name in ("news", "textblob", "vader")[: len(methods)]]
    names += [("choice", f"choice {number}") for number in range(len(choices))]
    table = pd.DataFrame([*methods, *choices], columns=["estimate", "low", "high"], dtype=float)
    table[["kind", "specification"]] = names
    sign = np.sign(table["estimate"])
    table["same_sign"] = sign.eq(sign.iloc[0]) & sign.notna()
    sure = (table["low"] > 0) | (table["high"] < 0)
    table["holds"] = np.where(table["same_sign"] & sure, "yes", "no")
    return table.assign(a="US", b="RU", cluster=cluster, n_clusters_a=n, n_clusters_b=n)


def test_a_row_a_method_then_choices_then_outlets():
    table = specify(rows(), rows("textblob"), rows("vader"))
    assert table["kind"].tolist() == ["method"] * 3 + ["choice"] + ["outlets"] * 3
    assert table["specification"].tolist()[:4] == ["news", "textblob", "vader", "own voice only"]
    assert table["n_articles"].tolist()[:4] == [48, 48, 48, 36]


def test_copies_are_left_out_where_there_are_any():
    copied = rows()
    copied.loc[3, "duplicate_of"] = "US00"
    table = specify(copied).set_index("specification")
    assert table.loc["without duplicates", "n_articles"] == 47
    assert "without duplicates" not in set(specify(rows())["specification"])


def test_another_method_can_be_the_finding():
    table = specify(rows(), rows("vader"), main="vader")
    assert table["specification"].tolist()[:2] == ["vader", "news"]
    with pytest.raises(ValueError, match=r"no method 'coins'\. Choose from: news, vader"):
        specify(rows(), rows("vader"), main="coins")


def test_facts_may_come_from_the_articles():
    both = rows()
    articles = both[["article_id", "country", "outlet", "duplicate_of"]].drop_duplicates()
    bare = both.drop(columns=["country", "outlet", "duplicate_of"])
    pd.testing.assert_frame_equal(specify(both), specify(bare, articles=articles))


def test_the_statement_says_who_is_more_negative_by_how_much_and_whether_it_holds():
    methods = [(-0.12, -0.19, -0.05), (-0.04, -0.06, -0.02), (-0.3, -0.5, -0.1)]
    assert describe_tone_gap(made_up(methods), toward="RU") == (
        "American outlets are more negative toward Russia than Russian outlets by 0.12 "
        "[0.05, 0.19] (news model); holds in 3 of 3 methods."
    )


def test_a_positive_gap_is_said_the_other_way_round():
    text = describe_tone_gap(made_up([(0.12, 0.05, 0.19)]), toward="US")
    assert text == (
        "American outlets are more positive toward the United States than Russian outlets by 0.12 "
        "[0.05, 0.19] (news model); no second method was used."
    )


def test_a_method_that_turns_the_sign_is_named():
    methods = [(-0.12, -0.19, -0.05), (0.04, 0.02, 0.06), (-0.3, -0.7, 0.1)]
    text = describe_tone_gap(made_up(methods))
    assert "holds in 1 of 3 methods, and turns with TextBlob." in text


def test_an_interval_around_zero_is_no_finding():
    text = describe_tone_gap(made_up([(-0.02, -0.1, 0.06), (0.1, 0.0, 0.2)]), toward="RU")
    assert text == (
        "The data do not tell whether American outlets are more negative or more positive toward "
        "Russia than Russian outlets: difference −0.02 [−0.10, 0.06] (news model); the sign is the "
        "same in 1 of 2 methods, and turns with TextBlob."
    )


def test_no_difference_is_said_to_be_none():
    text = describe_tone_gap(made_up([(0.0, -0.05, 0.05), (0.1, 0.05, 0.2)]))
    assert text == (
        "American outlets and Russian outlets have the same mean tone: difference 0.00 "
        "[−0.05, 0.05] (news model); the same in 1 of 2 methods."
    )


def test_few_outlets_are_a_warning_and_one_gives_no_interval():
    assert describe_tone_gap(made_up(n=4)).endswith(
        "With 4 and 4 outlets there are too few to rely on the interval."
    )
    text = describe_tone_gap(made_up([(-0.12, np.nan, np.nan)], n=1))
    assert "by 0.12 without an interval (news model)" in text
    assert text.endswith("With 1 and 1 outlets no interval can be given.")


def test_what_cannot_be_compared_is_said_to_be_so():
    text = describe_tone_gap(made_up([(np.nan, np.nan, np.nan)]), toward="UA")
    assert text == (
        "American outlets and Russian outlets cannot be compared in their tone toward Ukraine."
    )


def test_choices_that_turn_the_sign_are_named():
    choices = [(-0.1, -0.2, -0.05), (0.05, -0.1, 0.2)]
    assert (
        "With the same method the sign stays in 1 of 2 further checks, and the interval leaves out "
        "zero in 1; it turns: choice 1."
    ) in describe_tone_gap(made_up(choices=choices))


def test_articles_take_the_place_of_outlets_where_none_are_known():
    text = describe_tone_gap(made_up(cluster="article_id", n=40))
    assert text.startswith("American articles are more negative than Russian articles by 0.12")


def test_a_tiny_gap_is_not_written_as_zero():
    assert "by 0.0012 [0.0005, 0.0019]" in describe_tone_gap(made_up([(-0.0012, -0.0019, -0.0005)]))


def test_the_statement_agrees_with_the_table_that_it_is_made_from():
    table = specify(rows(), rows("textblob", shift=-0.4), rows("vader", shift=0.3))
    text = describe_tone_gap(table, toward="RU")
    assert text.startswith("American outlets are more negative toward Russia than Russian outlets")
    assert "holds in 2 of 3 methods, and turns with VADER" in text
    assert "the sign stays in 4 of 4 further checks" in text


def test_an_empty_table_is_refused():
    with pytest.raises(ValueError, match="no rows"):
        describe_tone_gap(made_up().iloc[:0])


def test_actors_that_differ_are_told_and_the_others_named_with_their_numbers():
    tables = {
        "US": made_up([(0.02, -0.11, 0.12)]),
        "RU": made_up([(-0.004, -0.07, 0.08)]),
        "UA": made_up([(0.18, 0.06, 0.35)]),
    }
    assert describe_aimed_gaps(tables) == (
        "American outlets are more positive toward Ukraine than Russian outlets by 0.18 "
        "[0.06, 0.35] (news model); no second method was used. No difference can be told toward "
        "the United States (0.02 [−0.11, 0.12]) and Russia (−0.0040 [−0.07, 0.08]) "
        "(American outlets minus Russian outlets). 3 actors were looked at."
    )


def test_no_actor_at_all_that_differs_is_said_in_one_sentence():
    tables = {"US": made_up([(0.02, -0.11, 0.12)], n=4), "RU": made_up([(0.03, -0.07, 0.08)], n=4)}
    assert describe_aimed_gaps(tables) == (
        "No difference can be told between American outlets and Russian outlets in the tone toward "
        "the United States (0.02 [−0.11, 0.12]) and Russia (0.03 [−0.07, 0.08]) by the news model "
        "(American outlets minus Russian outlets). With 4 and 4 outlets there are too few to rely "
        "on the interval. 2 actors were looked at."
    )


def test_an_actor_that_only_one_press_mentions_cannot_be_compared():
    tables = {"US": made_up([(0.2, 0.1, 0.3)]), "UA": made_up([(np.nan, np.nan, np.nan)])}
    assert "Toward Ukraine they cannot be compared." in describe_aimed_gaps(tables)
    with pytest.raises(ValueError, match="no actor"):
        describe_aimed_gaps({})


def coded(sentence, mention, start, sentence_start, article_id="a"):
    return {
        "article_id": article_id, "mention": mention, "sentence": sentence, "start": start,
        "end": start + len(mention), "sentence_start": sentence_start,
    }  # fmt: skip


def test_coded_mentions_are_found_again_where_cleaning_moved_them():
    raw = "By Ann Roe, Harbor Post. It rained. Russia left. It rained. Russia left the talks."
    text = "It rained. Russia left. It rained. Russia left the talks."
    moved = len(raw) - len(text)
    rows = [
        coded("Russia left.", "Russia", raw.index("Russia"), raw.index("Russia")),
        coded("Russia left the talks.", "Russia", raw.rindex("Russia"), raw.rindex("Russia")),
        coded("It said Russia left (advertisement).", "Russia", 44, 36),
        coded("Nobody asked Norway.", "Norway", 13, 0),
        coded("Russia left.", "Russia", 0, 0, article_id="gone"),
    ]
    mentions = pd.DataFrame(rows)
    before = mentions.copy()
    placed = place_mentions(mentions, pd.DataFrame({"article_id": ["a"], "text": [text]}))
    pd.testing.assert_frame_equal(mentions, before)
    assert placed["start"].tolist()[:2] == [
        raw.index("Russia") - moved, raw.rindex("Russia") - moved
    ]  # fmt: skip
    for row in placed.iloc[:3].itertuples():
        assert text[row.start : row.end] == "Russia"
    assert placed["start"].isna().tolist() == [False, False, False, True, True]
