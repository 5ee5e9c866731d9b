"""The bundled fiction is complete, invented, free of templates, and as its data card says."""

import re
from functools import cache
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest

from helpers.corpus import load_corpus

DATA = Path(__file__).resolve().parents[2] / "data"
CORPUS = DATA / "two_capitals"
WORD = re.compile(r"[^\W\d_]+(?:['’\-.&][^\W\d_]+)*|\d+(?:[.,]\d+)*")
# A full stop after one of these ends no sentence.
NO_END = ["Mr", "Ms", "Sen", "Capt", "Col", "St", "ST", "Dec", "U.S", "U.N"]
SENTENCE_END = re.compile(
    "".join(rf"(?<!\b{re.escape(word)}\.)" for word in NO_END)
    + r"(?<=[.!?])[”’\"')]*\s+(?=[“‘\"(]*[A-Z])|\n+"
)
STRAIGHT_OUTLETS = {"The Daily Palisade", "Stolinform", "Kotirovka"}
# The first words of every outlet on which the type-token ratio is taken: the ratio falls with
# length, so that only samples of one length can be compared.
SAMPLE_WORDS = 3000

# Surnames of real American, Russian, Ukrainian and international politicians, diplomats and
# spokespersons. Words that are also common English words are left out.
REAL_SURNAMES = re.findall(
    r"\S+",
    """
Trump Biden Harris Obama Clinton Rubio Vance Blinken Pompeo Tillerson Hegseth Austin Esper Sullivan
Burns Kirby Psaki Leavitt Nuland Bolton Witkoff Kellogg Haley Thomas-Greenfield McFaul Huntsman
McConnell Schumer Pelosi Putin Medvedev Lavrov Peskov Zakharova Ryabkov Ushakov Shoigu Belousov
Gerasimov Patrushev Nebenzya Antonov Darchiev Mishustin Volodin Matviyenko Slutsky Kosachev Dmitriev
Naryshkin Simonyan Solovyov Kiselyov Navalny Zelensky Zelenskyy Yermak Kuleba Sybiha Umerov Shmyhal
Svyrydenko Kubrakov Poroshenko Tymoshenko Budanov Zaluzhny Syrskyi Stoltenberg Rutte Guterres
Erdogan Erdoğan Fidan Akar Griner Whelan Gershkovich Kurmasheva Bout Reed Fogel
""",
)


@pytest.fixture(scope="module")
def articles():
    return pd.read_csv(
        CORPUS / "articles.csv", encoding="utf-8", dtype=str, parse_dates=["date"]
    ).fillna({"author": ""})


@pytest.fixture(scope="module")
def events():
    return pd.read_csv(CORPUS / "events.csv", parse_dates=["first_date"])


