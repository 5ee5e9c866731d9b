import pandas as pd
import pytest
from pandera.errors import SchemaError

from helpers.corpus import load_corpus
from helpers.corpus.schema import (
    ARTICLES,
    CLEANING,
    DUPLICATES,
    PASSED_OVER,
    REJECTS,
    REMOVED,
    empty_table,
)


@pytest.fixture
def articles(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,text\nx,The ferry was late.\ny,The bridge was closed.\n", encoding="utf-8")
    return load_corpus(path, progress=False).articles


@pytest.mark.parametrize("schema", [ARTICLES, CLEANING, DUPLICATES, PASSED_OVER, REJECTS, REMOVED])
def test_an_empty_table_satisfies_its_schema(schema):
    assert len(schema.validate(empty_table(schema))) == 0


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("article_id", "x"),
        ("country", "Latvia"),
        ("language", "English"),
        ("n_words", 0),
        ("text", None),
        ("duplicate_of", "nobody"),
    ],
)
def test_a_value_that_no_measure_expects_is_caught(articles, column, value):
    broken = articles.copy()
    broken[column] = pd.Series([*broken[column].iloc[:1], value], dtype=broken[column].dtype)
    ARTICLES.validate(articles)
    with pytest.raises(SchemaError):
        ARTICLES.validate(broken)
