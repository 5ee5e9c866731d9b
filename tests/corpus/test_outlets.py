"""The register of outlets: its facts are whole, and names find their outlet."""

import re

import pandas as pd
import pytest

from helpers.corpus.codes import LANGUAGES
from helpers.corpus.errors import CorpusError
from helpers.corpus.outlets import (
    OWNERSHIP,
    REGISTER_COLUMNS,
    assign_outlets,
    fold_name,
    load_outlets,
    outlet_names,
)

ISO_COUNTRIES = (
    "AU BE BR BY CA CH CN CZ DE EE ES FI FR GB GE HK IE IL IN IR IT JP KP KR KZ LT LV NL NO PL QA "
    "RU SE TR UA US"
)
KINDS = {
    "wire", "newspaper", "broadcaster", "online", "magazine", "business", "government",
    "think tank", "aggregator", "civil society",
}  # fmt: skip


@pytest.fixture(scope="module")
def register():
    return load_outlets()


def assign(register, **columns):
    return assign_outlets(pd.DataFrame(columns), register)


# ---- the built-in register -----------------------------------------------------------------


def test_register_has_its_columns_and_no_empty_fact(register):
    assert tuple(register.columns) == REGISTER_COLUMNS
    facts = register.drop(columns="aliases")
    assert not facts.isna().any().any()
    assert (facts["source"].str.len() > 5).all()


def test_register_covers_the_presses_that_are_compared(register):
    counts = register["country"].value_counts()
    assert len(register) >= 110
    assert counts["US"] >= 12
    assert counts["RU"] >= 12
    assert counts["UA"] >= 5
    assert set(register["kind"]) <= KINDS
    assert set(register["ownership"]) <= set(OWNERSHIP)


def test_register_uses_codes(register):
    assert set(register["country"]) <= set(ISO_COUNTRIES.split())
    assert set(register["language"]) <= set(LANGUAGES)


def test_no_name_and_no_domain_belongs_to_two_outlets(register):
    names, domains = {}, {}
    for row in register.itertuples():
        aliases = [] if pd.isna(row.aliases) else row.aliases.split("|")
        for name in {fold_name(name) for name in (row.outlet, *aliases)}:
            assert names.setdefault(name, row.outlet) == row.outlet
        for domain in row.domains.split("|"):
            assert domains.setdefault(domain, row.outlet) == row.outlet
            assert re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", domain)


def test_every_alias_and_domain_finds_its_outlet(register):
    for row in register.itertuples():
        aliases = [] if pd.isna(row.aliases) else row.aliases.split("|")
        given = [row.outlet, *aliases, *row.domains.split("|")]
        found = assign(register, outlet=given)
        assert set(found["outlet"]) == {row.outlet}
        assert set(found["country"]) == {row.country}


def test_exile_outlets_are_listed_where_they_sit(register):
    seats = register.set_index("outlet")["country"]
    assert seats["Meduza"] == "LV"
    assert seats["The Moscow Times"] == "NL"
    assert seats["Radio Free Europe/Radio Liberty"] == "CZ"


# ---- looking outlets up --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "outlet", "country"),
    [
        ("Russia Today", "RT", "RU"),
        ("itar-tass", "TASS", "RU"),
        ("tass.com", "TASS", "RU"),
        ("kommersant.ru", "Kommersant", "RU"),
        ("en.news-front.info", "NewsFront", "RU"),
        ("  the   new york times ", "New York Times", "US"),
        ("New York Times - Opinion", "New York Times", "US"),
        ("CNN (Web News)", "CNN", "US"),
        ("Fox Online News", "Fox News", "US"),
        ("www.msnbc.com", "MSNBC", "US"),
        ("https://edition.cnn.com/2022/03/01/x.html", "CNN", "US"),
        ("yahoo.com/news", "Yahoo News", "US"),
        ("Kyiv Post (Online)", "Kyiv Post", "UA"),
        ("The Kommersant", "Kommersant", "RU"),
        ("Barron’s", "Barron's", "US"),
        ("US State Department", "US State Department", "US"),
        ("Reuters News", "Reuters", "GB"),
    ],
)
def test_names_aliases_and_domains_find_their_outlet(register, given, outlet, country):
    found = assign(register, outlet=[given])
    assert found.loc[0, ["outlet", "country", "outlet_as_given"]].tolist() == [
        outlet, country, given,
    ]  # fmt: skip


@pytest.mark.parametrize("given", ["Orsha Herald", "notcnn.com", "cnn.com.example", "RT Weekly"])
def test_unknown_outlet_stays_under_its_own_name(register, given):
    found = assign(register, outlet=[given])
    assert found["outlet"].tolist() == [given]
    assert found["country"].isna().all()


def test_what_is_given_wins_over_the_register(register):
    found = assign(register, outlet=["RT", "RT"], country=["AE", None], language=[None, "es"])
    assert found["country"].tolist() == ["AE", "RU"]
    assert found["language"].tolist() == ["en", "es"]


