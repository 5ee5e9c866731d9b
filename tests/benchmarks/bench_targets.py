"""How fast the tone toward a mention is scored, against VADER on the same sentences.

Run it from the root of the project on any corpus with a column of text::

    python -m tests.benchmarks.bench_targets path/to/articles.csv --articles 300

Both sides are measured in the same run, in turns, in seconds of processor time. VADER's side is
``SentimentIntensityAnalyzer().polarity_scores``, once a sentence. Ours reads each sentence from
the point of view of one mention, its first capitalised word, from the table to the table.
"""

import argparse
import re

import pandas as pd
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from helpers.measures import score_spans
from helpers.text import split_sentences
from tests.benchmarks.clock import time_in_turns

MENTION = re.compile(r"[A-Z]\w+")


def measure_speed(articles: pd.DataFrame, rounds: int = 3) -> pd.DataFrame:
    """Time both sides; one row: n_sentences, sentences a second of each side, ratio."""
    found = [
        (text, *match.span())
        for text in split_sentences(articles)["text"]
        if (match := MENTION.search(text))
    ]
    spans = pd.DataFrame(found, columns=["text", "start", "end"])
    analyzer = SentimentIntensityAnalyzer()
    score_spans(spans.head(1))  # model and word lists are loaded before the clock starts
    sides = (
        lambda: score_spans(spans),
        lambda: [analyzer.polarity_scores(row[0]) for row in found],
    )
    _, seconds = zip(*time_in_turns(sides, rounds), strict=True)
    rates = [len(found) / second for second in seconds]
    columns = ["n_sentences", "ours", "vader", "ratio"]
    return pd.DataFrame([(len(found), *rates, rates[0] / rates[1])], columns=columns)


def main() -> None:
    """Read the options, time, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", help="CSV with a column of text")
    parser.add_argument("--articles", type=int, default=300, help="how many articles at most")
    parser.add_argument("--rounds", type=int, default=3, help="the best of so many counts")
    options = parser.parse_args()
    texts = pd.read_csv(options.corpus, usecols=["text"])["text"].dropna().head(options.articles)
    articles = pd.DataFrame({"article_id": [f"a{n}" for n in range(len(texts))], "text": texts})
    print(measure_speed(articles, options.rounds).round(2).to_string(index=False))


if __name__ == "__main__":
    main()
