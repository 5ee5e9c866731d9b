"""The tables of a corpus, declared once: names, types and what must hold of every row.

`load_corpus` checks each table against its schema before it hands it out, so that no measure needs
to. Columns are in the order of `ARTICLE_COLUMNS`; other columns of the input follow them.
"""

import pandas as pd
import pandera.pandas as pa

ID = pa.Column("str", nullable=False)
TEXT = pa.Column("str", nullable=True)
COUNT = pa.Column("int64", pa.Check.ge(0))
PLACE = pa.Column("Int64", pa.Check.ge(0), nullable=True)

ARTICLES = pa.DataFrameSchema(
    {
        "article_id": pa.Column("str", unique=True),
        "outlet": TEXT,
        "country": pa.Column("str", pa.Check.str_matches(r"^[A-Z]{2}$"), nullable=True),
        # Days of UTC without a zone; missing where the input has none.
        "date": pa.Column("datetime64[us]", nullable=True),
        "title": TEXT,
        "author": TEXT,
        "section": TEXT,
        "text": pa.Column("str", pa.Check.str_length(min_value=1)),
        "language": pa.Column("str", pa.Check.str_matches(r"^[a-z]{2}$"), nullable=True),
        "url": TEXT,
        "n_words": pa.Column("int64", pa.Check.ge(1)),
        "source_file": ID,
        # Row of a table as a spreadsheet program counts (the header is row 1), line of JSON lines,
        # else position in the file from 1.
        "source_record": pa.Column("int64", pa.Check.ge(1)),
        "duplicate_of": TEXT,
        "outlet_as_given": TEXT,
        "raw_text": pa.Column("str", pa.Check.str_length(min_value=1)),
    },
    checks=pa.Check(
        lambda articles: (
            articles["duplicate_of"].isna() | articles["duplicate_of"].isin(articles["article_id"])
        ),
        error="duplicate_of names an article of the corpus",
    ),
    name="articles",
)
REJECTS = pa.DataFrameSchema(
    {
        "source_file": ID,
        "source_record": pa.Column("Int64", nullable=True),
        "column": TEXT,
        "reason": ID,
        "excerpt": pa.Column("str", pa.Check.str_length(max_value=200), nullable=True),
    },
    strict=True,
    name="rejects",
)
REMOVED = pa.DataFrameSchema(
    {"article_id": ID, "step": ID, "start": PLACE, "end": PLACE, "text": TEXT}, name="removed"
)
CLEANING = pa.DataFrameSchema(
    {
        "step": ID,
        "description": ID,
        "n_articles": COUNT,
        "n_pieces": COUNT,
        "n_characters": COUNT,
    },
    name="cleaning",
)
DUPLICATES = pa.DataFrameSchema(
    {
        "article_id": pa.Column("str", unique=True),
        "duplicate_of": ID,
        "kind": pa.Column("str", pa.Check.isin(["exact", "near"])),
        "similarity": pa.Column("float64", pa.Check.in_range(0, 1)),
    },
    name="duplicates",
)
PASSED_OVER = pa.DataFrameSchema({"source_file": ID, "reason": ID}, strict=True, name="passed_over")

ARTICLE_COLUMNS = tuple(ARTICLES.columns)


def empty_table(schema: pa.DataFrameSchema) -> pd.DataFrame:
    """Return a table of a schema without rows, its columns typed.

    Parameters
    ----------
    schema : pandera.DataFrameSchema
        One of the schemas of this module.

    Returns
    -------
    pandas.DataFrame
        No rows.
    """
    return pd.DataFrame(
        {name: pd.Series(dtype=str(column.dtype)) for name, column in schema.columns.items()}
    )
