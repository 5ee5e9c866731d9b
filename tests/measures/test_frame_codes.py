import numpy as np
import pandas as pd
import pytest

from helpers.measures.frame_codes import (
    CAUTION,
    OTHER_FRAME,
    STRETCH,
    code_frames,
    frame_cutoffs,
    score_frame_codes,
)
from helpers.measures.framing import find_frame_hits, frame_lexicon
from helpers.measures.gold import read_frame_codes

FILLER = "The clerk read a list of names in the hall. "


def table(*texts: str) -> pd.DataFrame:
    ids = [f"x{number}" for number in range(1, len(texts) + 1)]
    return pd.DataFrame({"article_id": ids, "text": list(texts)}).astype({"article_id": "str"})


def present(codes: pd.DataFrame, article: str = "x1") -> set[str]:
    return set(codes[(codes["article_id"] == article) & codes["present"]]["frame"])


def codes(**frames: str) -> pd.DataFrame:
    """Build a coding: conflict="10" means present in x1, absent in x2."""
    rows = [
        (f"x{number}", frame, mark == "1")
        for frame, marks in frames.items()
        for number, mark in enumerate(marks, start=1)
    ]
    return pd.DataFrame(rows, columns=["article_id", "frame", "present"])


@pytest.mark.parametrize("scheme", ["generic", "policy"])
def test_each_frame_has_a_cutoff_and_says_what_it_was_chosen_on(scheme):
    cutoffs = frame_cutoffs(scheme)
    assert cutoffs["frame"].tolist() == list(dict.fromkeys(frame_lexicon(scheme)["frame"]))
    assert cutoffs["cutoff"].between(0.1, 5).all()
    assert (cutoffs["n_present"] > 0).all()
    assert (cutoffs["n"] > cutoffs["n_present"]).all()


def test_an_unknown_scheme_has_no_cutoffs():
    with pytest.raises(ValueError, match="generic"):
        frame_cutoffs("mine")


def test_a_plain_case_is_coded_and_a_text_about_nothing_is_not():
    coded = code_frames(
        table("The mayor accused the harbour of breaking the pact and threatened to sue.", FILLER)
    )
    assert "conflict" in present(coded, "x1")
    assert present(coded, "x2") == set()


def test_strength_is_the_weighted_hits_of_the_densest_stretch():
    articles = table("Critics slammed the plan.")
    hits = find_frame_hits(articles)
    weight = hits[hits["frame"] == "conflict"]["weight"].sum()
    coded = code_frames(articles).set_index("frame")
    assert coded.loc["conflict", "strength"] == pytest.approx(100 * weight / (4 + CAUTION))


def test_one_dense_paragraph_is_not_drowned_by_a_long_article():
    words = ("prices", "tariffs", "unemployment", "inflation")
    dense = f"They spoke of {', '.join(words)}. "
    assert "economic_consequences" in present(code_frames(table(dense)))
    assert "economic_consequences" in present(
        code_frames(table(FILLER * 200 + dense + FILLER * 200))
    )
    # but the same words scattered over a long article are not a frame
    scattered = "".join(f"They spoke of {word}. " + FILLER * 30 for word in words)
    assert "economic_consequences" not in present(code_frames(table(scattered)))


def test_the_stretch_says_where_it_begins_and_ends():
    text = FILLER * 30 + "Critics slammed the mayor." + FILLER * 30
    row = code_frames(table(text)).set_index("frame").loc["conflict"]
    assert text[row["start"] : row["end"]] == "Critics slammed"


def test_a_stretch_is_never_longer_than_said():
    text = "threat " + "word " * (STRETCH - 2) + "threat " + "threat"
    row = code_frames(table(text)).set_index("frame").loc["conflict"]
    assert row["strength"] == pytest.approx(100 * 2 / (STRETCH + CAUTION))


def test_negated_hits_do_not_make_a_frame():
    assert present(code_frames(table("It is no threat."))) == set()
    assert "conflict" in present(code_frames(table("It is a threat.")))


