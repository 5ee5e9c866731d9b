"""Whom a speaker speaks for: register, the article's words, and what is guessed. All invented."""

import pandas as pd
import pytest

from helpers.measures import find_quotations, share_affiliations
from helpers.measures.register import load_register

PEOPLE = pd.DataFrame(
    {
        "name": ["Ilse Marrow", "Ilse Marrow", "Oleg Tarnov"],
        "aliases": ["Ilze Marrow|Ilse B. Marrow"] * 2 + ["Oleh Tarnov"],
        "surname_alone": ["", "", "1"],
        "surname_forms": ["", "", "Tarnow"],
        "country": ["US", "US", "UA"],
        "office": ["Ambassador to Norland", "Secretary of Grain", "Minister of Ports"],
        "role": ["foreign ministry", "other official", "other official"],
        "since": ["2016-03", "2021", "2019-05-02"],
        "until": ["2018-06", "", ""],
    }
)
BODIES = pd.DataFrame(
    {"name": ["Saltmarsh Rail|Saltmarsh"], "country": ["US"], "role": ["company"]}
)


def find(text, country="", date=None, **register):
    table = {"article_id": ["a"], "text": [text], "country": [country]}
    if date:
        table["date"] = pd.to_datetime([date])
    return find_quotations(pd.DataFrame(table), **register)


def only(*args, **kwargs):
    table = find(*args, **kwargs)
    assert len(table) == 1, table[["speaker", "text"]]
    return table.iloc[0]


# -- the register -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "office", "role"),
    [
        ("2017-01-05", "Ambassador to Norland", "foreign ministry"),
        ("2018-06-30", "Ambassador to Norland", "foreign ministry"),
        ("2019-06-01", "", ""),
        ("2023-01-01", "Secretary of Grain", "other official"),
        ("", "Secretary of Grain", "other official"),
    ],
)
def test_the_office_is_that_of_the_day(day, office, role):
    found = load_register(PEOPLE).find_person("Ilze Marrow", day)
    assert (found.name, found.country) == ("Ilse Marrow", "US")
    assert (found.office, found.role) == (office, role)


def test_a_surname_alone_is_found_only_where_the_register_says_so():
    register = load_register(PEOPLE)
    assert register.find_person("Tarnow").name == "Oleg Tarnov"
    assert register.find_person("Marrow") is None


def test_accents_capitals_and_initials_do_not_matter():
    assert load_register(PEOPLE).find_person("ILSÉ B. MARROW").name == "Ilse Marrow"


def test_a_spelling_variant_becomes_the_registered_name_with_country_office_and_role():
    row = only(
        "“The port is open,” Oleh Tarnov said.", country="US", date="2022-02-02", people=PEOPLE
    )
    assert (row["speaker_name"], row["speaker_id"]) == ("Oleg Tarnov", "oleg-tarnov")
    assert (row["affiliation"], row["affiliation_from"]) == ("UA", "register")
    assert (row["office"], row["role"]) == ("Minister of Ports", "other official")


def test_the_articles_own_words_about_another_country_win_over_a_namesake():
    row = only("“The port is open,” Canadian farmer Ilse Marrow said.", people=PEOPLE)
    assert (row["affiliation"], row["affiliation_from"]) == ("CA", "phrase")


@pytest.mark.parametrize(
    "text",
    [
        "Canadian premier Ann Roe and Ilse Marrow met. “The port is open,” Ilse Marrow said.",
        "“The port is open,” said Ilse Marrow, whose letter a Canadian paper had printed.",
        "The ambassador to Canada Ilse Marrow left. “The port is open,” Ilse Marrow said.",
        "Ilse Marrow, her party, and the Canadian government said that the port was open.",
    ],
)
def test_another_nation_near_a_name_makes_nobody_a_namesake(text):
    row = only(text, people=PEOPLE)
    assert (row["speaker_name"], row["affiliation_from"]) == ("Ilse Marrow", "register")


