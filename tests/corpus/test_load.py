"""Loading as a whole: every record is accounted for, and unusable input is one clear message."""

import csv
import io
import json
import pickle
import zipfile
from functools import partial
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.corpus import Corpus, CorpusError, load_corpus
from helpers.corpus.schema import ARTICLE_COLUMNS

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
FERRY = "The ferry was two hours late, the harbour master said on Tuesday."
BRIDGE = "The old bridge will stay closed until the spring, the mayor told reporters."


@pytest.fixture
def write(tmp_path):
    """Write a file of bytes or text and return its path."""

    def write(name, content):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def load(path, **options) -> Corpus:
    return load_corpus(path, progress=False, **options)


def load_table(write, table, **options) -> Corpus:
    content = io.StringIO(newline="")
    pd.DataFrame(table).to_csv(content, index=False)
    return load(write("corpus.csv", content.getvalue()), **options)


# --- the table of articles


def test_columns_stand_in_their_order_and_extra_ones_follow(write):
    corpus = load_table(write, {"mood": ["calm"], "Body": [FERRY], "rank": [3]})
    assert tuple(corpus.articles.columns) == (*ARTICLE_COLUMNS, "mood", "rank")


def test_types_are_those_that_measures_rely_on(write):
    articles = load_table(write, {"text": [FERRY, BRIDGE], "date": ["2031-03-01", None]}).articles
    assert str(articles["date"].dtype) == "datetime64[us]"
    assert str(articles["n_words"].dtype) == "int64"
    assert str(articles["text"].dtype) == "str"
    assert str(articles["outlet"].dtype) == "str"


def test_missing_strings_are_missing_and_never_empty(write):
    articles = load_table(write, {"text": [FERRY], "title": [""], "author": ["nan"]}).articles
    assert articles[["title", "author"]].isna().all(axis=None)
    assert not articles.select_dtypes("str").eq("").any(axis=None)


@pytest.mark.parametrize("header", ["Body", "full_text", "Article Text", "CONTENT", "body-text"])
def test_the_text_is_found_under_many_names(write, header):
    assert load_table(write, {header: [FERRY]}).articles["text"].tolist() == [FERRY]


def test_every_usual_name_of_an_export_is_understood(write):
    articles = load_table(
        write,
        {
            "guid": ["x1"], "Headline": ["Ferry late"], "Publication": ["Harbour Post"],
            "pubDate": ["Tue, 04 Mar 2031 10:00:00 GMT"], "byLine": ["Ann Fictional"],
            "Category": ["Travel"], "link": ["https://harbour.example/1"], "lang": ["English"],
            "source country": ["Latvia"], "description": [FERRY],
        },
    ).articles.iloc[0]  # fmt: skip
    assert articles[["article_id", "title", "outlet", "author", "section", "country"]].tolist() == [
        "x1", "Ferry late", "Harbour Post", "Ann Fictional", "Travel", "LV",
    ]  # fmt: skip
    assert articles["date"] == pd.Timestamp("2031-03-04")
    assert (articles["language"], articles["url"]) == ("en", "https://harbour.example/1")


def test_the_stronger_of_two_names_wins_and_a_note_says_so(write):
    corpus = load_table(write, {"summary": ["Late."], "body": [FERRY]})
    assert corpus.articles["text"].tolist() == [FERRY]
    assert corpus.articles["summary"].tolist() == ["Late."]
    assert any("Text is taken from the column 'body'; 'summary'" in note for note in corpus.notes)


def test_a_column_of_teasers_is_said_to_be_one(write):
    corpus = load_table(write, {"description": [FERRY]})
    assert any("may hold a teaser" in note for note in corpus.notes)


def test_a_column_without_any_value_gives_way_to_one_with_values(write):
    corpus = load_table(write, {"text": [None, None], "content": [FERRY, BRIDGE]})
    assert corpus.articles["text"].tolist() == [FERRY, BRIDGE]


def test_a_column_named_by_the_user_wins(write):
    table = {"text": ["Short."], "story": [FERRY]}
    assert load_table(write, table, columns={"text": "story"}).articles["text"].tolist() == [FERRY]


