import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.text import matching
from helpers.text.matching import Lexicon, find_hits
from tests.timing import assert_grows_in_proportion


def found(text: str, *terms: str, **columns) -> list[str]:
    """Words of the text that a lexicon of these terms finds."""
    entries = pd.DataFrame({"key": "k", "term": list(terms)} | columns)
    return [text[start:end] for start, end, _ in Lexicon(entries).find(text)]


def test_a_word_is_found_whatever_its_case_possessive_or_compound():
    text = "Port fees rose; the PORT's crew and port-based firms, not airports or portals."
    assert found(text, "port") == ["Port", "PORT", "port"]


def test_a_star_stands_for_any_ending_of_a_word():
    assert found("sanction, Sanctions, sanctioned, unsanctioned", "sanction*") == [
        "sanction",
        "Sanctions",
        "sanctioned",
    ]


def test_each_word_of_a_term_may_end_in_a_star():
    assert found("They exchanged two and exchange prisoners.", "exchang* prisoner*") == [
        "exchange prisoners"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "special military operation",
        "Special Military Operation",
        "special-military operation",
        "special\nmilitary operation",
        "‘special’ military operation",
        '"special military" operation',
    ],
)
def test_blanks_hyphens_line_breaks_and_quotation_marks_may_stand_within_a_term(text):
    assert found(text, "special military operation") == [text.strip('"‘')]


@pytest.mark.parametrize(
    "text",
    [
        "They ended the war. Crisis talks began.",
        "war, crisis",
        "the war\n\nCrisis in the port",
        "war (crisis)",
    ],
)
def test_a_term_never_runs_across_punctuation_or_paragraphs(text):
    assert found(text, "war crisis") == []


def test_full_stops_of_abbreviations_do_not_cut_a_term():
    assert found("New U.S. sanctions hit.", "U.S. sanctions") == ["U.S. sanctions"]


def test_the_longest_term_of_a_key_wins():
    text = "a special military operation and a military operation"
    entries = pd.DataFrame(
        {"key": "k", "term": ["military operation", "special military operation", "operation"]}
    )
    assert [entry for _, _, entry in Lexicon(entries).find(text)] == [1, 0]


def test_a_longer_term_beats_an_earlier_one_that_overlaps_it():
    assert found("one two three four", "one two", "two three four") == ["two three four"]


def test_terms_of_different_keys_may_overlap():
    entries = pd.DataFrame({"frame": ["x", "y"], "term": ["oil price*", "price*"]})
    assert Lexicon(entries).find("oil prices") == [(0, 10, 0), (4, 10, 1)]


def test_several_forms_in_one_row_are_one_entry():
    entries = pd.DataFrame({"key": ["k"], "pattern": ["swap*|prisoner exchange"]})
    assert [hit[2] for hit in Lexicon(entries).find("The swap, a prisoner exchange.")] == [0, 0]


def test_capitals_are_required_only_where_they_are_marked():
    text = "Kiev KIEV kiev"
    assert found(text, "Kiev", case="1") == ["Kiev", "KIEV"]
    assert found(text, "Kiev", case="") == ["Kiev", "KIEV", "kiev"]


def test_an_abbreviation_in_marked_capitals_is_not_a_pronoun():
    assert found("Join us, said the US envoy. Us too.", "US", case="1") == ["US"]


def test_marked_capitals_leave_lower_case_words_of_the_term_free():
    assert found("The West, the West, the west", "the West", case="1") == ["The West", "the West"]


def test_a_guard_before_or_after_rules_a_hit_out():
    text = "The Cold War, a war of words, a price war and a war."
    assert found(text, "war", not_before="cold|price", not_after="of words") == ["war"]


def test_a_guard_does_not_reach_across_a_full_stop():
    assert found("It was cold. War came.", "war", not_before="cold") == ["War"]


def test_a_word_nearby_rules_a_hit_out_and_one_further_off_does_not():
    near = "rebels fought on the road to Aleppo"
    far = "rebels " + "fought " * 8 + "Aleppo"
    assert found(near, "rebel*", not_near="Aleppo") == []
    assert found(far, "rebel*", not_near="Aleppo") == ["rebels"]


def test_a_hit_that_needs_company_counts_only_in_it():
    assert found("The swap freed a prisoner.", "swap", only_near="prisoner*") == ["swap"]
    assert found("The swap of debt.", "swap", only_near="prisoner*") == []


def test_the_company_may_stand_in_the_hit_itself():
    assert found("The prisoner swap", "prisoner swap|swap", only_near="prisoner*") == [
        "prisoner swap"
    ]


def test_a_hit_ruled_out_by_its_guard_does_not_hide_a_shorter_one():
    entries = pd.DataFrame(
        {"key": "k", "term": ["grain deal", "deal"], "not_after": ["breaker", ""]}
    )
    text = "a grain deal breaker"
    assert [text[start:end] for start, end, _ in Lexicon(entries).find(text)] == ["deal"]


@pytest.mark.parametrize("term", ["", "  ", "a* *b", "*", "war|", "*war", "w*r"])
def test_an_unusable_term_is_refused_by_name(term):
    with pytest.raises(ValueError, match="Not a usable term"):
        Lexicon(pd.DataFrame({"term": [term]}))


def test_a_lexicon_without_terms_column_is_refused():
    with pytest.raises(ValueError, match="'pattern' or 'term'"):
        Lexicon(pd.DataFrame({"word": ["war"]}))


