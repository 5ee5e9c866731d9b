import pandas as pd
import pytest

from helpers.corpus import load_corpus
from helpers.report.bundle import Bundle, Kept
from helpers.report.confidence import count_comparisons, describe_confidence
from tests.report.making import code, markdown, parameters, result

TONE = result(markdown("# Tone"), name="02_tone")
FRAMES = result(markdown("# Frames"), name="04_frames")


def table(*rows, **more):
    frame = pd.DataFrame(rows, columns=["difference", "low", "high"])
    return frame.assign(**more).to_csv(index=False).encode("utf-8-sig")


def bundle(**tables):
    entries = tuple(
        Kept(name.partition("__")[0], "table", name, "", (f"tables/{name}.csv",)) for name in tables
    )
    return Bundle(entries, {f"tables/{name}.csv": content for name, content in tables.items()})


def test_intervals_without_zero_are_counted_by_notebook():
    kept = bundle(
        **{
            "02_tone__1": table((1, 0.5, 2), (1, -1, 3), (-2, -3, -1)),
            "04_frames__1": table((0, -1, 1)),
        }
    )
    assert count_comparisons([TONE, FRAMES], kept) == [
        ["Tone", "3", "2", "not corrected"],
        ["Frames", "1", "0", "not corrected"],
    ]


def test_q_values_are_counted_among_the_comparisons_that_have_one():
    rows = [(1, 0.5, 2), (1, -1, 3), (-2, -3, -1)]
    kept = bundle(**{"04_frames__1": table(*rows, q_value=[0.01, 0.2, None])})
    assert count_comparisons([FRAMES], kept) == [["Frames", "3", "2", "1 of 2"]]


def test_the_same_row_in_a_chart_and_a_table_counts_once_with_its_q():
    kept = bundle(
        **{
            "04_frames__1": table((1, 0.5, 2), (3, 1, 4)),
            "04_frames__2": table((1, 0.5, 2), (3, 1, 4), q_value=[0.01, 0.02]),
        }
    )
    assert count_comparisons([FRAMES], kept) == [["Frames", "2", "2", "2 of 2"]]


@pytest.mark.parametrize(
    "content",
    [b"", b"outlet,n\nWend,3\n", b"difference,low,high\n,,\n", b"\xff\xfe\x00", b'"a,b\n"c'],
)
def test_tables_that_compare_nothing_are_passed_over(content):
    assert count_comparisons([TONE], bundle(**{"02_tone__1": content})) == []


@pytest.fixture
def corpus(tmp_path):
    rows = [
        f"The harbour {number} opened at dawn and ships came in.,{outlet},{country}"
        for number, (outlet, country) in enumerate(
            [("Wend Post", "US"), ("Wend Post", "US"), ("Ledger", "US"), ("Ostvest", "RU")]
        )
    ]
    path = tmp_path / "harbours.csv"
    path.write_text("text,outlet,country\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def confidence_of(path, *sources, given="groups = ['US', 'RU']"):
    run = result(parameters(given), *map(code, sources))
    return describe_confidence(path, load_corpus(path, progress=False), [run], Bundle())


def test_the_sides_are_counted_and_few_outlets_are_said_to_be_few(corpus):
    found = confidence_of(corpus)
    assert found.sides == (
        "Comparisons of presses rest on 3 articles of 2 American outlets and 1 article of 1 "
        "Russian outlet."
    )
    assert "fewer than 5 outlets on a side" in found.reminder


def test_the_chosen_groups_are_the_sides(corpus):
    found = confidence_of(corpus, given="groups = ['US', 'UA']")
    assert found.sides.startswith("There is no Ukrainian outlet")
    assert found.reminder == ""


def test_only_measures_that_ran_are_said_to_be_validated_or_not(corpus):
    found = confidence_of(corpus, "score_sentiment(articles)", "count_articles(articles)")
    assert found.cards == [["Tone of articles", "Not validated on this corpus."]]


def test_a_broken_card_beside_the_corpus_is_named(corpus):
    folder = corpus.parent / "measure_cards"
    from helpers.validation import cards

    folder = corpus.parent / cards.FOLDER
    folder.mkdir()
    (folder / f"broken{cards.SUFFIX}").write_text("{")
    [[_, words]] = confidence_of(corpus, "score_frames(articles)").cards
    assert words.startswith("What lies beside the corpus cannot be read")


def test_codes_beside_the_corpus_validate_what_they_are_codes_of(corpus, tmp_path):
    folder = tmp_path / "coded"
    folder.mkdir()
    corpus.rename(folder / "articles.csv")
    articles = load_corpus(folder, progress=False).articles
    pd.DataFrame({"article_id": articles["article_id"], "tone": [-1, 0, 1, 0]}).to_csv(
        folder / "adjudicated.csv", index=False
    )
    tone, frames = confidence_of(
        folder, "score_sentiment(articles)", "score_frames(articles)"
    ).cards
    assert tone[0] == "Tone of articles"
    assert "against 4 coded articles" in tone[1]
    assert frames == ["Frames", "Not validated on this corpus."]