def test_a_column_that_is_not_there_is_an_error_that_lists_those_that_are(write):
    with pytest.raises(CorpusError, match=r"no column 'Inhalt'.*'text', 'mood'"):
        load_table(write, {"text": [FERRY], "mood": ["calm"]}, columns={"text": "Inhalt"})


def test_a_column_of_ours_that_does_not_exist_is_an_error(write):
    with pytest.raises(CorpusError, match="'headline' is none of the columns"):
        load_table(write, {"text": [FERRY]}, columns={"headline": "text"})


def test_given_ids_are_kept_and_repeated_ones_get_a_suffix_and_a_note(write):
    corpus = load_table(
        write, {"id": ["7", "7", "8", None], "text": [FERRY, BRIDGE, FERRY, BRIDGE]}
    )
    assert corpus.articles["article_id"].tolist() == ["7", "7-2", "8", "a000004"]
    assert any("suffix, such as '7-2'" in note for note in corpus.notes)


def test_ids_come_from_the_place_in_the_input_so_that_a_repaired_reject_moves_none(write):
    assert load_table(write, {"text": [FERRY, None, BRIDGE]}).articles["article_id"].tolist() == [
        "a000001",
        "a000003",
    ]


def test_padded_headlines_become_one_line(write):
    articles = load_table(
        write, {"title": ["\n\t  Ferry &amp; bridge \n"], "text": [FERRY]}
    ).articles
    assert articles["title"].tolist() == ["Ferry & bridge"]


def test_countries_and_languages_become_codes_and_unknown_ones_are_said(write):
    corpus = load_table(
        write,
        {
            "text": [FERRY] * 4,
            "country": ["Russian Federation", "usa", "RU", "Atlantis"],
            "language": ["eng", "en-US", "English", "Klingon"],
        },
        find_duplicates=False,
    )
    assert corpus.articles["country"].tolist()[:3] == ["RU", "US", "RU"]
    assert corpus.articles["country"].isna().tolist() == [False, False, False, True]
    assert corpus.articles["language"].tolist() == ["en"] * 4  # the last one is detected
    assert any("'Atlantis'" in note for note in corpus.notes)


def test_na_is_missing_as_r_writes_it_and_namibia_can_be_written_out(write):
    table = {"text": [FERRY + " A", FERRY + " B"], "country": ["NA", "Namibia"]}
    corpus = load_table(write, table, find_duplicates=False)
    assert corpus.articles["country"].isna().tolist() == [True, False]
    assert corpus.articles["country"].iloc[1] == "NA"
    assert any("write 'Namibia'" in note for note in corpus.notes)


def test_a_workbook_that_misstates_its_size_loses_no_row(tmp_path):
    good, bad = tmp_path / "good.xlsx", tmp_path / "bad.xlsx"
    rows = [{"title": str(n), "text": f"{FERRY} {n}"} for n in range(5)]
    pd.DataFrame(rows).to_excel(good, index=False)
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        for name in source.namelist():
            content = source.read(name).replace(b'ref="A1:B6"', b'ref="A1:B3"')
            target.writestr(name, content)
    assert load_corpus(bad, progress=False).records == 5


def test_every_list_of_a_json_document_is_read(tmp_path):
    path = tmp_path / "presses.json"
    half = [{"title": str(n), "text": f"{FERRY} {n}"} for n in range(3)]
    path.write_text(json.dumps({"us": {"articles": half}, "ru": {"articles": half}}))
    assert load_corpus(path, progress=False).records == 6


def test_long_numeric_ids_keep_every_digit(tmp_path):
    path = tmp_path / "ids.jsonl"
    ids = [1234567890123456789, 1234567890123456790, None]
    path.write_text("".join(json.dumps({"id": i, "text": FERRY}) + "\n" for i in ids))
    found = load_corpus(path, progress=False).articles["article_id"].tolist()
    assert found[:2] == ["1234567890123456789", "1234567890123456790"]


def test_a_given_register_adds_to_the_one_beside_the_corpus(tmp_path):
    (tmp_path / "articles.csv").write_text(f'text,outlet\n"{FERRY}",Oboe\n')
    (tmp_path / "outlets.csv").write_text("outlet;country\nOboe;US\n")
    given = tmp_path / "given.csv"
    given.write_text("outlet,ownership\nOboe,state\n")
    articles = load_corpus(tmp_path, outlets=given, progress=False).articles
    assert articles["country"].tolist() == ["US"]


