"""Each format is told by its content and read record by record, whatever is wrong with the file."""

import contextlib
import csv
import gzip
import io
import json
import pickle
import zipfile
from contextlib import ExitStack

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.corpus import CorpusError
from helpers.corpus.formats import (
    Record,
    Reject,
    Remark,
    delimited,
    find_format,
    json_document,
    json_lines,
    parquet,
    plain_text,
    source,
    spreadsheet,
)
from helpers.corpus.formats.containers import list_sources
from helpers.corpus.formats.plain_text import split_title
from helpers.corpus.formats.values import flatten
from tests.timing import assert_grows_in_proportion

HEADER = "title,text,outlet\n"
ROW = "Ferry late,The ferry was two hours late.,Harbour Post\n"


@pytest.fixture
def write(tmp_path):
    """Write a file of bytes or text and return its path."""

    def write(name, content):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def read(path):
    """Read with the module that claims the file; return records, rejects and remarks."""
    items = list(find_format(path).read(path))
    kinds = (Record, Reject, Remark)
    return tuple([item for item in items if isinstance(item, kind)] for kind in kinds)


def fields(path):
    return [record.fields for record in read(path)[0]]


# --- which format


@pytest.mark.parametrize(
    ("name", "content", "module"),
    [
        ("a.csv", HEADER + ROW, delimited),
        ("a.txt", HEADER + ROW, delimited),
        ("a.txt", "Ferry late\n\nThe ferry was late, again, said the crew.", plain_text),
        ("a.csv", '[{"text": "The ferry was late."}]', json_document),
        ("a.txt", '{"text": "one"}\n{"text": "two"}\n', json_lines),
        ("a.json", '{"text": "one"}', json_document),
        ("a.json", '{\n  "text": "one"\n}', json_document),
        ("a.jsonl", '{"text": "one"}', json_lines),
    ],
)
def test_the_format_is_told_by_the_content(write, name, content, module):
    assert find_format(write(name, content)) is module


def test_parquet_and_workbooks_are_told_under_any_name(write, tmp_path):
    pd.DataFrame({"text": ["one"]}).to_parquet(tmp_path / "a.csv")
    assert find_format(tmp_path / "a.csv") is parquet
    book = openpyxl.Workbook()
    book.active.append(["text"])
    book.save(tmp_path / "b.xlsx")
    assert find_format((tmp_path / "b.xlsx").rename(tmp_path / "b.csv")) is spreadsheet


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.csv", b"", "the file is empty"),
        ("a.csv", b"%PDF-1.7 \x00\x01", "PDF document"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "PNG image"),
        ("a.dat", bytes(range(256)) * 4, "a binary file"),
        ("a.txt", "<!DOCTYPE html><html><p>Text</p></html>", "an HTML page"),
        ("a.xml", "<?xml version='1.0'?><rss></rss>", "an RSS or Atom feed"),
        ("a.txt", "TY  - NEWS\nTI  - Ferry\nER  - ", "an RIS file"),
        ("a.eml", "From: a@b.example\nSubject: x\nMIME-Version: 1.0\n\nHello", "an e-mail"),
        ("a.pkl", pickle.dumps({"text": ["one"]}), "a Python pickle"),
        ("a.py", "print('hello world')", "a program"),
    ],
)
def test_what_is_not_read_is_called_by_its_name(write, name, content, what):
    with pytest.raises(CorpusError, match=what) as caught:
        find_format(write(name, content))
    assert caught.value.advice


def test_an_article_that_begins_like_a_letter_is_no_email(write):
    path = write("a.txt", "From Kyiv to Riga: the night train is back.\n\nIt left on time.")
    assert find_format(path) is plain_text


@pytest.mark.parametrize("line", ["ab:\r\n", "%", "% %", "\n1 of 2 ", "<?xml", "@a", " \n", "TY"])
def test_no_hostile_beginning_takes_long(write, line):
    def find(text):
        with contextlib.suppress(CorpusError):
            find_format(write("a.txt", text + "The ferry was late."))

    assert_grows_in_proportion(find, line, 2_000 * len(line))


