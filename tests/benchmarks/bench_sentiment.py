"""How much faster `score_sentiment` is than TextBlob and VADER called article by article.

Run it from the root of the project on any corpus with a column of text::

    python -m tests.benchmarks.bench_sentiment path/to/articles.csv --articles 1000

Both sides are measured in the same run, in turns, on the same articles, after one collection of
garbage each, in seconds of processor time; the ratio counts, seconds depend on the machine.
TextBlob's side is ``TextBlob(text).sentiment``, once an article. The articles have their n_words,
as those of `load_corpus` do.
"""

import argparse
from collections.abc import Callable, Container

import pandas as pd
from textblob import TextBlob
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from helpers.measures.polarity_textblob import TextBlobScorer
from helpers.measures.polarity_vader import VaderScorer
from helpers.measures.sentiment import score_sentiment
from helpers.text import count_words, split_sentences
from tests.benchmarks.clock import time_in_turns


def measure_speed(
    articles: pd.DataFrame, rounds: int = 3, *, once: Container[str] = ()
) -> pd.DataFrame:
    """Time both sides; one row a comparison: what, seconds_ours, seconds_library, ratio, equal.

    Comparisons named in `once` have one round: enough to say whether both sides are equal.
    """
    articles = articles.assign(n_words=articles["text"].map(count_words))
    texts = list(articles["text"])
    sentences = list(split_sentences(articles)["text"])
    analyzer = SentimentIntensityAnalyzer()
    # The library's lexicons are loaded before the clock starts; our memory of words is empty.
    TextBlob("good").sentiment  # noqa: B018
    comparisons = {
        "TextBlob, articles, empty memory": (
            lambda: _score_all(TextBlobScorer().score, texts),
            lambda: [tuple(TextBlob(text).sentiment) for text in texts],
        ),
        "TextBlob, articles, score_sentiment": (
            lambda: _as_pairs(score_sentiment(articles, "textblob")),
            lambda: [tuple(TextBlob(text).sentiment) for text in texts],
        ),
        "VADER, sentences, empty memory": (
            lambda: _score_all(VaderScorer().score, sentences),
            lambda: [analyzer.polarity_scores(text)["compound"] for text in sentences],
        ),
    }
    rows = []
    for what, sides in comparisons.items():
        timed = time_in_turns(sides, 1 if what in once else rounds)
        results, seconds = zip(*timed, strict=True)
        rows.append((what, *seconds, seconds[1] / seconds[0], results[0] == results[1]))
    columns = ["what", "seconds_ours", "seconds_library", "ratio", "equal"]
    return pd.DataFrame(rows, columns=columns)


def _score_all(score: Callable, texts: list[str]) -> list:
    return [score(text) for text in texts]


def _as_pairs(tone: pd.DataFrame) -> list[tuple[float, float]]:
    return list(zip(tone["polarity"], tone["subjectivity"], strict=True))


def main() -> None:
    """Read the options, time, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", help="CSV with a column of text")
    parser.add_argument("--text", default="text", help="name of that column")
    parser.add_argument("--articles", type=int, default=1000, help="how many articles at most")
    parser.add_argument("--rounds", type=int, default=3, help="the best of so many counts")
    options = parser.parse_args()
    texts = pd.read_csv(options.corpus, usecols=[options.text])[options.text].dropna()
    texts = texts[texts.str.strip() != ""].head(options.articles)
    articles = pd.DataFrame({"article_id": [f"a{n}" for n in range(len(texts))], "text": texts})
    print(f"{len(articles):,} articles")
    print(measure_speed(articles, options.rounds).round(3).to_string(index=False))


if __name__ == "__main__":
    main()