def test_files_beside_are_those_of_a_folder_and_of_a_table_named_articles(write, tmp_path):
    write("one/adjudicated.csv", "article_id,tone\n")
    for name in ("one/articles.csv", "one/export.csv"):
        write(name, f"text\n{FERRY}\n")
    beside = tmp_path / "one" / "adjudicated.csv"
    load = partial(load_corpus, progress=False)
    assert load(tmp_path / "one").beside("adjudicated.csv") == beside
    assert load(tmp_path / "one" / "articles.csv").beside("adjudicated.csv") == beside
    assert load(tmp_path / "one" / "articles.csv").beside("people.csv") is None
    assert load(tmp_path / "one" / "export.csv").beside("adjudicated.csv") is None


def test_a_second_table_of_articles_beside_the_corpus_is_named(tmp_path):
    for name in ("articles.csv", "articles_ru.csv"):
        (tmp_path / name).write_text(f'text\n"{FERRY}"\n')
    corpus = load_corpus(tmp_path, progress=False)
    assert any("passed over" in note for note in corpus.notes)


def test_a_column_of_the_input_with_a_name_of_ours_is_kept_beside_ours(write):
    articles = load_table(write, {"text": [FERRY], "n_words": [99]}).articles
    assert articles["n_words"].tolist() == [12]
    assert articles["n_words_given"].tolist() == [99]


def test_without_cleaning_the_text_is_the_given_one_to_the_last_blank(write):
    text = "  HARBOUR, March 4 (Wire) --\r\n\r\n The ferry was late. \n"
    articles = load_table(write, {"text": [text]}, clean=False).articles
    assert articles["text"].tolist() == [text]
    assert articles["raw_text"].tolist() == [text]


def test_control_characters_stay_out_and_offsets_stay(write):
    corpus = load(write("a.csv", "title,text\nA,The\0ferry\x07was late again\n"), clean=False)
    assert corpus.articles["text"].tolist() == ["The ferry was late again"]
    assert any("Control characters in the text of 1 article" in note for note in corpus.notes)


def test_halves_of_characters_are_replaced_and_said(write):
    corpus = load(write("a.jsonl", '{"text": "The ferry \\ud83d was late \\ud83d\\ude00"}\n'))
    assert corpus.articles["text"].tolist() == ["The ferry � was late 😀"]
    assert any("lone surrogates" in note for note in corpus.notes)


def test_the_language_is_detected_where_nothing_says_it(write):
    russian = "Паром опоздал на два часа, сообщили в порту во вторник вечером, погода была плохая."
    corpus = load_table(write, {"text": [FERRY, russian]})
    assert corpus.articles["language"].tolist() == ["en", "ru"]
    assert any("1 of 2 articles are not in English (ru)" in note for note in corpus.notes)


def test_russian_text_of_an_outlet_that_is_registered_as_english_is_russian(write):
    russian = "Паром опоздал на два часа, сообщили в порту во вторник вечером, погода была плохая."
    outlets = pd.DataFrame({"outlet": ["Harbour Post"], "language": ["en"]})
    table = {"text": [FERRY, russian], "outlet": ["Harbour Post"] * 2}
    articles = load_table(write, table, outlets=outlets).articles
    assert articles["language"].tolist() == ["en", "ru"]


def test_copies_are_marked_and_kept(write):
    text = " ".join([FERRY, BRIDGE, "Nobody knew why, and nobody asked before the next morning."])
    corpus = load_table(write, {"text": [text, text]})
    assert corpus.articles["duplicate_of"].tolist()[1] == "a000001"
    assert len(corpus.articles) == 2


# --- every record is accounted for


def test_rejects_say_where_what_and_why(write):
    table = {"text": [FERRY, None, "?!", BRIDGE], "date": ["2031-03-01", None, None, "31.02.2031"]}
    corpus = load_table(write, table)
    assert corpus.rejects["source_record"].tolist() == [3, 4, 5]
    assert corpus.rejects["column"].tolist() == ["text", "text", "date"]
    assert corpus.rejects["reason"].tolist() == [
        "column 'text' is empty",
        "column 'text' holds no words",
        "'31.02.2031' is no day of the calendar",
    ]
    assert corpus.records == 4