def test_word_documents_are_refused_by_name(write):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(CorpusError, match="Word document"):
        find_format(write("a.docx", content.getvalue()))


# --- delimited tables


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter_is_found(write, delimiter):
    lines = [["title", "text"], ["Ferry, late; again", "It was | late,\nsaid the crew; twice."]]
    content = io.StringIO()
    csv.writer(content, delimiter=delimiter).writerows(lines)
    assert fields(write("a.csv", content.getvalue())) == [dict(zip(*lines, strict=True))]


def test_the_line_that_excel_writes_for_itself_is_no_header(write):
    records, _, _ = read(write("a.csv", "sep=;\ntitle;text\nFerry;It was late.\n"))
    assert records == [Record(3, {"title": "Ferry", "text": "It was late."})]


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("utf-8", "Größe, naïve, Київ"),
        ("utf-8-sig", "Größe, naïve, Київ"),
        ("utf-16", "Größe, naïve, Київ"),
        ("utf-16-le", "plain words without any mark"),
        ("utf-32", "Größe, naïve, Київ"),
        ("cp1252", "“The café is closed,” she said – twice."),
        ("cp1251", "Паром опоздал на два часа, сообщили в порту вечером в среду."),
        ("koi8_r", "Паром опоздал на два часа, сообщили в порту вечером в среду."),
    ],
)
def test_any_encoding_is_read(write, codec, text):
    content = f'title,text\nA,"{text}"\n'.encode(codec)
    assert fields(write("a.csv", content)) == [{"title": "A", "text": text}]


def test_a_guessed_encoding_is_said(write):
    _, _, remarks = read(write("a.csv", "title,text\nA,café\n".encode("cp1252")))
    assert "cp1252, which is a guess" in remarks[0].text


def test_one_broken_byte_in_utf8_rejects_its_row_and_names_its_place(write):
    good = "title,text\nA,Київ і Львів\nB,Одеса та Харків\n".encode()
    records, rejects, _ = read(write("a.csv", good + b"C,broken \x9d byte\nD,fine\n"))
    assert [record.fields["title"] for record in records] == ["A", "B", "D"]
    assert rejects[0].row == 4
    assert "0x9D" in rejects[0].reason
    assert f"offset {len(good) + 9}" in rejects[0].reason


def test_rows_that_do_not_fit_the_header_are_rejected_and_never_shifted(write):
    content = HEADER + ROW + "too,few\n" + "far,too,many,fields\n" + ROW
    records, rejects, _ = read(write("a.csv", content))
    assert [record.row for record in records] == [2, 5]
    assert [reject.row for reject in rejects] == [3, 4]
    assert "2 fields, the header 3" in rejects[0].reason


def test_rows_are_numbered_as_spreadsheets_do(write):
    content = 'title,text\nA,"one\ntwo\nthree"\n\nB,four\n'
    assert [record.row for record in read(write("a.csv", content))[0]] == [2, 4]


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_the_rows_below(write):
    content = HEADER + ROW + 'Bad,"never closed,Post\n' + ROW * 20
    records, rejects, _ = read(write("a.csv", content))
    assert len(records) == 21
    assert len(rejects) == 1
    assert rejects[0].row == 3
    assert "never closed" in rejects[0].reason


def test_an_article_that_is_torn_off_at_the_end_is_one_reject(write):
    content = HEADER + ROW + 'Torn,"The first paragraph.\n\nThe second, with, commas.\n\nThe th'
    records, rejects, _ = read(write("a.csv", content))
    assert (len(records), len(rejects)) == (1, 1)


