import pandas as pd
import pytest

from helpers.measures import describe_frame_gaps, describe_key_words, describe_rival_names

NAN = float("nan")
BASIS = {
    "a": "US", "b": "RU", "cluster": "outlet", "n_articles_a": 40, "n_articles_b": 30,
    "n_clusters_a": 6, "n_clusters_b": 7, "level": 0.95, "smallest_p": 0.001,
}  # fmt: skip


def gaps(*rows, **more):
    """Build rows (frame, estimate_a, estimate_b, low, high, q_value)."""
    columns = ["frame", "estimate_a", "estimate_b", "low", "high", "q_value"]
    table = pd.DataFrame(rows, columns=columns).assign(**(BASIS | more))
    return table.assign(difference=table["estimate_a"] - table["estimate_b"])


SURE = gaps(
    ("conflict", 0.5, 0.4, -0.1, 0.3, 0.4), ("human_interest", 0.2, 0.9, -0.9, -0.5, 0.01)
)  # fmt: skip


def test_a_frame_that_stands_is_named_with_its_numbers():
    assert describe_frame_gaps(SURE) == (
        "Frames: the largest of 2 differences between American and Russian outlets is on human "
        "interest, 0.20 against 0.90 weighted hits per 100 words: difference −0.70, 95 % interval "
        "−0.90 to −0.50; 40 and 30 articles of 6 and 7 outlets. Corrected for 2 tests, q is below "
        ".05 for human interest."
    )


def test_what_cannot_be_told_is_said_and_why():
    two = ("conflict", 0.5, 0.4, -0.1, 0.3, 0.4), ("morality", 0.1, 0.1, -0.1, 0.1, 1.0)
    few = gaps(*two, n_clusters_a=4, smallest_p=2 / 70)
    assert describe_frame_gaps(few).endswith(
        "No difference between the two can be told: corrected for 2 tests, the smallest q is "
        "0.40, and with so few outlets no p-value can be below 0.029."
    )
    many = gaps(*two, smallest_p=2 / 70)
    enough = gaps(two[0], n_clusters_a=4, smallest_p=2 / 70)
    assert describe_frame_gaps(many).endswith("2 tests, the smallest q is 0.40.")
    assert describe_frame_gaps(enough).endswith("1 test, the smallest q is 0.40.")


@pytest.mark.parametrize(
    ("q_value", "said"),
    [
        (
            0.004,
            "that both told these outlets differ: difference −0.70, 95 % interval",
        ),
        (0.0004, "(q < .001, corrected for 2 tests)."),
        (0.2, "Within the 12 events that both told no difference of these outlets can be told"),
        (NAN, "−0.50."),
    ],
)
def test_the_test_by_event_speaks_of_these_outlets_only(q_value, said):
    event = SURE.assign(cluster="event", n_clusters_a=12, n_clusters_b=12)
    event.loc[1, "q_value"] = q_value
    assert said in describe_frame_gaps(SURE, event)


def test_checks_of_the_frame_are_counted_and_those_that_say_nothing_left_out():
    checks = pd.DataFrame(
        {
            "frame": ["human_interest"] * 4 + ["conflict"] * 2,
            "holds": ["yes", "yes", "sign only", "unknown", "yes", "no"],
            "same_sign": [True, True, True, False, True, False],
        }
    )
    assert describe_frame_gaps(SURE, checks=checks).endswith(
        "The sign holds in 2 of 2 other checks, and the interval leaves out zero in 1."
    )
    alone = checks[checks["holds"] == "unknown"]
    assert "checks" not in describe_frame_gaps(SURE, checks=alone)


def test_without_a_comparison_there_is_no_finding_of_one():
    nothing = SURE.assign(difference=NAN)
    assert describe_frame_gaps(nothing).startswith("Frames: no difference can be told")
    assert describe_frame_gaps(SURE.iloc[:0]).startswith("Frames: no difference can be told")


def test_where_outlets_are_not_known_articles_are_compared():
    text = describe_frame_gaps(SURE.assign(cluster="article_id"))
    assert "American and Russian articles" in text
    assert "40 and 30 articles." in text
    assert "outlets" not in text


def names(*rows, **more):
    """Build rows (term, hits a, units a, hits b, units b, q_value)."""
    columns = ["term", "n_hits_a", "n_units_a", "n_hits_b", "n_units_b", "q_value"]
    table = pd.DataFrame(rows, columns=columns).assign(concept="ferry", **(BASIS | more))
    shares = table["n_hits_a"] / table["n_units_a"] - table["n_hits_b"] / table["n_units_b"]
    return table.assign(difference=shares, low=shares - 0.1, high=shares + 0.1)


def test_the_rival_name_is_one_that_both_presses_had_the_chance_to_use():
    table = names(("boat", 1, 1, 0, 1, 0.9), ("ship", 9, 10, 2, 20, 0.03))
    assert describe_rival_names(table) == (
        "Rival names: of what each press names at least 5 times, the largest difference is on "
        "“ship” (ferry), 9 of 10 uses in American outlets and 2 of 20 in Russian outlets: "
        "difference 0.80, 95 % interval 0.70 to 0.90; 6 and 7 outlets. Corrected for 2 tests, q "
        "is below .05 for “ship”."
    )
    rare = describe_rival_names(table, least_uses=11)
    assert rare == (
        "Rival names: no difference can be told, since nothing is named at least 11 times by each "
        "press."
    )


def words(*rows, **more):
    """Build rows (word, z, count_a, count_b, q_value)."""
    columns = ["word", "z", "count_a", "count_b", "q_value"]
    return pd.DataFrame(rows, columns=columns).assign(**(BASIS | more))


def test_the_most_typical_words_of_either_press_are_named_and_those_that_stand():
    table = words(("of", -4.0, 20, 90, 0.3), ("said", 9.0, 1293, 73, 0.01), ("so", 1.0, 4, 4, 0.9))
    assert describe_key_words(table) == (
        "Words: 3 words and sequences were compared (6 and 7 outlets); the most typical are “said” "
        "in American outlets (1,293 against 73 uses) and “of” in Russian outlets (20 against 90 "
        "uses). Corrected for 3 tests, q is below .05 for “said”."
    )


def test_many_words_that_stand_are_counted():
    table = words(*((f"w{number}", 9.0 - number, 9, 1, 0.01) for number in range(8)))
    text = describe_key_words(table)
    assert text.endswith("q is below .05 for “w0”, “w1”, “w2” and 5 more.")
    assert "Russian" not in text


def test_untested_words_allow_no_difference():
    assert "nothing could be tested" in describe_key_words(words(("of", 4.0, 9, 2, NAN)))
    assert "no word is frequent enough" in describe_key_words(words())


@pytest.mark.parametrize("write", [describe_frame_gaps, describe_rival_names, describe_key_words])
def test_a_table_that_lacks_a_column_is_refused(write):
    with pytest.raises(ValueError, match="q_value"):
        write(pd.DataFrame({"frame": ["x"]}))