def test_domain_of_the_address_counts_only_where_no_outlet_is_given(register):
    urls = ["https://www.rt.com/news/1", "https://www.rt.com/news/2", "https://unknown.example/3"]
    found = assign(register, outlet=["Orsha Herald", None, None], url=urls)
    assert found["outlet"].fillna("").tolist() == ["Orsha Herald", "RT", ""]
    assert found["outlet_as_given"].isna().tolist() == [False, True, True]


def test_table_without_outlet_gets_empty_columns_and_is_not_changed(register):
    articles = pd.DataFrame({"article_id": ["a"]})
    found = assign_outlets(articles, register)
    assert articles.columns.tolist() == ["article_id"]
    assert found[["outlet", "country", "language", "outlet_as_given"]].isna().all().all()


def test_assigning_twice_keeps_what_was_given(register):
    once = assign(register, outlet=["Russia Today"])
    pd.testing.assert_frame_equal(assign_outlets(once, register), once)


def test_names_are_known_in_small_letters():
    assert {"usa today", "associated press", "the associated press"} <= outlet_names()


# ---- extending the register ----------------------------------------------------------------


def test_own_outlets_are_added_and_own_cells_replace_those_of_the_register():
    extra = pd.DataFrame(
        {
            "outlet": ["Orsha Herald", "RT"],
            "aliases": ["The Herald|OH", None],
            "country": ["BY", None],
            "ownership": [None, "public"],
        }
    )
    register = load_outlets(extra).set_index("outlet")
    assert register.loc["Orsha Herald", "country"] == "BY"
    assert register.loc["RT", "ownership"] == "public"
    assert register.loc["RT", "country"] == "RU"
    found = assign_outlets(pd.DataFrame({"outlet": ["oh", "rt.com"]}), register.reset_index())
    assert found["outlet"].tolist() == ["Orsha Herald", "RT"]


def test_alias_and_domain_move_to_the_outlet_of_the_user():
    extra = pd.DataFrame(
        {"outlet": ["RT en Español"], "aliases": ["RT America"], "domains": ["https://www.RT.com/"]}
    )
    register = load_outlets(extra)
    found = assign_outlets(pd.DataFrame({"outlet": ["RT America", "rt.com", "RT"]}), register)
    assert found["outlet"].tolist() == ["RT en Español", "RT en Español", "RT"]


def test_names_of_countries_and_languages_become_codes():
    extra = pd.DataFrame({"outlet": ["Herald"], "country": ["Ukraine"], "language": ["Russian"]})
    row = load_outlets(extra).set_index("outlet").loc["Herald"]
    assert (row["country"], row["language"]) == ("UA", "ru")


def test_register_is_read_from_a_file_with_other_delimiters_and_empty_cells(tmp_path):
    path = tmp_path / "outlets.csv"
    path.write_text("\ufeffOutlet;aliases;country\nOrsha Herald;;BY\n", encoding="utf-8")
    register = load_outlets(path).set_index("outlet")
    assert register.loc["Orsha Herald", "country"] == "BY"
    assert pd.isna(register.loc["Orsha Herald", "aliases"])


@pytest.mark.parametrize(
    ("rows", "row", "column"),
    [
        (["Herald,H|OH,,BY", "Courier,OH,,BY"], 3, "aliases"),
        (["Herald,,a.org,BY", "Courier,,b.org|a.org,BY"], 3, "domains"),
        (["Herald,,,BY", "herald,,,BY"], 3, "outlet"),
        (["Herald,,,Freedonia"], 2, "country"),
        (["Herald,,not a domain,BY"], 2, "domains"),
        (["Herald,,,BY", ",x,,BY"], 3, "outlet"),
    ],
)
def test_mistakes_are_named_by_file_row_and_column(tmp_path, rows, row, column):
    path = tmp_path / "outlets.csv"
    path.write_text("\n".join(["outlet,aliases,domains,country", *rows]), encoding="utf-8")
    with pytest.raises(CorpusError) as caught:
        load_outlets(path)
    assert (caught.value.row, caught.value.column) == (row, column)
    assert "outlets.csv" in str(caught.value)


def test_wrong_ownership_and_missing_column_say_what_to_do():
    with pytest.raises(CorpusError, match="state, public, private, nonprofit"):
        load_outlets(pd.DataFrame({"outlet": ["Herald"], "ownership": ["oligarch"]}))
    with pytest.raises(CorpusError, match="no column 'outlet'"):
        load_outlets(pd.DataFrame({"name": ["Herald"]}))


def test_file_that_cannot_be_read_is_one_clear_message(tmp_path):
    with pytest.raises(CorpusError, match="cannot be read"):
        load_outlets(tmp_path / "missing.csv")
    binary = tmp_path / "binary.csv"
    binary.write_bytes(bytes(range(256)))
    with pytest.raises(CorpusError):
        load_outlets(binary)


def test_loading_gives_a_new_table_each_time():
    register = load_outlets()
    register["outlet"] = "changed"
    assert "RT" in load_outlets()["outlet"].tolist()
