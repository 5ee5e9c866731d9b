import pandas as pd
import pytest

from helpers.measures.concordance import concordance, find_terms

ARTICLES = pd.DataFrame(
    {
        "article_id": ["x1", "x2"],
        "outlet": ["Lantern", "Harbour Times"],
        "date": pd.to_datetime(["2031-05-01", "2031-05-02"]),
        "text": ["The old ferry left\nthe pier at dawn.", "“No ferry today,” she said."],
    }
)


def test_each_hit_stands_between_its_left_and_its_right():
    lines = concordance(ARTICLES, find_terms(ARTICLES, "ferry"))
    assert lines[["left", "match", "right"]].iloc[0].tolist() == [
        "The old ", "ferry", " left the pier at dawn.",
    ]  # fmt: skip
    assert lines["outlet"].tolist() == ["Lantern", "Harbour Times"]
    assert lines["in_quotation"].tolist() == [False, True]


def test_a_line_is_cut_between_words():
    lines = concordance(ARTICLES, find_terms(ARTICLES, "pier"), width=9)
    assert lines[["left", "right"]].iloc[0].tolist() == ["left the ", " at dawn."]
    lines = concordance(ARTICLES, find_terms(ARTICLES, "pier"), width=6)
    assert lines[["left", "right"]].iloc[0].tolist() == ["the ", " at"]


def test_the_stretch_of_text_can_be_found_again():
    lines = concordance(ARTICLES, find_terms(ARTICLES, ["ferry", "the pier"]))
    texts = ARTICLES.set_index("article_id")["text"]
    for line in lines.itertuples():
        assert texts[line.article_id][line.start : line.end] == line.match


def test_terms_of_ones_own_may_overlap_and_have_open_endings():
    hits = find_terms(ARTICLES, ["the pier", "pier", "daw*"])
    assert sorted(hits["match"]) == ["dawn", "pier", "the pier"]


def test_columns_that_articles_lack_are_passed_over():
    bare = ARTICLES[["article_id", "text"]]
    assert concordance(bare, find_terms(bare, "ferry")).columns.tolist() == [
        "article_id", "term", "in_quotation", "left", "match", "right", "start", "end",
    ]  # fmt: skip


def test_no_hits_give_no_lines():
    assert concordance(ARTICLES, find_terms(ARTICLES, "storm")).empty


def test_hits_of_other_articles_and_doubled_ids_are_refused():
    hits = find_terms(ARTICLES, "ferry")
    with pytest.raises(KeyError, match="x2"):
        concordance(ARTICLES.head(1), hits)
    with pytest.raises(ValueError, match="share an article_id"):
        concordance(pd.concat([ARTICLES, ARTICLES]), hits)


def test_a_negative_width_is_refused():
    with pytest.raises(ValueError, match="width"):
        concordance(ARTICLES, find_terms(ARTICLES, "ferry"), width=-1)
