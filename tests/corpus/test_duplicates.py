"""Copies: which articles are one story, which came first, and which only look alike."""

import itertools
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers.corpus.duplicates import find_duplicates, list_copies

CORPORA = Path(__file__).resolve().parents[2].parent / "shared" / "corpora"

WIRE = (
    "The grain talks in Orsha ended on Tuesday without a result, and the two delegations went "
    "home by separate trains. Envoy Pavel Lind said that the parties would meet again in spring, "
    "when the ice on the river would allow the ferries to sail. Farmers on both banks said that "
    "they could not wait so long, because the silos are full and the prices are falling. The "
    "harbour master keeps two ferries ready, but nobody has told him when he may let them go."
)
OTHER = (
    "A museum in Vitsk opened an exhibition of old ferries on Sunday. Visitors may board three of "
    "them, and children may ring the bell. The director, Ann Lee, said that she had looked for "
    "the oldest one for eleven years before she found it in a barn, without its engine."
)


def table(*texts, dates=None, titles=None):
    articles = pd.DataFrame(
        {"article_id": [f"a{number}" for number in range(len(texts))], "text": list(texts)}
    )
    if dates is not None:
        articles["date"] = pd.to_datetime(pd.Series(dates))
    if titles is not None:
        articles["title"] = titles
    return articles


def pairs(duplicates):
    return dict(zip(duplicates["article_id"], duplicates["duplicate_of"], strict=True))


def test_same_words_are_an_exact_copy_whatever_case_space_and_punctuation():
    found = find_duplicates(table(WIRE, OTHER, WIRE.upper().replace(" ", "  ").replace(",", " –")))
    assert pairs(found) == {"a2": "a0"}
    assert found["kind"].tolist() == ["exact"]
    assert found["similarity"].tolist() == [1.0]


def test_wire_copy_with_another_opening_and_a_cut_end_is_a_near_copy():
    copy = "Our correspondent reports. " + WIRE.rsplit(",", 1)[0]
    found = find_duplicates(table(OTHER, WIRE, copy))
    assert pairs(found) == {"a2": "a1"}
    assert found["kind"].tolist() == ["near"]
    assert 0.8 <= found["similarity"][0] < 1


def test_two_stories_about_the_same_things_are_no_copies():
    assert find_duplicates(table(WIRE, OTHER)).empty


def test_similarity_is_the_jaccard_similarity_of_three_word_runs():
    copy = WIRE.rsplit(",", 1)[0]

    def runs(text):
        words = text.lower().replace(".", "").replace(",", "").split()
        return set(zip(words, words[1:], words[2:], strict=False))

    one, other = runs(WIRE), runs(copy)
    found = find_duplicates(table(WIRE, copy))
    assert found["similarity"][0] == pytest.approx(len(one & other) / len(one | other))


def test_earliest_article_is_the_original_and_undated_ones_come_last():
    dates = [None, "2022-03-02", "2022-03-01", "2022-03-01"]
    found = find_duplicates(table(WIRE, WIRE, WIRE, WIRE, dates=dates))
    assert pairs(found) == {"a0": "a2", "a1": "a2", "a3": "a2"}


def test_without_dates_the_first_article_is_the_original():
    assert pairs(find_duplicates(table(OTHER, WIRE, WIRE))) == {"a2": "a1"}


def test_versions_linked_by_a_third_are_one_group_and_say_how_far_they_are_from_the_original():
    words = WIRE.split()
    middle = " ".join(words[:72]) + " new words stand here at the end"
    last = "and other ones at the beginning " + " ".join(middle.split()[9:])
    found = find_duplicates(table(" ".join(words[:78]), middle, last), threshold=0.75)
    assert pairs(found) == {"a1": "a0", "a2": "a0"}
    assert found["similarity"][1] < 0.75 < found["similarity"][0]


