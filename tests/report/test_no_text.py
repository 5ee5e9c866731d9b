"""A report without text: no run of eight words of an article and no title in any of its files."""

import re
import zlib

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from helpers.report import write_report
from helpers.report.bundle import Bundle, Kept
from helpers.report.no_text import LEFT_OUT, STATEMENT, find_quoting, withhold_text, words_of
from helpers.show_text import cut_names
from tests.report.making import chart, code, markdown, printed, raised, result, shown
from tests.report.secret_corpus import write_secret_corpus

SENTENCE = "The pier of Lower Wend was shut at dawn because nobody had paid for it"
TITLE = "Pier shut at dawn"
ARTICLES = pd.DataFrame(
    {
        "article_id": ["a1"],
        "outlet": ["Wend Post"],
        "title": [TITLE],
        "text": [f"Nobody came. {SENTENCE}. Then it rained."],
        "n_words": [20],
    }
).astype({"title": "str", "text": "str", "outlet": "str"})

# Cells that show titles without a column of that name; all others leave text out by themselves.
SHOWN_OTHERWISE = {"05_attention: per_day = a"}


def test_long_names_of_speakers_are_cut_where_text_stays_out(monkeypatch):
    names = ["Ann Roe", "men of the harbour in a boat", "men of the harbour at home", None]
    table = pd.DataFrame({"speaker_name": names}).astype("str")
    assert cut_names(table) is table
    monkeypatch.setenv("PARALLAX_NO_TEXT", "1")
    cut = cut_names(table)["speaker_name"]
    assert cut[0] == "Ann Roe"
    assert cut[1].startswith("men of the harbour… (")
    assert cut[1] != cut[2]
    assert pd.isna(cut[3])
    assert table["speaker_name"].tolist()[:3] == names[:3]


def withheld(*outputs, error=None, bundle=None):
    run = result(markdown("# Tone"), code("x", *outputs), error=error)
    [run], bundle = withhold_text([run], bundle or Bundle(), ARTICLES)
    return run, bundle


def outputs_of(run):
    return run.notebook.cells[1].outputs


@pytest.mark.parametrize(
    "output",
    [
        printed(f"It says: {SENTENCE}!"),
        shown(html=f"<p>{SENTENCE.replace('Wend', '<mark>Wend</mark>')}</p>", plain="x"),
        shown(html="<p>x</p>", plain=SENTENCE.upper()),
        shown(html=f"<p>{SENTENCE.replace(' ', '&nbsp;')}</p>", plain="x"),
        shown(plain=f"| 1 | {TITLE} |"),
        raised("KeyError", SENTENCE, "line 1"),
        chart(caption=f"What is said: {SENTENCE}."),
        chart(alt=f"A bar named {TITLE}."),
    ],
)
def test_an_output_that_quotes_is_replaced_by_a_statement(output):
    run, _ = withheld(printed("n = 3"), output)
    first, second = outputs_of(run)
    assert first.text == "n = 3"
    assert STATEMENT in second.data["text/html"]
    assert "pier" not in str(second).lower()


@pytest.mark.parametrize(
    "words",
    ["was shut at dawn because nobody had", "Pier shut", "at dawn shut pier", "a1, Wend Post, 5"],
)
def test_fewer_than_eight_words_and_parts_of_titles_stay(words):
    run, _ = withheld(printed(words))
    assert outputs_of(run)[0].text == words


def test_an_error_that_quotes_keeps_its_name():
    run, _ = withheld(error=f"ValueError: {SENTENCE}")
    assert run.error == f"ValueError: {LEFT_OUT}"
    assert withheld(error="ValueError: no date")[0].error == "ValueError: no date"


def kept(name="t", kind="table", **files):
    paths = {path.replace("__", "/").replace("_dot_", "."): data for path, data in files.items()}
    return Bundle((Kept("02_tone", kind, name, "A caption", tuple(paths)),), paths)


def test_cells_that_quote_are_blanked_and_the_others_stay():
    table = f'outlet,words,n\nWend Post,"{SENTENCE}",3\nLedger,few words,4\n'.encode()
    _, bundle = withheld(bundle=kept(tables__t_dot_csv=table))
    assert bundle.files["tables/t.csv"].decode("utf-8-sig") == (
        f"outlet,words,n\nWend Post,{LEFT_OUT},3\nLedger,few words,4\n"
    )