@pytest.fixture(scope="module")
def outlets():
    return pd.read_csv(CORPUS / "outlets.csv", dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def persons():
    return pd.read_csv(CORPUS / "people.csv", dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def copies():
    return pd.read_csv(CORPUS / "copies.csv", dtype=str)


def find_words(text):
    return [word.lower() for word in WORD.findall(text)]


def split_sentences(text):
    return [piece for piece in SENTENCE_END.split(text) if piece.strip()]


@cache
def sentence_keys(text, least=6):
    keys = {tuple(find_words(sentence)) for sentence in split_sentences(text)}
    return {key for key in keys if len(key) >= least}


@cache
def runs(text, length):
    found = find_words(text)
    return {tuple(found[i : i + length]) for i in range(len(found) - length + 1)}


def straighten(text):
    """A reprint in an outlet with other marks is a copy all the same."""
    return text.translate(str.maketrans("“”‘’", "\"\"''"))


def pairs_that_are_no_copies(articles, copies):
    listed = {frozenset(pair) for pair in zip(copies.article_id, copies.copy_of, strict=True)}
    texts = dict(zip(articles.article_id, articles.text, strict=True))
    for a, b in combinations(texts, 2):
        if frozenset((a, b)) not in listed:
            yield a, b, texts[a], texts[b]


def quotation_faults(text):
    """Return the faults of nesting and closing of the quotation marks in one text.

    A quotation may run over several paragraphs: then each paragraph opens it again and only the
    last one closes it.
    """
    faults = []
    is_open = False
    for number, paragraph in enumerate(text.split("\n\n")):
        if is_open:
            if paragraph[:1] not in ("“", '"'):
                faults.append(f"paragraph {number} does not continue the open quotation")
            paragraph = paragraph[1:]
        for character in paragraph:
            opens = character == "“" or (character == '"' and not is_open)
            closes = character == "”" or (character == '"' and is_open)
            if opens and is_open:
                faults.append(f"paragraph {number} opens a quotation twice")
            if closes and not is_open:
                faults.append(f"paragraph {number} closes a quotation that is not open")
            if opens or closes:
                is_open = opens
        singles = re.findall(r"‘|’(?![a-z])", paragraph)
        if singles.count("‘") > singles.count("’"):
            faults.append(f"paragraph {number} leaves a single mark open")
    if is_open:
        faults.append("the last quotation is never closed")
    return faults


def test_columns_are_those_of_the_data_card(articles):
    expected = [
        "article_id",
        "event",
        "outlet",
        "country",
        "date",
        "title",
        "author",
        "section",
        "url",
        "text",
    ]
    assert list(articles.columns) == expected


def test_every_outlet_tells_every_event_once(articles, events, outlets):
    assert (len(events), len(outlets)) == (12, 8)
    assert len(articles) == 96
    counts = articles.groupby(["event", "outlet"]).size()
    assert len(counts) == 96
    assert (counts == 1).all()


def test_articles_stand_in_the_order_of_events_and_outlets(articles, events, outlets):
    expected = [(event, outlet) for event in events.event for outlet in outlets.outlet]
    assert list(zip(articles.event, articles.outlet, strict=True)) == expected


def test_article_ids_are_unique_and_name_their_event(articles):
    assert articles.article_id.is_unique
    assert (
        articles.article_id.str.extract(r"^tc_([a-z]+)_\d\d$", expand=False) == articles.event
    ).all()


def test_articles_have_between_180_and_400_words(articles):
    lengths = articles.text.map(find_words).map(len)
    assert lengths.between(180, 400).all(), lengths[~lengths.between(180, 400)].to_dict()
    assert lengths.sum() >= 24_000
    assert lengths.max() - lengths.min() >= 150  # not all cut to one length


def test_dates_fall_in_the_days_of_their_event(articles, events):
    first = articles.event.map(events.set_index("event").first_date)
    days = (articles.date - first).dt.days
    assert days.between(0, 7).all()
    assert articles.date.between("2031-03-01", "2031-06-30").all()
    spread = articles.groupby("event").date.agg(lambda dates: (dates.max() - dates.min()).days)
    assert spread.between(1, 4).all()


def test_outlets_and_events_are_in_their_registers(articles, events, outlets):
    assert set(articles.event) == set(events.event)
    assert set(articles.outlet) == set(outlets.outlet)
    assert articles.country.equals(articles.outlet.map(outlets.set_index("outlet").country))


def test_outlet_register_says_invented_and_uses_reserved_domains(outlets):
    columns = ["outlet", "aliases", "domains", "country", "language", "ownership", "kind", "source"]
    assert list(outlets.columns) == columns
    assert (outlets.source == "invented for Two Capitals").all()
    assert outlets.domains.str.endswith(".example").all()
    assert outlets.ownership.isin(["state", "public", "private", "nonprofit"]).all()
    assert outlets.country.value_counts().to_dict() == {"US": 4, "RU": 4}


def test_urls_belong_to_their_outlet(articles, outlets):
    domain = articles.outlet.map(outlets.set_index("outlet").domains)
    assert articles.url.is_unique
    for url, expected in zip(articles.url, domain, strict=True):
        assert url.startswith(f"https://{expected}/")


def test_no_sentence_of_six_words_stands_in_two_articles(articles, copies):
    shared = [
        (a, b, " ".join(key))
        for a, b, text_a, text_b in pairs_that_are_no_copies(articles, copies)
        for key in sentence_keys(text_a) & sentence_keys(text_b)
    ]
    assert shared == []


def test_no_run_of_ten_words_stands_in_two_articles(articles, copies):
    shared = [
        (a, b, " ".join(run))
        for a, b, text_a, text_b in pairs_that_are_no_copies(articles, copies)
        for run in runs(text_a, 10) & runs(text_b, 10)
    ]
    assert shared == []


def test_no_article_repeats_a_sentence_of_its_own(articles):
    for row in articles.itertuples():
        found = [tuple(find_words(sentence)) for sentence in split_sentences(row.text)]
        long = [key for key in found if len(key) >= 6]
        assert len(long) == len(set(long)), row.article_id


def test_listed_copies_are_close_but_not_equal(articles, copies):
    texts = articles.set_index("article_id").text
    dates = articles.set_index("article_id").date
    assert set(copies.kind) == {"syndicated", "near"}
    for row in copies.itertuples():
        a, b = (runs(straighten(texts[name]), 5) for name in (row.article_id, row.copy_of))
        least = 0.8 if row.kind == "syndicated" else 0.65
        assert least < len(a & b) / len(a | b) < 1, row.article_id
        assert dates[row.article_id] >= dates[row.copy_of]
    assert copies.kind.value_counts().to_dict() == {"syndicated": 6, "near": 3}


def test_no_real_politician_is_named(articles, events, persons):
    pattern = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, REAL_SURNAMES)) + r")(?![\w-])")
    fields = [articles.text, articles.title, articles.author, events.summary, persons.name]
    hits = [(text[:40], found) for text in pd.concat(fields) for found in pattern.findall(text)]
    assert hits == []
    assert len(set(REAL_SURNAMES)) >= 60


