"""What a source is called, so that it is one row everywhere. All sentences are invented."""

import pandas as pd
import pytest

from helpers.measures import find_quotations
from helpers.measures.lexicon_files import read_lexicon


def name_of(text, country="", **register):
    table = pd.DataFrame({"article_id": ["a"], "text": [text], "country": [country]})
    return find_quotations(table, **register).iloc[-1]["speaker_name"]


# -- bodies ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("forms", "name"),
    [
        (["The State Department", "The U.S. State Department", "The US State Department",
          "The Department of State"], "US State Department"),
        (["The Treasury", "The Treasury Department", "The U.S. Treasury"], "US Treasury"),
        (["Space Command", "U.S. Space Command", "US Space Command"], "US Space Command"),
        (["The U.S. Embassy in Moscow", "The United States Embassy in Moscow"],
         "US Embassy in Moscow"),
        (["The American Embassy", "The US Embassy"], "US Embassy"),
        (["The U.N. General Assembly", "The UN General Assembly", "The General Assembly",
          "The United Nations General Assembly"], "UN General Assembly"),
        (["The Russian navy", "The Russian Navy", "Russia’s navy"], "Russian Navy"),
        (["The U.S. navy", "The US Navy", "The American navy"], "US Navy"),
        (["Russia", "Moscow", "The government in Moscow"], "Russian government"),
        (["The Kiev regime", "Kyiv", "Ukraine"], "Ukrainian government"),
        (["The Russian Ministry of Agriculture", "Russia’s Agriculture Ministry"],
         "Russian Agriculture Ministry"),
        (["The Turkish Ministry of Foreign Affairs", "The Turkish Foreign Ministry"],
         "Turkish Foreign Ministry"),
        (["The Russian Ministry of Defence", "The Russian Defense Ministry"],
         "Russian Defense Ministry"),
    ],
)  # fmt: skip
def test_a_body_has_one_name_in_all_articles(forms, name):
    names = {form: name_of(f"{form} said that the lane was closed.") for form in forms}
    assert names == dict.fromkeys(forms, name)


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("The Salvation Army", "Salvation Army"),
        ("The Moscow government", "Moscow government"),
        ("The Harbor Treasury", "Harbor Treasury"),
        ("The Kremlin", "Kremlin"),
    ],
)
def test_a_body_that_only_sounds_like_one_of_a_state_keeps_its_name(body, name):
    assert name_of(f"{body} said that the lane was closed.") == name


def test_the_offices_of_the_outlets_own_state_are_named_with_it():
    assert name_of("The navy said that the lane was closed.", "RU") == "Russian Navy"
    text = "A Kazan court heard the case. The investigation says that the boat was stolen."
    assert name_of(text, "RU") == "Russian investigators"


def test_a_resolution_speaks_for_the_assembly():
    text = "The U.N. General Assembly met. The resolution says that the lane must be opened."
    assert name_of(text) == "UN General Assembly"


def test_the_register_tells_the_name_of_a_body():
    bodies = pd.DataFrame(
        {"name": ["Ural Sails and Masts|Ural Sails"], "country": ["RU"], "role": ["company"]}
    )
    text = "Ural Sails said that the masts were late. It said that it was sorry."
    assert name_of(text, institutions=bodies) == "Ural Sails and Masts"


def test_no_form_of_a_body_is_listed_twice():
    forms = read_lexicon("body_names")["name"].str.split("|").explode()
    assert not forms.duplicated().any()