def test_a_very_long_field_is_read_and_the_limit_of_the_csv_module_is_put_back(write):
    limit = csv.field_size_limit()
    long = "word " * 60_000
    assert fields(write("a.csv", f'title,text\nA,"{long}"\n'))[0]["text"] == long
    assert csv.field_size_limit() == limit


def test_columns_without_or_with_the_same_name_are_told_apart(write):
    assert list(fields(write("a.csv", ",text,text\n1,one,two\n"))[0]) == [
        "column_1",
        "text",
        "text_2",
    ]


def test_backslash_escapes_are_understood(write):
    content = 'title,text\nA,"She said \\"no, never\\" twice"\nB,"plain, text"\n'
    assert fields(write("a.csv", content))[0]["text"] == 'She said "no, never" twice'


def test_one_column_needs_no_delimiter(write):
    assert fields(write("a.csv", "text\nThe ferry, late, again\n")) == [
        {"text": "The ferry, late, again"}
    ]


def test_a_gzipped_table_is_read_like_a_plain_one(write):
    assert len(fields(write("a.csv.gz", gzip.compress((HEADER + ROW).encode())))) == 1


@settings(max_examples=80, deadline=None)
@given(
    rows=st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\x1f")),
            min_size=2,
            max_size=2,
        ),
        min_size=1,
        max_size=5,
    ),
    delimiter=st.sampled_from(",;\t|"),
)
def test_what_the_csv_module_writes_is_read_back_unchanged(tmp_path_factory, rows, delimiter):
    content = io.StringIO(newline="")
    writer = csv.writer(content, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([["title", "text"], *rows])
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    path.write_bytes(content.getvalue().encode())
    assert [list(row.values()) for row in fields(path)] == rows


# --- JSON


@pytest.mark.parametrize(
    "document",
    [
        [{"text": "one"}, {"text": "two"}],
        {"status": "ok", "articles": [{"text": "one"}, {"text": "two"}]},
        {"response": {"total": 2, "docs": [{"text": "one"}, {"text": "two"}]}},
        {"unusual name": [{"text": "one"}, {"text": "two"}], "page": 1},
    ],
)
def test_the_list_of_articles_is_found_wherever_it_is(write, document):
    path = write("a.json", json.dumps(document))
    assert [row["text"] for row in fields(path)] == ["one", "two"]


def test_one_article_is_a_corpus_of_one(write):
    article = {"title": "A", "text": "one", "related": [{"text": "not an article"}]}
    assert [row["text"] for row in fields(write("a.json", json.dumps(article)))] == ["one"]


def test_articles_by_their_keys_keep_them_as_ids(write):
    document = {"x1": {"text": "one"}, "x2": {"text": "two"}}
    rows = fields(write("a.json", json.dumps(document)))
    assert [(row["id"], row["text"]) for row in rows] == [("x1", "one"), ("x2", "two")]


def test_objects_written_one_after_the_other_are_all_read(write):
    content = '{\n "text": "one"\n}\n{\n "text": "two"\n}\n'
    assert [row["text"] for row in fields(write("a.json", content))] == ["one", "two"]


def test_nested_paragraphs_become_paragraphs_of_one_text():
    record = {"body-paragraphs": [["One.", "Still one."], ["Two."]], "authors": ["Ann", "Bo"]}
    assert flatten(record) == {
        "body-paragraphs": "One. Still one.\n\nTwo.",
        "authors": "Ann; Bo",
    }


def test_nested_names_are_lifted():
    record = {"source": {"id": 7, "name": "Harbour Post"}, "fields": {"bodyText": "One."}}
    assert flatten(record) == {
        "source": "Harbour Post",
        "source.id": 7,
        "source.name": "Harbour Post",
        "fields.bodyText": "One.",
    }


def test_a_document_that_breaks_off_keeps_what_came_before(write):
    records, rejects, _ = read(write("a.json", '[{"text": "one"}, {"text": "tw'))
    assert [record.fields["text"] for record in records] == ["one"]
    assert "broken at line 1" in rejects[0].reason


def test_nan_as_scripts_write_it_is_read(write):
    rows = fields(write("a.json", '[{"text": "one"}, {"text": "two", "score": NaN}]'))
    assert [row["text"] for row in rows] == ["one", "two"]


def test_elements_that_are_no_articles_are_rejected(write):
    records, rejects, _ = read(write("a.json", '[{"text": "one"}, 7, null]'))
    assert (len(records), len(rejects)) == (1, 2)


def test_brackets_without_end_do_not_fill_the_memory(write):
    _, rejects, _ = read(write("a.json", "[" * 200_000))
    assert "levels deep" in rejects[0].reason


def test_bad_lines_of_json_lines_are_rejected_with_their_number(write):
    content = '{"text": "one"}\n{"text": broken}\n\n[1]\n{"text": "two"}\n'
    records, rejects, _ = read(write("a.jsonl", content))
    assert [record.row for record in records] == [1, 5]
    assert [reject.row for reject in rejects] == [2, 4]


def test_json_in_utf16_is_read(write):
    content = '[{"text": "Київ"}]'.encode("utf-16")
    assert fields(write("a.json", content)) == [{"text": "Київ"}]


# --- Parquet, workbooks, texts


def test_parquet_keeps_its_rows_and_dates(tmp_path):
    path = tmp_path / "a.parquet"
    pd.DataFrame({"text": ["one", None], "date": pd.to_datetime(["2031-03-01"] * 2)}).to_parquet(
        path
    )
    assert [row["text"] for row in fields(path)] == ["one", None]


def test_a_damaged_parquet_file_is_one_clear_error(write):
    path = write("a.parquet", b"PAR1 and then nothing of the kind")
    with pytest.raises(CorpusError, match="Parquet file is damaged"):
        read(path)


@pytest.fixture
def workbook(tmp_path):
    def save(**sheets):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        book.save(tmp_path / "a.xlsx")
        return tmp_path / "a.xlsx"

    return save


def test_the_sheet_with_known_columns_is_read_and_the_others_are_named(workbook):
    path = workbook(
        Search=[["Terms used", "ferry"]],
        Results=[["Results of the search"], [], ["Headline", "Body"], ["A", "one"], [], ["B", 2]],
    )
    records, _, remarks = read(path)
    assert records == [
        Record(4, {"Headline": "A", "Body": "one"}),
        Record(6, {"Headline": "B", "Body": 2}),
    ]
    assert "not 'Search'" in remarks[0].text


def test_a_workbook_without_a_header_is_an_error(workbook):
    with pytest.raises(CorpusError, match="no sheet has a header"):
        read(workbook(Empty=[]))


@pytest.mark.parametrize(
    ("content", "title", "text"),
    [
        ("Ferry late\n\nIt was late.", "Ferry late", "It was late."),
        ("\ufeffFerry late\r\n \r\nIt was late.", "Ferry late", "It was late."),
        ("Talks with the U.S.\n\nThey began.", "Talks with the U.S.", "They began."),
        (
            "It was late. It was dark.\n\nIt rained.",
            None,
            "It was late. It was dark.\n\nIt rained.",
        ),
        ("Ferry late\nIt was late.", None, "Ferry late\nIt was late."),
        ("Ferry late\r\nIt was late.", None, "Ferry late\r\nIt was late."),
        ("Only one line", None, "Only one line"),
        ("Title only\n\n", None, "Title only\n\n"),
    ],
)
def test_a_short_first_line_before_a_blank_one_is_the_title(content, title, text):
    assert split_title(content.lstrip("\ufeff")) == (title, text)


def test_a_text_in_a_broken_encoding_is_rejected_with_the_byte(write):
    content = "Київ, Львів, Одеса. ".encode() + b"\x9d"
    _, rejects, _ = read(write("a.txt", content))
    assert "0x9D" in rejects[0].reason


# --- folders and archives


def listing(*paths):
    with ExitStack() as stack:
        found = list_sources(paths, stack)
        return [item.name for item in found.sources], found


def zipped(**members):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return content.getvalue()


def test_folders_are_read_recursively_in_natural_order(write, tmp_path):
    for name in ("in/part 10.txt", "in/part 2.txt", "in/b/c.txt"):
        write(name, "Text.")
    assert listing(tmp_path / "in")[0] == ["b/c.txt", "part 2.txt", "part 10.txt"]


def test_hidden_and_system_files_are_passed_over_and_counted(write, tmp_path):
    for name in (
        ".git/config",
        ".DS_Store",
        "__MACOSX/a.txt",
        "Thumbs.db",
        "README.md",
        "~$a.xlsx",
    ):
        write(f"in/{name}", "Text.")
    write("in/a.txt", "Text.")
    names, found = listing(tmp_path / "in")
    assert names == ["a.txt"]
    assert len(found.passed_over) == 6


def test_an_archive_is_a_folder_and_archives_inside_it_are_opened(write):
    inner = zipped(**{"deep.txt": "Text."})
    path = write("a.zip", zipped(**{"b/one.txt": "Text.", ".git/x": "x", "inner.zip": inner}))
    names, found = listing(path)
    assert names == ["a.zip/b/one.txt", "a.zip/inner.zip/deep.txt"]
    assert found.passed_over == [("a.zip/.git/x", "hidden file")]


def test_names_of_members_never_reach_the_disk(write, tmp_path):
    path = write("in/a.zip", zipped(**{"../../evil.txt": "Text."}))
    before = sorted(tmp_path.rglob("*"))
    with ExitStack() as stack:
        for item in list_sources([path], stack).sources:
            assert list(find_format(item).read(item))
    assert sorted(tmp_path.rglob("*")) == before


def test_an_archive_that_swells_beyond_all_measure_is_refused(write):
    names, found = listing(write("a.zip", zipped(**{"a.txt": "0" * (source.RATIO_FREE_BYTES + 1)})))
    assert names == []
    assert "would swell" in found.broken[0][1]


def test_a_compressed_file_that_swells_beyond_all_measure_is_refused(write):
    path = write("a.csv.gz", gzip.compress(b"0" * (source.RATIO_FREE_BYTES + 1)))
    with pytest.raises(CorpusError, match="swells to more than"):
        read(path)


def test_a_broken_archive_is_named_as_one(write):
    _, found = listing(write("a.zip", b"PK\x03\x04 and nothing else"))
    assert "broken zip archive" in found.broken[0][1]


def test_a_corpus_table_rules_its_folder(write, tmp_path):
    for name in ("articles.csv", "articles.parquet", "events.csv", "README.md", "outlets.csv"):
        write(f"in/{name}", "text\nOne.\n")
    names, found = listing(tmp_path / "in")
    assert names == ["articles.csv"]
    assert [path.name for path in found.outlets] == ["outlets.csv"]
    assert dict(found.passed_over)["events.csv"] == "beside the corpus table articles.csv"
    assert {name for name, _ in found.passed_over} == {
        "articles.parquet",
        "events.csv",
        "README.md",
    }


def test_a_corpus_table_rules_its_archive_too(write):
    members = ("set/articles.csv", "set/events.csv", "set/outlets.csv")
    path = write("a.zip", zipped(**dict.fromkeys(members, "outlet,text\nHarbour Post,One.\n")))
    names, found = listing(path)
    assert names == ["a.zip/set/articles.csv"]
    assert found.outlets[0]["outlet"].tolist() == ["Harbour Post"]


def test_files_of_the_same_name_stay_apart(write):
    paths = [write("x/a.txt", "One."), write("y/a.txt", "Two.")]
    assert len(set(listing(*paths)[0])) == 2
    assert listing(paths[0].parent, paths[1].parent)[0] == ["x/a.txt", "y/a.txt"]