def test_a_blank_date_costs_no_article(write):
    corpus = load_table(write, {"text": [FERRY, BRIDGE], "date": ["2031-03-01", None]})
    assert len(corpus.articles) == 2
    assert "1 of 2 articles have no date." in corpus.notes


def test_files_of_a_folder_are_read_alike_whatever_they_are(write, tmp_path):
    write("in/one.txt", f"Ferry late\n\n{FERRY}")
    write("in/two.csv", f"headline,body\nBridge,{BRIDGE.replace(',', ';')}\n")
    write("in/three.json", json.dumps({"title": "Again", "content": FERRY}))
    write("in/scan.pdf", b"%PDF-1.7 \x00")
    write("in/pairs.csv", "a,b\n1,2\n3,4\n")
    write("in/.DS_Store", b"\x00")
    corpus = load(tmp_path / "in", find_duplicates=False)
    assert corpus.articles["source_file"].tolist() == ["one.txt", "three.json", "two.csv"]
    assert corpus.articles["title"].tolist() == ["Ferry late", "Again", "Bridge"]
    assert corpus.rejects["source_file"].tolist() == ["pairs.csv", "pairs.csv", "scan.pdf"]
    assert corpus.passed_over["source_file"].tolist() == [".DS_Store"]
    assert corpus.records == len(corpus.articles) + len(corpus.rejects) == 6


def test_months_of_one_export_share_their_order_of_day_and_month(write, tmp_path):
    write("in/1.csv", f"text,date\n{FERRY.replace(',', '')},03/04/2031\n")
    write("in/2.csv", f"text,date\n{BRIDGE.replace(',', '')},28/04/2031\n")
    assert load(tmp_path / "in").articles["date"].dt.day.tolist() == [3, 28]


def test_a_register_beside_the_corpus_table_extends_ours(write, tmp_path):
    write("in/articles.csv", f'outlet,text\nThe Harbour Post,"{FERRY}"\n')
    write("in/outlets.csv", "outlet,aliases,country\nHarbour Post,The Harbour Post,LV\n")
    write("in/events.csv", "event,name\n1,ferry\n")
    corpus = load(tmp_path / "in")
    assert corpus.articles[["outlet", "country"]].iloc[0].tolist() == ["Harbour Post", "LV"]
    assert corpus.records == 1


def test_the_user_may_extend_the_register_beside_the_corpus(write, tmp_path):
    write("in/articles.csv", f'outlet,text\nHarbour Post,"{FERRY}"\nQuay News,"{BRIDGE}"\n')
    write("in/outlets.csv", "outlet,country\nHarbour Post,LV\n")
    more = pd.DataFrame({"outlet": ["Quay News"], "country": ["EE"]})
    assert load(tmp_path / "in", outlets=more).articles["country"].tolist() == ["LV", "EE"]


def test_several_paths_make_one_corpus(write):
    paths = [write("b.txt", BRIDGE), write("a.txt", FERRY)]
    assert load(paths).articles["text"].tolist() == [BRIDGE, FERRY]


def test_an_archive_of_texts_is_a_corpus(write):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("wire/one.txt", FERRY)
        archive.writestr("wire/photo.jpg", b"\xff\xd8\xff\xe0\x00")
    corpus = load(write("a.zip", content.getvalue()))
    assert corpus.articles["source_file"].tolist() == ["a.zip/wire/one.txt"]
    assert corpus.articles["folder"].tolist() == ["wire"]
    assert "JPEG image" in corpus.rejects["reason"].iloc[0]


