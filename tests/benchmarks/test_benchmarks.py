"""The benchmarks run; what they measure is read by people, not asserted on a busy machine."""

import pandas as pd

from tests.benchmarks.bench_sentiment import measure_speed


def test_sentiment_benchmark_compares_equal_numbers():
    articles = pd.DataFrame(
        {
            "article_id": ["a1", "a2"],
            "text": ["Ilse Tran called it a great day. It was not.", "A slow, painful end (2031)."],
        }
    )
    table = measure_speed(articles, rounds=1)
    assert table["equal"].all()
    assert (table["ratio"] > 0).all()