def test_short_texts_are_copies_only_with_the_same_title():
    teaser = "Lind talks to the press in Orsha"
    titles = ["No result", "No result", "A second day"]
    assert pairs(find_duplicates(table(teaser, teaser, teaser, titles=titles))) == {"a1": "a0"}
    nearly = "Lind talks to the press in Orsha today"
    assert find_duplicates(table(teaser, nearly, titles=["No result"] * 2)).empty


def test_texts_without_words_are_no_copies_of_each_other():
    assert find_duplicates(table("", None, "…", "…")).empty


def test_nothing_is_dropped_and_the_input_is_not_changed():
    articles = table(WIRE, WIRE)
    before = articles.copy()
    find_duplicates(articles)
    pd.testing.assert_frame_equal(articles, before)


def test_table_has_its_types_even_when_nothing_is_found():
    for articles in (table(), table(WIRE), table(WIRE, WIRE)):
        types = find_duplicates(articles).dtypes.astype(str).tolist()
        assert types == ["str", "str", "str", "float64"]


@pytest.mark.parametrize("threshold", [0, -1, 1.5])
def test_impossible_threshold_is_refused(threshold):
    with pytest.raises(ValueError, match="threshold"):
        find_duplicates(table(WIRE), threshold=threshold)


def test_pairs_at_the_threshold_are_not_overlooked():
    # Among 300 random texts, each with one copy that shares about four fifths of its runs, the
    # signatures must propose all pairs that an exhaustive comparison finds.
    random = np.random.default_rng(0)
    vocabulary = np.array([f"word{number}" for number in range(5_000)])
    texts = []
    for _ in range(300):
        words = random.choice(vocabulary, 200)
        changed = words.copy()
        changed[-random.integers(5, 40) :] = "x"
        texts += [" ".join(words), " ".join(changed)]

    def runs(text):
        words = text.split()
        return set(zip(words, words[1:], words[2:], strict=False))

    expected = {
        f"a{position + 1}"
        for position in range(0, len(texts), 2)
        if len(runs(texts[position]) & runs(texts[position + 1]))
        >= 0.8 * len(runs(texts[position]) | runs(texts[position + 1]))
    }
    assert 50 < len(expected) < 290
    assert set(find_duplicates(table(*texts))["article_id"]) == expected


def test_result_does_not_depend_on_the_seed():
    texts = [WIRE, OTHER, WIRE.rsplit(",", 1)[0], OTHER + " Entry is free.", WIRE]
    first = find_duplicates(table(*texts), seed=0)
    for seed in (1, 2, 3):
        pd.testing.assert_frame_equal(find_duplicates(table(*texts), seed=seed), first)


def test_known_pairs_of_real_news_are_found():
    path = CORPORA / "helsinki_syndicated.csv"
    if not path.exists():
        pytest.skip("no real articles beside the repository (../shared/corpora)")
    articles = pd.read_csv(path).rename(columns={"id": "article_id"})
    known = pd.read_csv(CORPORA / "helsinki_syndicated_pairs.csv")
    known = {frozenset(pair) for pair in zip(known["id_a"], known["id_b"], strict=True)}
    found = find_duplicates(articles)
    groups = pd.concat([found.groupby("duplicate_of")["article_id"].agg(list)])
    linked = {
        frozenset(pair)
        for original, copies in groups.items()
        for pair in itertools.combinations([original, *copies], 2)
    }
    assert len(known & linked) / len(known) > 0.85


def test_both_articles_of_a_copy_are_listed_together():
    duplicates = pd.DataFrame(
        {"article_id": ["b", "c"], "duplicate_of": ["a", "a"], "kind": "near", "similarity": 0.9}
    )
    pairs = list_copies(duplicates)
    assert pairs.to_numpy().tolist() == [
        ["b", "b", "the copy"],
        ["b", "a", "the earlier article"],
        ["c", "c", "the copy"],
        ["c", "a", "the earlier article"],
    ]
    assert list_copies(duplicates.iloc[:0]).empty