HOSTILE = st.text(
    st.sampled_from(list('",;\t|\\\n\r{}[]:ab 1\0\x07é“\ufeff\u2028')), max_size=30
) | st.sampled_from(["2031-03-01", "nan", '"text"', "null", "=1+1", "\\ud800", "<p>", "{}"])


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=st.lists(st.lists(HOSTILE, min_size=1, max_size=4), max_size=8), data=st.data())
def test_no_record_of_a_hostile_table_is_lost(tmp_path_factory, rows, data):
    """Records are counted here on their own, by a parser that knows no rejects."""
    content = io.StringIO(newline="")
    csv.writer(content).writerows([["title", "text", "date"], *rows])
    path = tmp_path_factory.mktemp("hostile") / "a.csv"
    path.write_bytes(content.getvalue().encode())
    expected = sum(bool(row) for row in csv.reader(io.StringIO(content.getvalue(), newline=""))) - 1
    try:
        corpus = load(path, clean=data.draw(st.booleans()), find_duplicates=False)
    except CorpusError:
        return  # nothing but rejects
    assert corpus.records == expected == len(corpus.articles) + len(corpus.rejects)
    assert corpus.articles["article_id"].is_unique


JSON_VALUE = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | HOSTILE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(HOSTILE, inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    objects=st.lists(
        st.dictionaries(st.sampled_from(["text", "body", "date", "title", "source"]), JSON_VALUE)
    ),
    broken=st.lists(HOSTILE.map(lambda line: "{" + line.replace("\n", "").replace("\r", ""))),
)
def test_no_line_of_hostile_json_lines_is_lost(tmp_path_factory, objects, broken):
    lines = ['{"text": "The ferry was late."}', *map(json.dumps, objects), *broken]
    path = tmp_path_factory.mktemp("hostile") / "a.jsonl"
    path.write_bytes("\n".join(lines).encode())
    corpus = load(path, clean=False, find_duplicates=False)
    assert corpus.records == len(lines) == len(corpus.articles) + len(corpus.rejects)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    content=st.binary(max_size=300),
    name=st.sampled_from(["a.csv", "a.json", "a.jsonl", "a.txt", "a.xlsx", "a.parquet", "a.zip"]),
)
def test_any_bytes_are_a_corpus_or_one_clear_message(tmp_path_factory, content, name):
    path = tmp_path_factory.mktemp("bytes") / name
    path.write_bytes(content)
    try:
        corpus = load(path, find_duplicates=False)
    except CorpusError as error:
        named = error.file
    else:
        named = str(path)
        assert corpus.records == len(corpus.articles) + len(corpus.rejects)
    assert named.startswith(str(path))


# --- unusable input


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "", "the file is empty"),
        ("a.csv", "\n\n\n", "nothing but blank lines"),
        ("a.csv", "title,text\n", "not a single record"),
        ("a.json", "[]", "not a single record"),
        ("a.csv", "title,url\nA,B\n", "no column of text .*'title', 'url'.*\"text\": \"title\""),
        ("a.csv", "title,text\nA,\nB,\n", "row 2: column 'text' is empty .*the other 1 record"),
        ("a.jsonl", "{broken\n", "row 1: the line is broken JSON"),
        ("a.json", '{"text": ', "the JSON is broken"),
        ("a.csv", b"%PDF-1.7", "PDF document"),
        ("a.parquet", b"PAR1PAR1", "Parquet file is damaged"),
        ("a.zip", b"PK\x05\x06" + bytes(18), "there is no article"),
        ("a.zip", b"PK\x03\x04 broken", "broken zip archive"),
        ("a.csv", b"\xff\xfet\x00e\x00x", "says that it is UTF-16 but is broken near byte"),
        ("a.csv.gz", b"\x1f\x8b broken", "compressed file is damaged"),
    ],
)
def test_unusable_input_is_one_message_with_the_path_and_advice(write, name, content, message):
    path = write(name, content)
    with pytest.raises(CorpusError, match=message) as caught:
        load(path)
    assert str(path) in str(caught.value)
    assert caught.value.advice
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CorpusError, match="no such file or folder") as caught:
        load(tmp_path / "nowhere.csv")
    assert caught.value.file == str(tmp_path / "nowhere.csv")


def test_a_folder_without_articles_is_an_error(write, tmp_path):
    write("in/.hidden", "x")
    with pytest.raises(CorpusError, match=r"no article in it \(1 file passed over\)"):
        load(tmp_path / "in")