def test_every_person_appears_first_in_the_event_that_introduces_them(articles, events, persons):
    columns = ["name", "gender", "country", "office", "role", "introduced"]
    assert list(persons.columns) == columns
    assert persons.name.is_unique
    order = list(events.sort_values("first_date").event)
    where = articles.assign(all_text=articles.text + "\n" + articles.title + "\n" + articles.author)
    for row in persons.itertuples():
        seen = where[where.all_text.str.contains(re.escape(row.name))].event
        assert not seen.empty, row.name
        assert min(seen, key=order.index) == row.introduced, row.name


def test_quotation_marks_are_balanced(articles):
    faults = {row.article_id: quotation_faults(row.text) for row in articles.itertuples()}
    assert {key: value for key, value in faults.items() if value} == {}
    assert all(not quotation_faults(title) for title in articles.title)


def test_the_check_of_quotation_marks_can_fail():
    assert quotation_faults("“Open, she said.")
    assert quotation_faults("Closed,” she said.")
    assert quotation_faults("“One.\n\nNot continued.” It ends.")
    assert quotation_faults('"One," he said. "Two.')
    assert not quotation_faults("“One, ‘two.’\n\n“Three.” It’s over.")


def test_each_outlet_keeps_to_one_kind_of_marks(articles):
    for row in articles.itertuples():
        wrong = "“”‘’" if row.outlet in STRAIGHT_OUTLETS else "\"'"
        assert not set(wrong) & set(row.text), row.article_id


def test_some_quotations_run_over_two_paragraphs(articles):
    continued = articles.text.map(lambda text: bool(re.search(r"\n\n[“\"]", text)))
    unclosed = articles.text.map(
        lambda text: any(
            paragraph.count("“") > paragraph.count("”") or paragraph.count('"') % 2
            for paragraph in text.split("\n\n")
        )
    )
    assert (continued & unclosed).sum() >= 4