@pytest.mark.parametrize(
    ("words", "name"),
    [("The minister", "Oleg Tarnov"), ("The ports", "ports"), ("The state", "state")],
)
def test_the_holder_of_an_office_is_called_by_its_title_and_not_by_its_field(words, name):
    text = f"Oleg Tarnov came. {words} said that the port was open."
    articles = pd.DataFrame({"article_id": ["a"], "text": [text], "date": ["2022-02-02"]})
    assert find_quotations(articles, people=PEOPLE)["speaker_name"].tolist() == [name]


def test_a_namesake_is_told_by_an_apposition_too():
    row = only("Ilse Marrow, a Canadian farmer, said that the port was open.", people=PEOPLE)
    assert (row["affiliation"], row["affiliation_from"]) == ("CA", "phrase")


def test_a_surname_in_capitals_is_a_persons():
    table = find("“We will open the port, and we will do it soon,” TRUMP said.")
    assert table[["speaker_name", "affiliation"]].to_numpy().tolist() == [["Donald Trump", "US"]]


def test_whom_a_document_speaks_of_is_not_its_author():
    text = (
        "A clerk sent a complaint. The complaint alleged that the mayor had pressed the Ukrainian "
        "president for help. The complaint said that it was late."
    )
    assert find(text)["affiliation"].isna().all()


def test_a_federal_judge_of_an_american_outlet_is_american():
    text = "A Kyiv court heard him. A federal judge said that it was late."
    row = only(text, country="US")
    assert (row["affiliation"], row["affiliation_from"]) == ("US", "outlet")
    assert only(text.replace("federal ", ""), country="US")["affiliation"] == "UA"


def test_a_body_of_the_users_register_speaks_for_its_country():
    table = find(
        "“The line is closed,” said Ann Roe, chief executive of Saltmarsh Rail. "
        "“It will open in May,” she said. Saltmarsh said that it had no date.",
        institutions=BODIES,
    )
    assert set(table["affiliation"]) == {"US"}
    assert set(table["role"]) == {"company"}


def test_a_government_named_after_its_head_is_that_of_his_country():
    row = only("In Moscow, the Tarnov administration said that Russia would wait.", people=PEOPLE)
    assert (row["affiliation"], row["role"]) == ("UA", "head of state or government")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"role": "minister"}, r"row 2, column role: 'minister' is none of"),
        ({"country": "USA"}, r"row 2, column country: 'USA' is no country code"),
        ({"since": "May 2019"}, r"row 2, column since: 'May 2019' is no date"),
        ({"name": " "}, r"row 2, column name: it is empty"),
    ],
)
def test_a_mistake_in_the_users_register_is_named_with_row_and_column(change, message, tmp_path):
    path = tmp_path / "mine.csv"
    PEOPLE.head(1).assign(**change).to_csv(path, index=False)
    with pytest.raises(ValueError, match=message) as error:
        load_register(path)
    assert "mine.csv" in str(error.value)


def test_a_register_without_a_needed_column_says_which():
    with pytest.raises(ValueError, match="the column role is missing"):
        load_register(PEOPLE.drop(columns="role"))


def test_the_input_is_left_alone():
    before = PEOPLE.copy(deep=True)
    load_register(PEOPLE)
    pd.testing.assert_frame_equal(PEOPLE, before)