def test_a_web_address_is_not_fetched():
    with pytest.raises(CorpusError, match="nothing is fetched"):
        load("https://harbour.example/articles.csv")


def test_a_pickle_is_never_opened(write):
    class Trap:
        def __reduce__(self):
            return (pytest.fail, ("the pickle was opened",))

    with pytest.raises(CorpusError, match="never opened"):
        load(write("a.csv", pickle.dumps(Trap())))


def test_an_error_survives_the_way_between_processes():
    error = CorpusError("wrong", file="a.csv", row=3, column="date", advice="Repair it.")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
    assert str(error) == "a.csv, row 3, column 'date': wrong. Repair it."


# --- the account


def test_the_summary_counts_what_a_reader_asks_first(write):
    table = {
        "text": [FERRY, BRIDGE, None],
        "outlet": ["Harbour Post", None, None],
        "date": ["2031-03-01", "2031-04-02", None],
    }
    summary = load_table(write, table).summary().set_index("item")["value"]
    assert summary["records read"] == "3"
    assert summary["articles"] == "2"
    assert summary["rejected: column 'text' is empty"] == "1"
    assert summary["articles without outlet"] == "1"
    assert summary["outlets not in the register"] == "1 (Harbour Post)"
    assert (summary["first date"], summary["last date"]) == ("2031-03-01", "2031-04-02")
    assert summary["languages"] == "en 2"


def test_alike_reasons_are_counted_together(write):
    table = {"text": [FERRY] * 3, "date": ["2031-03-01", "31.02.2031", "30.02.2031"]}
    summary = load_table(write, table).summary().set_index("item")["value"]
    assert summary["rejected: the date is no day of the calendar"] == "2"


def test_input_tables_are_not_changed(write):
    outlets = pd.DataFrame({"outlet": ["Harbour Post"], "country": ["LV"]})
    before = outlets.copy()
    load_table(write, {"text": [FERRY], "outlet": ["Harbour Post"]}, outlets=outlets)
    pd.testing.assert_frame_equal(outlets, before)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the folder of samples is not on this machine")
@pytest.mark.parametrize(
    ("name", "records", "articles"),
    [
        ("samples/csv_messy/skuan_rt.csv", 16, 15),
        ("samples/json_articles", 6, 6),
        ("samples/txt_folder/british_press_russia_983.zip", 983, 983),
        ("corpora/ukraine_bias_90_no_outlet.csv", 90, 88),
        ("corpora/us_gov_ukraine.csv", 291, 291),
        ("seeds", 1, 1),
    ],
)
def test_real_exports_load(name, records, articles):
    corpus = load(SHARED / name, clean=False, find_duplicates=False)
    assert (corpus.records, len(corpus.articles)) == (records, articles)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Señor Muñoz dit “à bientôt” à São Tomé — et Åland répond où ça."),
        ("cp1250", "Žluťoučký kůň přišel k řece a říká, že loď dnes večer nepřipluje do přístavu."),
    ],
)
def test_accents_of_an_old_code_page_are_the_right_ones(tmp_path, encoding, text):
    path = tmp_path / "old.csv"
    path.write_bytes(("title,text\n" + f'A,"{text}"\n' * 30).encode(encoding))
    articles = load_corpus(path, clean=False, progress=False).articles
    assert set(articles["text"]) == {text}


def test_english_text_of_an_outlet_that_is_registered_as_german_is_english(write):
    outlets = pd.DataFrame({"outlet": ["Hafenbote"], "language": ["de"]})
    articles = load_table(write, {"text": [FERRY * 3], "outlet": ["Hafenbote"]}, outlets=outlets)
    assert articles.articles["language"].tolist() == ["en"]


def test_the_id_of_a_nested_source_is_not_the_id_of_the_article(tmp_path):
    path = tmp_path / "news.json"
    rows = [
        {"source": {"id": "wire", "name": "The Wire"}, "title": name, "content": FERRY + name}
        for name in ("One", "Two")
    ]
    path.write_text(json.dumps({"articles": rows}), encoding="utf-8")
    articles = load_corpus(path, progress=False).articles
    assert set(articles["outlet"]) == {"The Wire"}
    assert not articles["article_id"].str.startswith("wire").any()