def test_furniture_is_listed_as_it_stands_and_only_where_it_stands(articles):
    furniture = pd.read_csv(CORPUS / "furniture.csv", dtype=str)
    texts = articles.set_index("article_id").text
    assert furniture.article_id.nunique() >= 12
    for row in furniture.itertuples():
        assert texts[row.article_id].count(row.text) == 1, (row.article_id, row.text)
    others = texts.drop(furniture.article_id.unique())
    marks = (
        r"^By [A-Z]\S+ [A-Z]\S+\n|^[A-Z][A-Z .,-]{3,}[^\n—]{0,40}—|(?:See|Read) also|©"
        r"|Subscribe|Sign up|Follow us|donate"
    )
    assert not others.str.contains(marks, regex=True).any()


def test_cleaning_removes_nothing_but_the_listed_furniture_and_credit_lines(articles):
    furniture = pd.read_csv(CORPUS / "furniture.csv", dtype=str)
    listed = furniture.groupby("article_id").text.agg(list).to_dict()
    removed = load_corpus(CORPUS, progress=False).removed
    assert len(removed) >= 20
    for row in removed.itertuples():
        left = row.text
        for piece in listed.get(row.article_id, []):
            left = left.replace(piece, "")
        assert not left.strip() or row.step == "credits", (row.article_id, row.text)


def test_the_data_card_says_how_much_furniture_cleaning_leaves_in():
    furniture = pd.read_csv(CORPUS / "furniture.csv", dtype=str)
    texts = load_corpus(CORPUS, progress=False).articles.set_index("article_id").text
    left = sum(row.text in texts[row.article_id] for row in furniture.itertuples())
    card = (DATA / "README.md").read_text(encoding="utf-8")
    assert f"of the {len(furniture)} pieces it leaves {left} in" in card


def test_files_have_unix_line_ends_and_blank_lines_between_paragraphs(articles):
    for path in CORPUS.iterdir():
        assert b"\r" not in path.read_bytes(), path.name
    assert not articles.text.str.contains(r"(?<!\n)\n(?!\n)|\n{3,}|[ \t]\n|\t", regex=True).any()
    assert articles.text.equals(articles.text.str.strip())


def test_fiction_notice_has_three_lines():
    lines = (CORPUS / "FICTION.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 3
    assert "fiction" in lines[0]


def describe_outlets(articles):
    rows = []
    for outlet, texts in articles.groupby("outlet", sort=False).text:
        found = [word for text in texts for word in find_words(text)]
        lengths = [n for text in texts for s in split_sentences(text) if (n := len(find_words(s)))]
        sample = found[:SAMPLE_WORDS]
        assert len(sample) == SAMPLE_WORDS, "SAMPLE_WORDS is longer than the shortest outlet"
        ratio = len(set(sample)) / SAMPLE_WORDS
        mean = sum(lengths) / len(lengths)
        rows.append(
            f"| {outlet} | {len(texts)} | {len(found):,} | {len(found) / len(texts):.0f} "
            f"| {ratio:.3f} | {mean:.1f} |"
        )
    return rows


def test_table_of_outlets_in_the_data_card_is_current(articles):
    card = (DATA / "README.md").read_text(encoding="utf-8")
    missing = [row for row in describe_outlets(articles) if row not in card]
    assert missing == [], "paste these rows into data/README.md:\n" + "\n".join(missing)


def test_data_card_names_every_outlet_event_copy_and_furniture(articles, events, outlets, copies):
    card = (DATA / "README.md").read_text(encoding="utf-8")
    furniture = pd.read_csv(CORPUS / "furniture.csv", dtype=str)
    names = [*outlets.outlet, *events.event, *copies.article_id, *copies.copy_of]
    names += list(furniture.article_id.unique())
    assert [name for name in names if name not in card] == []
    assert "CC BY 4.0" in card
