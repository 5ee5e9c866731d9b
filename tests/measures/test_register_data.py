"""The register of people and offices that comes with the package holds together."""

import re

import pandas as pd
import pytest

from helpers.measures import find_quotations
from helpers.measures.attribution.affiliations import ROLES
from helpers.measures.lexicon_files import read_lexicon
from helpers.measures.register import fold_name, load_register

BODIES = {"EU", "UN", "NATO"}


@pytest.fixture(scope="module")
def people():
    return read_lexicon("people")


def forms(table):
    """Every surname form of a table, with the person who bears it."""
    return [
        (fold_name(form), row.name)
        for row in table.itertuples(index=False)
        for form in (row.name.split()[-1], *filter(None, row.surname_forms.split("|")))
    ]


def test_there_are_many_people_and_not_only_americans(people):
    assert len(people) >= 330
    assert people["name"].nunique() >= 250
    counts = people["country"].value_counts()
    assert counts["US"] / len(people) < 0.6
    assert (counts[["US", "RU", "UA", "EU", "NATO", "UN"]] >= 10).all()


def test_every_row_is_complete_and_has_a_source(people):
    for column in ("name", "gender", "office", "role", "source"):
        assert (people[column].str.strip() != "").all(), column
    assert people["gender"].isin(["m", "f"]).all()
    assert people["role"].isin(ROLES).all()
    countries = pd.read_csv("helpers/corpus/countries.csv", keep_default_na=False)["code"]
    assert people["country"].isin([*countries, *BODIES, ""]).all()


def test_rows_are_sorted_and_none_stands_twice(people):
    order = people.sort_values(["country", "name", "since"], kind="stable")
    assert list(order.index) == list(people.index)
    assert not people.duplicated(["name", "office", "since"]).any()


def test_offices_begin_before_they_end(people):
    pattern = re.compile(r"(?:\d{4}(?:-\d{2}(?:-\d{2})?)?)?")
    assert people["since"].map(lambda day: bool(pattern.fullmatch(day))).all()
    assert people["until"].map(lambda day: bool(pattern.fullmatch(day))).all()
    both = people[(people["since"] != "") & (people["until"] != "")]
    length = both[["since", "until"]].map(len).min(axis=1)
    for row, n in zip(both.itertuples(), length, strict=True):
        assert row.since[:n] <= row.until[:n], row.name


def test_no_name_or_alias_belongs_to_two_people(people):
    owners = {}
    for row in people.itertuples(index=False):
        for name in (row.name, *filter(None, row.aliases.split("|"))):
            owners.setdefault(fold_name(name), set()).add(row.name)
    assert {name: whose for name, whose in owners.items() if len(whose) > 1} == {}


def test_a_surname_alone_is_that_of_one_person_only(people):
    owners = {}
    for form, name in forms(people):
        owners.setdefault(form, set()).add(name)
    for form, name in forms(people[people["surname_alone"] == "1"]):
        assert owners[form] == {name}, form


@pytest.mark.parametrize(
    ("name", "day", "office"),
    [
        ("Volodymyr Zelenskyy", "2022-03-01", "President of Ukraine"),
        ("Zelenskiy", "2020-03-01", "President of Ukraine"),
        ("Sergey Lavrov", "2015-01-01", "Minister of Foreign Affairs of Russia"),
        ("Sergei V. Lavrov", "2015-01-01", "Minister of Foreign Affairs of Russia"),
        ("Joe Biden", "2014-06-01", "Vice President of the United States"),
        ("Joe Biden", "2022-06-01", "President of the United States"),
        ("Joe Biden", "2019-06-01", ""),
        ("Dmitri Medvedev", "2022-06-01", "Deputy Chairman of the Security Council of Russia"),
        ("Jens Stoltenberg", "2020-01-01", "Secretary General of NATO"),
    ],
)
def test_well_known_people_have_the_office_of_the_day(name, day, office):
    assert load_register().find_person(name, day).office == office


def test_a_president_named_by_his_surname_has_country_and_office():
    articles = pd.DataFrame(
        {
            "article_id": ["a"],
            "date": pd.to_datetime(["2022-02-01"]),
            "text": ["Zelenskiy said on Tuesday that the port would stay open."],
        }
    )
    row = find_quotations(articles).iloc[0]
    assert row["speaker_name"] == "Volodymyr Zelensky"
    assert (row["affiliation"], row["affiliation_from"]) == ("UA", "register")
    assert row["office"] == "President of Ukraine"