def test_the_fifteenth_policy_frame_is_what_is_left():
    coded = code_frames(table(FILLER, "The court ruled that the law is illegal."), scheme="policy")
    assert coded["frame"].nunique() == 15
    assert present(coded, "x1") == {OTHER_FRAME}
    assert OTHER_FRAME not in present(coded, "x2")
    assert coded[coded["frame"] == OTHER_FRAME]["strength"].isna().all()


def test_missing_and_empty_texts_have_no_frame():
    articles = table("", "x").assign(text=["", None])
    assert not code_frames(articles)["present"].any()


def test_own_cutoffs_are_used_and_a_missing_one_is_named():
    assert not code_frames(table("A threat."), cutoffs=dict.fromkeys(FRAMES, 9.0))["present"].any()
    with pytest.raises(ValueError, match="conflict"):
        code_frames(table("A threat."), cutoffs={"morality": 1.0})


FRAMES = list(dict.fromkeys(frame_lexicon()["frame"]))


def test_any_chunking_gives_the_same_codes():
    articles = table("A threat.", FILLER, "The price of bread rose by a tenth, and wages fell.")
    whole = code_frames(articles)
    parts = [code_frames(articles.iloc[[number]]) for number in range(3)]
    pd.testing.assert_frame_equal(whole, pd.concat(parts, ignore_index=True))


def test_scores_equal_those_counted_by_hand():
    gold, coded = codes(conflict="11110000"), codes(conflict="11100100")
    row = score_frame_codes(gold, coded).iloc[0]
    assert (row["n_articles"], row["n_gold"], row["n_coded"]) == (8, 4, 4)
    assert row["precision"] == row["recall"] == row["f1"] == 0.75
    assert row["macro_f1"] == 0.75
    assert row["low"] < 0.75 < row["high"]


def test_the_mean_of_the_frames_stands_last():
    gold = codes(conflict="1100", morality="1000")
    table = score_frame_codes(gold, codes(conflict="1100", morality="0001"))
    assert table["frame"].tolist() == ["conflict", "morality", "(all frames)"]
    assert table["macro_f1"].iloc[0] == 1
    assert table["macro_f1"].iloc[2] == pytest.approx(table["macro_f1"].iloc[:2].mean())


def test_a_frame_that_nobody_coded_has_no_f1_rather_than_zero_or_one():
    row = score_frame_codes(codes(morality="000"), codes(morality="000")).iloc[0]
    assert np.isnan([row["precision"], row["recall"], row["f1"], row["macro_f1"]]).all()


def test_only_what_both_coded_is_compared():
    gold, coded = codes(conflict="1100"), codes(conflict="11", morality="11")
    assert score_frame_codes(gold, coded)["n_articles"].tolist() == [2, 2]
    with pytest.raises(ValueError, match="no article and frame in common"):
        score_frame_codes(gold, codes(morality="11"))


def test_a_row_twice_is_refused():
    gold = codes(conflict="10")
    with pytest.raises(ValueError, match="gold codes a frame of an article twice"):
        score_frame_codes(pd.concat([gold, gold]), gold)


def test_a_sheet_is_read_to_codes(tmp_path):
    path = tmp_path / "sheet.csv"
    path.write_text("article_id,tone,conflict,morality\na1,-1,2,0\na2,0,1,1\n", encoding="utf-8")
    read = read_frame_codes(path)
    assert read.columns.tolist() == ["article_id", "frame", "code", "present"]
    assert read.set_index(["article_id", "frame"])["code"].to_dict() == {
        ("a1", "conflict"): 2, ("a2", "conflict"): 1, ("a1", "morality"): 0, ("a2", "morality"): 1,
    }  # fmt: skip
    assert read_frame_codes(path, least=2)["present"].tolist() == [True, False, False, False]
    assert read_frame_codes(path, frames=["morality"])["present"].tolist() == [False, True]


def test_a_code_that_is_no_number_is_named_with_row_and_column(tmp_path):
    path = tmp_path / "sheet.csv"
    path.write_text("article_id,conflict\na1,1\na2,maybe\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"row 3, column conflict: 'maybe'"):
        read_frame_codes(path)
