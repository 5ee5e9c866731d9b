"""`find_quotations` is fast: by itself, and beside textacy where that is installed."""

import pandas as pd
import pytest
from textblob import TextBlob

from tests.benchmarks.bench_quotations import (
    CORPUS,
    GOLD,
    N_WORDS,
    OPTIONAL,
    SCORER,
    TextacyFinder,
    join_articles,
    load_textacy,
    measure_quality,
    measure_speed,
    show,
)

# TextBlob reads about 450 articles of 750 words a second on one core of an idle machine of 2024;
# a third of that is 150 a second. The ratio says so on a slow or busy machine, too.
LEAST_OF_TEXTBLOB = 1 / 3
LEAST_RATIO = 10


@pytest.fixture(scope="module")
def articles():
    return join_articles(pd.read_csv(CORPUS)["text"])


@pytest.fixture(scope="module")
def textacy():
    for name in OPTIONAL:
        pytest.importorskip(name, reason=f"{name} is optional: `make benchmark` installs it")
    return load_textacy()


def test_articles_are_joined_from_whole_paragraphs_until_they_are_long_enough():
    joined = join_articles(["One two.\n\nThree four five.", "Six.\nSeven.\n\n\nEight."], n_words=4)
    assert list(joined["text"]) == ["One two.\n\nThree four five."]
    assert list(joined["n_words"]) == [5]


def test_every_article_is_about_as_long_as_the_rate_says(articles):
    assert len(articles) >= 40
    assert articles["n_words"].between(N_WORDS, N_WORDS * 1.2).all()


def test_find_quotations_is_not_much_slower_than_adding_up_words(articles):
    def textblob(articles):
        return [TextBlob(text).sentiment for text in articles["text"]]

    speed = measure_speed(articles, {"TextBlob sentiment": textblob}, rounds=5)
    print(f"\n{show(speed)}")
    assert speed["ratio"].iloc[1] >= LEAST_OF_TEXTBLOB, show(speed)


def test_find_quotations_is_many_times_faster_than_textacy(articles, textacy):
    speed = measure_speed(articles, textacy, rounds=2)
    print(f"\n{show(speed)}")
    assert (speed["n_quotations"] > 100).all(), show(speed)
    assert speed["ratio"].iloc[1:].min() >= LEAST_RATIO, show(speed)


@pytest.mark.skipif(
    not (GOLD.is_file() and SCORER.is_file()), reason="the news gold is not on this machine"
)
def test_quality_beside_textacy_is_printed(textacy):
    quality = measure_quality(textacy)
    print(f"\n{quality.round(3).to_string(index=False)}")
    assert quality["f1"].between(0, 1).all()


@pytest.mark.usefixtures("textacy")
@pytest.mark.parametrize("by_paragraph", [True, False])
def test_textacy_s_offsets_are_those_of_the_article(by_paragraph):
    text = "It rained.\n\n“We will leave the port at noon,” said Ilse Tran. She left."
    finder = TextacyFinder(by_paragraph=by_paragraph)
    (row,) = finder(pd.DataFrame({"article_id": ["a"], "text": [text]})).itertuples()
    assert text[row.start : row.end] == "“We will leave the port at noon,”"
    assert text[row.speaker_start : row.speaker_end] == "Ilse Tran" == row.speaker