def test_an_empty_lexicon_and_an_empty_text_find_nothing():
    assert Lexicon(pd.DataFrame({"key": [], "term": []})).find("war") == []
    assert found("", "war") == []


def test_the_entries_given_are_not_changed():
    entries = pd.DataFrame({"key": ["k"], "term": ["war"], "case": [1]}, index=[7])
    before = entries.copy(deep=True)
    Lexicon(entries).find("war")
    pd.testing.assert_frame_equal(entries, before)


@pytest.mark.parametrize(
    "pattern",
    ["a", "war-", "war ", "w's", "war\n", "cold cold cold war ", "cold ", "wx wy wz "],
)
def test_hostile_text_takes_time_in_proportion_to_its_length(pattern):
    lexicon = Lexicon(
        pd.DataFrame(
            {
                "key": "k",
                "term": ["war", "war war war", "cold cold cold war", "a*"],
                "not_before": ["cold", "", "", ""],
                "not_near": ["peace", "", "", ""],
            }
        )
    )
    assert_grows_in_proportion(lexicon.find, pattern, 300_000)


def test_a_word_longer_than_any_real_word_is_never_a_hit():
    assert found("x" * 61 + " " + "x" * 60, "x*") == ["x" * 60]


def test_memory_of_words_is_bounded(monkeypatch):
    monkeypatch.setattr(matching, "REMEMBERED", 10)
    lexicon = Lexicon(pd.DataFrame({"term": ["peace"]}))
    text = " ".join(f"w{letter}" for letter in "abcdefghijklmnopqrst") + " peace peace"
    assert len(lexicon.find(text)) == 2
    assert len(lexicon._remembered) == 10


WORDS = ["war", "wars", "peace", "deal", "deals", "cold", "of", "Kiev"]
TERM_WORDS = [*WORDS, "war*", "dea*", "p*"]


def find_naively(entries: pd.DataFrame, words: list[str]) -> list[tuple[int, int, int]]:
    """Try every term at every place, then drop what a longer hit of the same key covers."""
    candidates = []
    for entry, row in enumerate(entries.itertuples()):
        for term in row.term.split("|"):
            wanted = term.lower().split()
            for first in range(len(words) - len(wanted) + 1):
                pairs = zip(words[first:], wanted, strict=False)
                if all(
                    word.lower().startswith(want[:-1])
                    if want.endswith("*")
                    else word.lower() == want
                    for word, want in pairs
                ) and (first == 0 or words[first - 1].lower() != row.not_before):
                    candidates.append((row.key, -len(wanted), first, entry))
    taken, hits = set(), set()
    for key, length, first, entry in sorted(candidates):
        places = {(key, place) for place in range(first, first - length)}
        if not places & taken:
            taken |= places
            hits.add((first, first - length, entry))
    return sorted(hits)


@settings(max_examples=300, deadline=None)
@given(
    words=st.lists(st.sampled_from(WORDS), max_size=25),
    terms=st.lists(
        st.tuples(
            st.sampled_from("kl"),
            st.lists(st.sampled_from(TERM_WORDS), min_size=1, max_size=3).map(" ".join),
            st.sampled_from(["", "cold", "of"]),
        ),
        min_size=1,
        max_size=6,
    ),
)
def test_one_walk_finds_what_a_search_term_by_term_finds(words, terms):
    entries = pd.DataFrame(terms, columns=["key", "term", "not_before"])
    text = " ".join(words)
    ends = [match.end() for match in re.finditer(r"\S+", text)]
    starts = [match.start() for match in re.finditer(r"\S+", text)]
    expected = sorted(
        (starts[first], ends[last - 1], entry)
        for first, last, entry in find_naively(entries, words)
    )
    assert Lexicon(entries, key="key").find(text) == expected


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_sorted_hits_within_its_bounds(text):
    entries = pd.DataFrame({"key": "k", "term": ["a*", "b c", "the", "1"]})
    hits = Lexicon(entries).find(text)
    assert hits == sorted(hits)
    assert all(0 <= start < end <= len(text) for start, end, _ in hits)


ARTICLES = pd.DataFrame(
    {
        "article_id": ["x1", "x2", "x3"],
        "text": ["A deal, “no deal” or a ‘deal’.", pd.NA, "Peace."],
        "title": ["No deal", "The deal", pd.NA],
    }
).astype("str")
DEAL = Lexicon(pd.DataFrame({"concept": ["c"], "term": ["deal"], "slant": ["neutral"]}))


def test_hits_carry_their_place_their_text_and_whether_they_are_quoted():
    hits = find_hits(ARTICLES, DEAL, keep=["concept", "slant"])
    assert hits.columns.tolist() == [
        "article_id", "concept", "slant", "match", "start", "end", "in_quotation",
    ]  # fmt: skip
    assert hits["in_quotation"].tolist() == [False, True, True]
    texts = ARTICLES.set_index("article_id")["text"]
    for hit in hits.itertuples():
        assert texts[hit.article_id][hit.start : hit.end] == hit.match == "deal"


def test_another_column_can_be_read():
    hits = find_hits(ARTICLES, DEAL, keep=["concept"], column="title")
    assert hits["article_id"].tolist() == ["x1", "x2"]


def test_no_hits_give_an_empty_table_of_the_same_types():
    some = find_hits(ARTICLES, DEAL, keep=["concept"])
    none = find_hits(ARTICLES.iloc[:0], DEAL, keep=["concept"])
    assert none.empty
    assert none.dtypes.astype(str).to_dict() == some.dtypes.astype(str).to_dict()