# -- whose ministry, whose embassy ------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "outlet", "country", "rule"),
    [
        ("The Foreign Ministry said that it would wait.", "RU", "RU", "outlet"),
        ("The Foreign Ministry said that it would wait.", "", None, None),
        ("The Treasury Department said that it would wait.", "GB", "US", "phrase"),
        (
            "In Ankara, Foreign Ministry spokeswoman Cem Arda said Turkey would wait.",
            "RU", "TR", "place",
        ),
        (
            "Stores in Hungary last until May, Energy Minister Bela Toth stated in Budapest.",
            "RU", "HU", "place",
        ),
        (
            "The Polish Foreign Ministry was silent. Deputy Finance Minister Jan Kos said that "
            "he would wait.",
            "US", "PL", "near",
        ),
        (
            "The U.S. Embassy was shut. Ambassador Ann Roe said that she would wait.",
            "RU", "US", "near",
        ),
        ("Ann Roe, a Chicago broker, said that she would wait.", "RU", "US", "place"),
        ("Ann Roe, a baker in Odesa, said that she would wait.", "", "UA", "place"),
        ("Colonel Ann Roe said that she would wait.", "RU", None, None),
    ],
)  # fmt: skip
def test_an_office_without_a_country_gets_it_by_a_named_rule(text, outlet, country, rule):
    row = find(text, country=outlet).iloc[-1]
    assert (row["affiliation"] if country else pd.isna(row["affiliation"])) == (country or True)
    assert (row["affiliation_from"] if rule else pd.isna(row["affiliation_from"])) == (rule or True)


def test_what_articles_say_outright_outvotes_what_was_guessed():
    articles = pd.DataFrame(
        {
            "article_id": ["a", "b", "c"],
            "country": ["RU", "RU", "US"],
            "text": [
                "Foreign Minister Anton Sedov said that he would wait.",
                "Foreign Minister Anton Sedov said that he would go.",
                "Bulgarian Foreign Minister Anton Sedov said that he would stay.",
            ],
        }
    )
    found = find_quotations(articles)
    assert list(found["affiliation"]) == ["RU", "RU", "BG"]
    shared = share_affiliations(found)
    assert list(shared["affiliation"]) == ["BG"] * 3
    assert list(shared["affiliation_from"]) == ["other articles", "other articles", "phrase"]


# -- what a definite phrase goes back to ------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "A senior Dutch official said that the dam was safe. “We looked twice,” the official "
            "said.",
            "senior Dutch official",
        ),
        (
            "Foreign Ministry spokesman Pavel Orlin said that talks went on. “We have time,” the "
            "diplomat noted.",
            "Pavel Orlin",
        ),
        (
            "Gen. Mark Ostby said that the ship had turned. “It was close,” the general added.",
            "Mark Ostby",
        ),
        (
            "The Norland Finance Ministry closed its doors. “No comment before Monday,” the "
            "ministry said.",
            "Norland Finance Ministry",
        ),
        (
            "The train was late, Ann Roe said. The rail operator, Saltmarsh, said that ice was to "
            "blame. “It melts,” the company said.",
            "Saltmarsh",
        ),
        (
            "A source in the harbour said that the ship had left. “At night,” the source said.",
            "source in the harbour",
        ),
    ],
)
def test_a_definite_phrase_goes_back_to_the_source_that_it_means(text, name):
    assert find(text).iloc[-1]["speaker_name"] == name


def test_a_definite_phrase_that_nobody_fits_stands_for_itself():
    row = only("Ann Roe left early. “The dam is safe,” the general said.")
    assert row["speaker_name"] == "general"


def test_who_left_office_speaks_as_an_expert():
    assert only("“It will hold,” said former ambassador Ann Roe.")["role"] == "expert"
    assert only("“It will hold,” said ambassador Ann Roe.")["role"] == "foreign ministry"


def test_a_ministry_has_one_name_in_all_articles():
    texts = {
        "RU": "The Foreign Ministry said that it would wait.",
        "US": "Russia’s Foreign Ministry said that it would wait.",
        "GB": "The Russian Foreign Ministry said that it would wait.",
    }
    names = {find(text, country=country).iloc[0]["speaker_name"] for country, text in texts.items()}
    assert names == {"Russian Foreign Ministry"}


def test_a_surname_with_a_particle_is_found_where_a_sentence_begins():
    people = pd.DataFrame(
        {"name": ["Ilse von der Marrow"], "surname_alone": ["1"], "country": ["US"],
         "role": ["other official"]}
    )  # fmt: skip
    rows = find("Von der Marrow said it was late. It ends, von der Marrow said.", people=people)
    assert list(rows["speaker_name"]) == ["Ilse von der Marrow"] * 2
