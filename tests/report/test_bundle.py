import io
import json
from xml.etree import ElementTree

import matplotlib.pyplot as plt
import pytest
from bs4 import BeautifulSoup
from PIL import Image, ImageDraw

from helpers.charts.few_colours import png_of_few_colours
from helpers.charts.saving import figure_bytes
from helpers.report import check_self_contained
from helpers.report.bundle import download_links, gather_kept
from helpers.report.shrink import shrink_css, shrink_csv, shrink_for_page, shrink_svg
from tests.report.making import HOSTILE, shown

STEM = "02_tone_01_tone-by-outlet"


def png(size=(400, 300), dpi=300):
    picture = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(picture)
    for step in range(0, size[0], 7):
        draw.ellipse((step, 10, step + 30, 90), fill=(step % 256, 90, 160), outline="black")
    stream = io.BytesIO()
    picture.save(stream, "PNG", dpi=(dpi, dpi), compress_level=0)
    return stream.getvalue()


def keep(folder, *entries, **files):
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    lines = [entry if isinstance(entry, str) else json.dumps(entry) for entry in entries]
    (folder / "kept.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def entry(*files, notebook="02_tone", kind="figure", stem=STEM, caption="Tone; n = 3."):
    return {
        "notebook": notebook, "kind": kind, "stem": stem, "caption": caption, "alt": "Dots.",
        "files": list(files), "n_rows": 3,
    }  # fmt: skip


@pytest.fixture
def kept(tmp_path):
    (tmp_path / "figures").mkdir()
    (tmp_path / "tables").mkdir()
    (tmp_path / "figures" / f"{STEM}.svg").write_text("<svg/>")
    (tmp_path / "figures" / f"{STEM}.pdf").write_bytes(b"%PDF")
    (tmp_path / "figures" / f"{STEM}.png").write_bytes(png())
    (tmp_path / "tables" / f"{STEM}.csv").write_text("outlet,n\nWend Post,3\n")
    names = [f"figures/{STEM}.{ending}" for ending in ("png", "pdf", "svg")]
    keep(tmp_path, entry(*names, f"tables/{STEM}.csv"))
    return tmp_path


def test_what_notebooks_kept_becomes_files_of_the_report_data_first(kept):
    bundle = gather_kept(kept, "/srv/harbours.csv")
    [one] = bundle.entries
    assert one.files == (
        f"tables/{STEM}.csv", f"figures/{STEM}.svg", f"figures/{STEM}.pdf", f"figures/{STEM}.png",
    )  # fmt: skip
    assert set(bundle.files) == set(one.files)
    assert bundle.files[f"tables/{STEM}.csv"] == b"outlet,n\nWend Post,3\n"
    assert (one.notebook, one.kind, one.n_rows) == ("02_tone", "figure", 3)


def test_a_folder_in_which_nothing_was_kept_is_an_empty_bundle(tmp_path):
    assert gather_kept(tmp_path / "nowhere", "x.csv").entries == ()


def test_half_a_line_and_files_that_are_not_there_are_passed_over(kept):
    with (kept / "kept.jsonl").open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(entry("figures/gone.svg", stem="gone")) + '\n{"notebook": "03')
    assert len(gather_kept(kept, "x.csv").entries) == 1


@pytest.mark.parametrize("name", ["../secret.csv", "/etc/passwd", "kept.jsonl", "tables/a/b.csv"])
def test_no_file_from_elsewhere_gets_into_the_report(tmp_path, name):
    folder = tmp_path / "kept"
    (folder / "tables" / "a").mkdir(parents=True)
    (folder / "tables" / "a" / "b.csv").write_text("x")
    (tmp_path / "secret.csv").write_text("x")
    keep(folder, entry(name))
    assert gather_kept(folder, "x.csv").files == {}


def test_the_path_of_the_corpus_is_in_no_table_and_no_caption(tmp_path):
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "a.csv").write_text("file\n/srv/ann/harbours.csv\n")
    keep(tmp_path, entry("tables/a.csv", caption="Read from /srv/ann/harbours.csv."))
    bundle = gather_kept(tmp_path, "/srv/ann/harbours.csv")
    assert bundle.files["tables/a.csv"] == b"file\nharbours.csv\n"
    assert bundle.entries[0].caption == "Read from harbours.csv."


