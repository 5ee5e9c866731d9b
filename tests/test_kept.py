import base64
import io
import json

import pandas as pd
import pytest
from PIL import Image, ImageChops

from helpers import show
from helpers.charts import plot_counts
from helpers.kept import LIST, MOST_ROWS, keep_figure, keep_table, read_kept
from helpers.show import show_figure, show_finding, show_table


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Let a report ask for what is shown."""
    monkeypatch.setenv("PARALLAX_KEEP", str(tmp_path))
    monkeypatch.setenv("PARALLAX_NOTEBOOK", "07_ferries")
    monkeypatch.setattr(show, "display", lambda *_, **__: None)
    return tmp_path


def counts():
    return pd.DataFrame({"outlet": ["Tin Whistle", "Oboe"], "n_articles": [3, 5]})


def test_a_figure_is_kept_as_svg_pdf_and_print_quality_png(folder):
    figure = plot_counts(counts())
    width = figure.get_figwidth()
    show_figure(figure)
    kept = read_kept(folder)[0]
    assert kept["notebook"] == "07_ferries"
    assert kept["stem"].startswith("07_ferries_01_")
    by_ending = {name.rpartition(".")[2]: folder / name for name in kept["files"]}
    assert by_ending["svg"].read_text(encoding="utf-8").lstrip().startswith("<?xml")
    assert by_ending["pdf"].read_bytes().startswith(b"%PDF")
    with Image.open(by_ending["png"]) as picture:
        assert picture.width >= width * 300
        assert round(picture.info["dpi"][0]) == 300


def test_the_picture_of_the_page_is_the_kept_one_half_as_large(folder, monkeypatch):
    shown = []
    monkeypatch.setattr(show, "display", lambda bundle, **_: shown.append(bundle))
    show_figure(plot_counts(counts()))
    [path] = (folder / "figures").glob("*.png")
    with (
        Image.open(path) as kept,
        Image.open(io.BytesIO(base64.b64decode(shown[0]["image/png"]))) as page,
    ):
        half = kept.convert("RGB").reduce(2)
        assert page.size == half.size
        assert round(page.info["dpi"][0]) == 150
        apart = ImageChops.difference(half, page.convert("RGB"))
        assert max(high for _, high in apart.getextrema()) < 40  # shades, not letters


def test_the_table_of_a_figure_is_kept_beside_it_unrounded(folder):
    figure = plot_counts(counts())
    figure.data = pd.DataFrame({"outlet": ["Oboe"], "estimate": [1 / 3]})
    stem = keep_figure(figure)
    read = pd.read_csv(folder / "tables" / f"{stem}.csv")
    assert read["estimate"].tolist() == [1 / 3]
    assert read_kept(folder)[0]["n_rows"] == 1


def test_a_table_is_kept_with_all_its_rows_and_safe_to_open(folder):
    show_table(pd.DataFrame({"outlet": ["=1+1"] + ["Oboe"] * 49}), caption="Many", rows=3)
    kept = read_kept(folder)[0]
    assert (kept["kind"], kept["n_rows"], kept["caption"]) == ("table", 50, "Many")
    lines = (folder / kept["files"][0]).read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 51
    assert lines[1] == "'=1+1"


def test_a_huge_table_is_cut_and_its_size_told(folder):
    stem = keep_table(pd.DataFrame({"n": range(MOST_ROWS + 7)}), "Many")
    assert len(pd.read_csv(folder / "tables" / f"{stem}.csv")) == MOST_ROWS
    assert read_kept(folder)[0]["n_rows"] == MOST_ROWS + 7


def test_things_are_numbered_in_the_order_in_which_they_were_shown(folder, monkeypatch):
    keep_table(counts(), "First: a table / of *counts*")
    keep_table(counts(), None)
    monkeypatch.setenv("PARALLAX_NOTEBOOK", "08_trams")
    keep_table(counts(), "Трамваи")
    assert [one["stem"] for one in read_kept(folder)] == [
        "07_ferries_01_first-a-table-of-counts",
        "07_ferries_02_table",
        "08_trams_01_untitled",
    ]


def test_a_long_caption_gives_a_name_of_whole_words(folder):
    stem = keep_table(counts(), "Articles a week by country from the tenth of March to the end")
    assert stem == "07_ferries_01_articles-a-week-by-country-from-the-tenth-of"


def test_the_list_can_be_read_by_line(folder):
    keep_table(counts(), "One\nline")
    lines = (folder / LIST).read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["caption"] for line in lines] == ["One line"]


def test_nothing_is_kept_unless_a_report_asks(tmp_path, monkeypatch):
    monkeypatch.delenv("PARALLAX_KEEP", raising=False)
    monkeypatch.chdir(tmp_path)
    assert keep_table(counts(), "Counts") is None
    assert keep_figure(plot_counts(counts())) is None
    assert list(tmp_path.iterdir()) == []
    assert read_kept(tmp_path) == []


def test_columns_of_text_are_not_kept_where_text_must_stay_out(folder, monkeypatch):
    monkeypatch.setenv("PARALLAX_NO_TEXT", "1")
    table = pd.DataFrame({"article_id": ["a"], "title": ["The late ferry"], "text": ["It sank."]})
    stem = keep_table(table, "Articles")
    assert (folder / "tables" / f"{stem}.csv").read_text(encoding="utf-8-sig") == "article_id\na\n"


def test_a_finding_is_told_apart_from_a_note(monkeypatch):
    shown = []
    monkeypatch.setattr(show, "display", lambda bundle, **_: shown.append(bundle))
    show_finding("US outlets are <more>\n negative.")
    assert shown == [
        {
            "text/html": '<div class="parallax-finding"><p>US outlets are &lt;more&gt; negative.'
            "</p></div>",
            "text/plain": "Finding: US outlets are <more> negative.",
        }
    ]


def test_a_click_on_a_mark_leads_to_the_sentences_of_its_row(monkeypatch):
    shown = []
    monkeypatch.setattr(show, "display", lambda bundle, metadata=None, **_: shown.append(metadata))
    articles = pd.DataFrame({"article_id": ["a"], "outlet": ["Oboe"], "text": ["It was late."]})
    figure = plot_counts(counts())

    class Mark:
        key, box = {"outlet": "Oboe"}, (0.1, 0.2, 0.30004, 0.4)

    figure.data, figure.marks = counts(), [Mark()]
    show_figure(figure, behind=show.Behind(table=articles, by=["outlet"], articles=articles))
    mark = shown[0]["image/png"]["marks"]
    assert [(one["box"], one["label"]) for one in mark] == [([0.1, 0.2, 0.3, 0.4], "Oboe")]
    assert mark[0]["href"].startswith("#behind-")