def test_a_table_that_quotes_across_its_cells_keeps_its_head_only():
    words = SENTENCE.split()
    first, last = " ".join(words[:7]), " ".join(words[7:14])
    table = f"left,right\n{first},{last}\n".encode()
    _, bundle = withheld(bundle=kept(tables__t_dot_csv=table))
    assert bundle.files["tables/t.csv"].decode("utf-8-sig") == "left,right\n"


def test_a_picture_whose_data_quote_is_left_out_in_every_form():
    bundle = kept(
        name="c", kind="figure", figures__c_dot_png=b"p", figures__c_dot_svg=b"<svg/>",
        tables__c_dot_csv=f"title,n\n{TITLE},3\n".encode(),
    )  # fmt: skip
    drawn = shown({"image/png": {"stem": "c"}}, png="AAAA", plain="Figure: x")
    run, bundle = withheld(drawn, bundle=bundle)
    assert set(bundle.files) == {"tables/c.csv"}
    assert bundle.entries[0].files == ("tables/c.csv",)
    assert STATEMENT in outputs_of(run)[0].data["text/html"]


def test_words_drawn_into_an_svg_are_found():
    svg = f"<svg><!-- {TITLE} --><g/></svg>".encode()
    _, bundle = withheld(bundle=kept(name="c", kind="figure", figures__c_dot_svg=svg))
    assert bundle.files == {}


def test_nothing_quotes_an_empty_corpus():
    assert find_quoting([], ARTICLES) == set()
    assert find_quoting([], ARTICLES.iloc[:0]) == set()


@pytest.fixture(scope="module")
def published(tmp_path_factory, nursery):
    """Run all notebooks once over a corpus whose words stand nowhere else."""
    folder = tmp_path_factory.mktemp("secret")
    corpus = write_secret_corpus(folder / "corpus")
    report = write_report(
        corpus, folder / "out", no_text=True, progress=False, nursery=nursery
    )  # fmt: skip
    return pd.read_csv(corpus, dtype="str", keep_default_na=False), folder / "out", report


def words_in(path):
    """Return the words of a file, as HTML shows them or a PDF holds them."""
    content = path.read_bytes()
    if path.suffix == ".pdf":
        streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
        content = b" ".join(map(_inflate, streams))
    text = content.decode("utf-8", "replace")
    if path.suffix == ".html":
        soup = BeautifulSoup(text, "html.parser")
        hidden = [value for tag in soup.find_all(True) for value in map(str, tag.attrs.values())]
        text = " ".join([soup.get_text(" "), *(value for value in hidden if len(value) < 5000)])
    if path.suffix in (".ipynb", ".json"):
        text = text.replace('",\n', " ").replace("\\n", " ").replace('\\"', " ")
    return words_of(text)


def _inflate(stream):
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


def test_every_notebook_runs_without_text(published):
    _, _, report = published
    assert {run.name: run.error for run in report.runs if run.error} == {}


def test_no_file_holds_eight_words_in_a_row_of_any_article_nor_a_title(published):
    articles, out, _ = published
    secret = {
        tuple(words[start : start + 8])
        for column in ("text", "date", "title")
        for words in articles[column].map(words_of)
        for start in range(len(words) - 7)
    }
    titles = {tuple(words_of(title)) for title in articles["title"]}
    lengths = sorted({len(title) for title in titles})
    first = {words[0] for words in secret | titles}  # most words begin neither
    found = []
    for path in sorted(path for path in out.rglob("*") if path.suffix not in (".png", "")):
        words = words_in(path)
        for start in [place for place, word in enumerate(words) if word in first]:
            if tuple(words[start : start + 8]) in secret:
                found.append((path.name, " ".join(words[start : start + 8])))
            found += [
                (path.name, " ".join(words[start : start + length]))
                for length in lengths
                if tuple(words[start : start + length]) in titles
            ]
    assert found == []


def test_ids_outlets_and_numbers_are_there(published):
    articles, out, _ = published
    text = " ".join(path.read_text(encoding="utf-8") for path in out.glob("*.html"))
    assert "Ostvest" in text
    assert articles["article_id"].iloc[0] in text
    assert "This report holds no text of any article" in text


def test_hardly_anything_has_to_be_left_out_by_the_last_check(published):
    _, _, report = published
    left_out = {
        f"{run.name}: {cell.source[:11]}"
        for run in report.runs
        for cell in run.notebook.cells
        for output in cell.get("outputs", [])
        if STATEMENT in str(output.get("data", {}).get("text/html", ""))
    }
    assert left_out <= SHOWN_OTHERWISE