def test_notebooks_that_ran_side_by_side_are_put_in_order(tmp_path):
    (tmp_path / "tables").mkdir()
    for name in "abc":
        (tmp_path / "tables" / f"{name}.csv").write_text("x")
    keep(
        tmp_path, entry("tables/a.csv", notebook="03", stem="a"),
        entry("tables/b.csv", notebook="02", stem="b"),
        entry("tables/c.csv", notebook="03", stem="c"),
    )  # fmt: skip
    assert [one.stem for one in gather_kept(tmp_path, "x.csv").entries] == ["b", "a", "c"]


def few_colours(content, dpi=None):
    with Image.open(io.BytesIO(content)) as picture:
        return png_of_few_colours(picture, dpi)


def test_a_picture_gets_smaller_and_keeps_its_size_and_its_dots_an_inch():
    before = png()
    after = few_colours(before, 300)
    assert len(after) < len(before) / 4
    with Image.open(io.BytesIO(after)) as picture:
        assert picture.size == (400, 300)
        assert round(picture.info["dpi"][0]) == 300


@pytest.mark.parametrize("shrink", [few_colours, lambda content: shrink_for_page(content)[1]])
def test_the_colours_of_a_chart_stay_what_they_are(shrink):
    picture = Image.new("RGB", (400, 300), "white")
    draw = ImageDraw.Draw(picture)
    colours = ["#0072b2", "#d55e00", "#e4e4e4", "#222222"]
    for number, colour in enumerate(colours):
        draw.rectangle((20 + 90 * number, 40, 90 + 90 * number, 200), fill=colour)
    for step in range(200):  # shades, as at the edges of letters
        draw.point((step, 250), fill=(step, 255 - step, step // 2))
    stream = io.BytesIO()
    picture.save(stream, "PNG", compress_level=0)
    with Image.open(io.BytesIO(shrink(stream.getvalue()))) as after:
        shown = after.convert("RGB")
        assert shown.getpixel((399, 299)) == (255, 255, 255)
        for number, colour in enumerate(colours):
            assert "#{:02x}{:02x}{:02x}".format(*shown.getpixel((50 + 90 * number, 100))) == colour


def test_what_is_transparent_stays_so():
    stream = io.BytesIO()
    Image.new("RGBA", (90, 90), (0, 90, 160, 0)).save(stream, "PNG")
    assert shrink_for_page(stream.getvalue()) == ("image/png", stream.getvalue())


def test_svg_loses_decimals_and_indentation_but_no_words():
    svg = (
        '<svg version="1.1">\n  <desc>p = 0.123456</desc>\n  <path d="M -36.123456 36 \n'
        'L 36 -36.5 \nz\n" style="stroke-width: 0.8"/>\n'
        '  <text x="10.98765">0.123456</text>\n</svg>'
    )
    assert shrink_svg(svg) == (
        '<svg version="1.1">\n<desc>p = 0.123456</desc>\n<path d="M-36.12 36L36 -36.5z" '
        'style="stroke-width: 0.8"/>\n<text x="10.98">0.123456</text>\n</svg>'
    )


def test_svg_writes_a_shared_style_once_and_drops_names_that_nothing_refers_to():
    svg = (
        "<svg><defs><style>*{stroke-linecap: butt}</style></defs>"
        '<defs><path id="m1" d="M0 0L1 1" style="stroke: #000000"/></defs>'
        '<g id="line_1">\n<use xlink:href="#m1" style="fill: none"/>\n</g>\n'
        '<g id="text_1">\n</g>\n<clipPath id="p2"/><g clip-path="url(#p2)">'
        '<path style="fill: none"/></g><text>a style="fill: none"</text></svg>'
    )
    assert shrink_svg(svg) == (
        "<svg><defs><style>*{stroke-linecap: butt}.s0{fill: none}</style></defs>"
        '<defs><path id="i0" d="M0 0L1 1" style="stroke: #000000"/></defs>'
        '<use xlink:href="#i0" class="s0"/>\n'
        '<clipPath id="i1"/><g clip-path="url(#i1)">'
        '<path class="s0"/></g><text>a style="fill: none"</text></svg>'
    )


@pytest.mark.parametrize(
    ("path", "shorter"),
    [
        ("M 1.50 2.0 L 4 2 L 4 7.129 L 4 7.12 L 5 8", "M1.5 2H4V7.12L5 8"),
        ("M 1 2 L 1 2", "M1 2L1 2"),  # a dot, where lines have round ends
        ("M 1 2 C 1 2 3 4 5 6 L 5 9 z M 1 1 L 1 4", "M1 2C1 2 3 4 5 6V9zM1 1V4"),
        ("M 1 2 L 3 2 L 3 2 L 100 2", "M1 2H3H100"),
    ],
)
def test_svg_writes_lines_along_an_axis_as_such(path, shorter):
    assert shrink_svg(f'<svg><style></style><path d="{path}"/></svg>') == (
        f'<svg><style></style><path d="{shorter}"/></svg>'
    )


def test_svg_keeps_what_a_shared_style_refers_to():
    svg = (
        '<svg><style></style><pattern id="h77" x="10.00" y="100"/>'
        + '<path style="fill: url(#h77)" transform="rotate(-0 1 2)"/>' * 2
        + '<text transform="rotate(-90 1 2)">rotate(-0 1 2)</text></svg>'
    )
    assert shrink_svg(svg) == (
        '<svg><style>.s0{fill: url(#i0)}</style><pattern id="i0" x="10" y="100"/>'
        + '<path class="s0"/>' * 2
        + '<text transform="rotate(-90 1 2)">rotate(-0 1 2)</text></svg>'
    )


def test_a_style_sheet_loses_spaces_and_nothing_else():
    style = (
        "a:hover, .b > i {\n  color: red;\n  margin: -1px 0;\n}\n@media (min-width: 9px) {\n"
        '  q::after { content: "; a: {b}, "; }\n}\n'
    )
    assert shrink_css(style) == (
        "a:hover,.b > i{color:red;margin:-1px 0}@media (min-width:9px){"
        'q::after{content:"; a: {b}, "}}'
    )


def _words(svg):
    parts = ElementTree.fromstring(svg).itertext()
    return [part.strip() for part in parts if part.strip() and not part.startswith("*{")]


def test_a_real_chart_stays_well_formed_and_keeps_its_words():
    figure, axes = plt.subplots()
    axes.plot([1, 2, 3], label='Wend "Post" <b> & co')
    axes.legend()
    before = figure_bytes(figure, "svg").decode()
    plt.close(figure)
    after = shrink_svg(before)
    assert len(after) < 0.75 * len(before)
    assert _words(after) == _words(before)


def test_in_a_page_a_picture_is_as_it_is_among_the_figures_and_smaller():
    before = png()
    kind, after = shrink_for_page(before)
    assert kind == "image/webp"
    kept = few_colours(before)
    assert len(after) < len(kept)
    with Image.open(io.BytesIO(kept)) as one, Image.open(io.BytesIO(after)) as other:
        assert one.convert("RGB").tobytes() == other.convert("RGB").tobytes()


def test_in_a_page_what_is_no_picture_stays_as_it_is():
    assert shrink_for_page(b"no picture") == ("image/png", b"no picture")


def test_numbers_of_a_table_keep_seven_digits_and_words_all_of_theirs():
    words = "v 0.12345678901234"
    table = (
        f"outlet,share,note\nWend,0.12345678901234567,{words}\nOst,-3.0000000000001,1.5\n"
        "Ried,123456789.123456,-0.0000123456789\n"
    )
    short = (
        f"outlet,share,note\nWend,0.1234568,{words}\nOst,-3,1.5\nRied,123456789.12,-1.234568e-05\n"
    )
    assert shrink_csv(table) == short


def output(stem=STEM, kind="image/png"):
    name = {"image/png": "png", "text/html": "html"}[kind]
    return shown({kind: {"stem": stem}}, **{name: "AAAA"})


def test_a_chart_links_to_its_data_and_its_pictures():
    files = [f"tables/{STEM}.csv", f"figures/{STEM}.svg", f"figures/{STEM}.png"]
    html = download_links(output(), files)
    links = BeautifulSoup(html, "html.parser").find_all("a")
    assert [(link.get_text(), link["href"]) for link in links] == [
        ("Data (CSV)", f"tables/{STEM}.csv"),
        ("SVG", f"figures/{STEM}.svg"),
        ("PNG", f"figures/{STEM}.png"),
    ]
    assert check_self_contained(html) == []


def test_a_table_links_to_its_data():
    html = download_links(output(kind="text/html"), [f"tables/{STEM}.csv"])
    assert BeautifulSoup(html, "html.parser").a.get_text() == "Data (CSV)"


def test_nothing_is_linked_that_is_not_part_of_the_report():
    assert download_links(output(), []) == ""
    assert download_links(shown(png="AAAA"), [f"tables/{STEM}.csv"]) == ""


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_of_a_file_stays_within_its_attribute(text):
    files = [f"tables/{text}.csv"]
    [link] = BeautifulSoup(download_links(output(text), files), "html.parser").find_all("a")
    assert link["href"] == files[0]
    assert set(link.attrs) == {"href", "download"}
