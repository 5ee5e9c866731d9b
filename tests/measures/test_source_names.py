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
        (["The government in Moscow", "The Russian government"], "Russian government"),
        (["The Russian Ministry of Agriculture", "Russia’s Agriculture Ministry"],
         "Russian Agriculture Ministry"),
        (["The Turkish Ministry of Foreign Affairs", "The Turkish Foreign Ministry"],
         "Turkish Foreign Ministry"),
        (["The Russian Ministry of Defence", "The Russian Defense Ministry",
          "The Russian defence ministry", "Russia's ministry of defence",
          "Russia’s defense ministry"], "Russian Defense Ministry"),
        (["Ukraine's foreign ministry", "The Ukrainian Foreign Ministry",
          "Ukraine's ministry of foreign affairs"], "Ukrainian Foreign Ministry"),
        (["Russia's embassy in Oslo", "The Russian embassy in Oslo", "The Russian Embassy in Oslo"],
         "Russian Embassy in Oslo"),
        (["Ukraine's military", "The Ukrainian military"], "Ukrainian military"),
        (["Ukraine's General Staff", "Ukraine’s general staff",
          "The General Staff of the Ukrainian Armed Forces"], "Ukrainian General Staff"),
        (["The U.S. Department of Defense", "The Defense Department"], "US Defense Department"),
        (["The EU", "The E.U.", "The European Union"], "European Union"),
        (["The UN", "The U.N.", "The United Nations"], "United Nations"),
        (["The FSB", "Russia's FSB security service", "The Federal Security Service"], "FSB"),
        (["The SBU", "Ukraine's Security Service", "The Security Service of Ukraine"], "SBU"),
        (["TASS", "The TASS news agency", "Russia's state-run TASS news agency"], "TASS"),
        (["Gazprom", "The Russian gas giant Gazprom", "State-owned energy company Gazprom"],
         "Gazprom"),
        (["General Motors", "The car maker General Motors"], "General Motors"),
        (["Police", "The police"], "police"),
        (["Local media", "The local media"], "local media"),
        (["Security officials", "The security officials"], "security officials"),
    ],
)  # fmt: skip
def test_a_body_has_one_name_in_all_articles(forms, name):
    names = {form: name_of(f"{form} said that the lane was closed.") for form in forms}
    assert names == dict.fromkeys(forms, name)


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("The Salvation Army", "Salvation Army"),
        ("The Rostov regional finance ministry", "Rostov regional finance ministry"),
        ("Ordal's health ministry", "Ordal's health ministry"),
        ("The Post", "Post"),
        ("A report from marketing firm Arcview", "report from marketing firm Arcview"),
        ("One German newspaper", "One German newspaper"),
        ("MEDIA", "MEDIA"),
        ("Russia's powerful Orthodox Church", "Russia's powerful Orthodox Church"),
        ("A bank in Oslo", "bank in Oslo"),
        ("The newspaper of the port", "newspaper of the port"),
        ("The Moscow government", "Moscow government"),
        ("The Harbor Treasury", "Harbor Treasury"),
        ("The Kremlin", "Kremlin"),
        # whom the capital stands for is left open
        ("Moscow", "Moscow"),
        ("Ukraine", "Ukraine"),
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


@pytest.mark.parametrize("verb", ["said", "warned", "reports"])
@pytest.mark.parametrize("firm", ["Dahl’s", "Haddow's", "McRoe’s"])
def test_a_name_that_ends_in_s_after_an_apostrophe_keeps_it(firm, verb):
    assert name_of(f"{firm} {verb} that sales fell.") == firm.replace("’", "'")
    assert name_of(f"“Sales fell,” {firm} said.") == firm.replace("’", "'")
    assert name_of(f"Sales fell, according to {firm}.") == firm.replace("’", "'")


def test_an_owner_is_called_without_the_ending():
    assert name_of("Dahl’s view was that sales fell, and Dahl’s spokesman said so.") != "Dahl's"
    assert name_of("Ann Dahl waited. Dahl’s said that sales fell.") == "Ann Dahl"


def test_a_place_after_a_firm_or_person_is_no_part_of_the_name():
    text = "Ural Masts opened a dock. Ural Masts of Duluth said that the sails were late."
    assert name_of(text) == "Ural Masts"
    bodies = pd.DataFrame({"name": ["Ural Masts"], "country": ["RU"], "role": ["company"]})
    once = "Ural Masts of Duluth said that the sails were late."
    assert name_of(once) == "Ural Masts of Duluth"
    assert name_of(once, institutions=bodies) == "Ural Masts"
    text = "Ostap Hrim smiled, and Hrim left. Ostap Hrim of Duluth said that the sails were late."
    assert name_of(text) == "Ostap Hrim"
    assert name_of("Zelda Dovrin of the U.S. Treasury said that it was late.") == "Zelda Dovrin"
    assert name_of("Bank of America said that it was late.") == "Bank of America"


@pytest.mark.parametrize(
    "office",
    [
        "White House acting Chief of Staff",
        "Ordal chief of staff",
        "Dahl and Sons chairman",
        "D.F. Dahl and Co Inc chairman",
    ],
)
def test_the_words_after_an_office_are_the_name(office):
    assert name_of(f"{office} Zelda Dovrin said that it was late.") == "Zelda Dovrin"


def test_two_who_are_joined_are_no_firm():
    assert name_of("Dahl and campaign chairman Lewis Roe said that it was late.") != "Lewis Roe"


def test_an_exclamation_mark_within_a_name_ends_no_sentence():
    assert name_of("Yahoo! News said that the boats were gone.") == "Yahoo! News"
    assert name_of("Yahoo! said that the boats were gone.") == "Yahoo!"
    text = "Osk Dahl works at Yahoo! The boats were gone, Ann Roe said."
    table = find_quotations(pd.DataFrame({"article_id": ["a"], "text": [text]}))
    assert table["text"].tolist() == ["The boats were gone"]
    assert name_of("Wow! News said that the boats were gone.") == "News"


# -- sources without a name -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Some European officials", "European officials"),
        ("One parent from the club", "parent from the club"),
        ("Tenants of the upper floor", "tenants of the upper floor"),
        ("Two officials with knowledge of the talks", "two officials with knowledge of the talks"),
        ("One of the underwriters", "one of the underwriters"),
        ("One of Roe’s advisers", "one of Roe's advisers"),
        ("One of the three", "one of the three"),
        ("Two of a growing number of brokers", "two of a growing number of brokers"),
        ("Former brokers", "former brokers"),
        ("Republicans", "Republicans"),
        ("Pentagon officials", "Pentagon officials"),
        ("Residents who live near the dock", "residents"),
    ],
)
def test_a_source_without_a_name_is_called_by_its_description(phrase, name):
    assert name_of(f"{phrase} said that the boats were gone.") == name


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        # what tells which of several it is stays
        ("a survey conducted by Dock radio", "survey conducted by Dock radio"),
        ("a notice posted on the pier", "notice posted on the pier"),
        ("emails unearthed in the archive", "emails unearthed in the archive"),
        ("a new poll that shows the mayor behind", "new poll"),
        ("reports Mr. Doe filed", "reports Mr. Doe filed"),
        ("an intelligence source speaking to Harbor News", "intelligence source"),
        ("officials supporting the plan", "officials supporting the plan"),
        ("people acquainted with the talks", "people acquainted with the talks"),
        ("traders polled by the Herald", "traders polled by the Herald"),
        ("a lawyer angry about the fees", "lawyer"),
    ],
)
def test_a_clause_that_describes_the_source_is_no_part_of_its_name(phrase, name):
    assert name_of(f"The boats were gone, according to {phrase}.") == name


def test_what_a_man_calls_himself_is_his_name():
    text = "A man calling himself Osk Varlen said that the boats were gone."
    assert name_of(text) == "Osk Varlen"


def test_a_source_is_called_by_whose_it_is():
    text = "Ann Roe waited. {} said that the boats were gone."
    assert name_of(text.format("Her sister")) == "Ann Roe's sister"
    assert name_of(text.format("One of her aides")) == "Ann Roe's aide"
    assert name_of(text.format("A colleague of hers")) == "colleague of Ann Roe"
    assert name_of(text.format("Her lawyers in the harbour")) == "lawyers in the harbour"
    text = "Ural Masts said that it was late. Its finance director said that it was sorry."
    bodies = pd.DataFrame({"name": ["Ural Masts"], "country": ["RU"], "role": ["company"]})
    assert name_of(text, institutions=bodies) == "Ural Masts finance director"
    assert name_of("The boats were gone, its operator said.") == "operator"


def test_a_first_name_after_a_word_for_kin_is_completed_from_the_register():
    people = pd.DataFrame(
        {
            "name": ["Bridget Hrim", "Tilde Hrim"],
            "country": ["US", "US"],
            "role": ["citizen", "citizen"],
            "gender": ["f", "f"],
        }
    )
    text = "Tilde Hrim waited. Her sister, Bridget, said that the boats were gone."
    assert name_of(text, people=people) == "Bridget Hrim"


@pytest.mark.parametrize(
    "message",
    [
        "a post from Ann Roe",
        "a statement from Governor Ann Roe of Ohio",
        "a letter issued by Ann Roe",
        "Ann Roe’s statement",
        "Ann Roe’s Facebook post",
    ],
)
def test_a_person_speaks_in_her_message(message):
    assert name_of(f"The boats were gone, according to {message}.") == "Ann Roe"


def test_the_message_of_somebody_named_before_is_hers():
    text = "Ann Roe left. The boats were gone, according to her letter."
    assert name_of(text) == "Ann Roe"


def test_the_document_of_a_body_stays_a_document():
    text = "The boats were gone, according to a letter from the Harbor Board."
    assert name_of(text) == "letter from the Harbor Board"


# -- what stands in front -------------------------------------------------------------------------


def test_a_time_in_front_is_no_part_of_the_name():
    text = "Late in the evening a boy from the crew said that the boats were gone."
    assert name_of(text) == "boy from the crew"
    text = "On Tuesday the Ordal Foreign Ministry shut its doors. “No comment,” the ministry said."
    assert name_of(text) == "Ordal Foreign Ministry"


def test_the_ministry_that_was_named_by_its_matter_has_one_name():
    text = "The Ministry of Agriculture counted ships. “All are here,” the ministry said."
    assert name_of(text, "RU") == "Russian Agriculture Ministry"


def test_a_noun_tells_whom_a_pronoun_does_not_mean():
    text = (
        "Tilde Hrim waited. Late in the evening a boy said that the boats were gone. "
        "“They are late,” she said."
    )
    people = pd.DataFrame(
        {"name": ["Tilde Hrim"], "country": ["US"], "role": ["citizen"], "gender": ["f"]}
    )
    assert name_of(text, people=people) == "Tilde Hrim"


@pytest.mark.parametrize(
    "phrase", ["spokesman for the candidate Ann Roe", "adviser to Republican candidate Ann Roe"]
)
def test_who_speaks_for_a_candidate_is_not_the_candidate(phrase):
    assert name_of(f"A {phrase} said that the boats were gone.") == phrase


def test_an_office_for_something_is_held_by_the_person_named():
    text = "Under Secretary for Trade and Eastern Affairs Ann Roe said that the boats were gone."
    assert name_of(text) == "Ann Roe"


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("The Pentagon in a statement", "Pentagon"),
        ("Ann Roe in her closed-door testimony", "Ann Roe"),
        ("National security adviser Ann Roe in a Sunday interview on Ordal Morning", "Ann Roe"),
        ("A man in the video", "man in the video"),
    ],
)
def test_the_occasion_is_no_part_of_the_name(phrase, name):
    assert name_of(f"{phrase} said that the boats were gone.") == name


def test_the_under_secretary_is_who_was_presented_as_one():
    text = (
        "Ann Roe, the under secretary for trade, left. The under secretary said that it was late."
    )
    assert name_of(text) == "Ann Roe"


def test_a_surname_may_be_a_word_for_a_time():
    assert name_of("Doris Day left. Day said that it was late.") == "Doris Day"
    assert name_of("On Labor Day Ann Roe said that it was late.") == "Ann Roe"


def test_a_junior_is_another_person():
    text = "Boris Roe spoke. Boris Roe Jr. said that the boats were gone. {} said that it was late."
    assert name_of(text.format("Roe Jr.")) == "Boris Roe Jr."
    assert name_of(text.format("Boris Roe")) == "Boris Roe"
    people = pd.DataFrame(
        {
            "name": ["Boris Roe", "Boris Roe Jr."],
            "country": ["US", "UA"],
            "role": ["other official"] * 2,
        }
    )
    assert name_of("Boris Roe Jr. said that it was late.", people=people) == "Boris Roe Jr."
    assert name_of("Boris Roe Jr. came. Boris Roe said that it was late.", people=people) == (
        "Boris Roe"
    )
    assert name_of("Boris Roe III came. Roe said that it was late.") == "Boris Roe III"


def test_a_junior_has_an_identifier_of_his_own_where_a_senior_may_be_meant():
    def ids(text, **register):
        found = find_quotations(pd.DataFrame({"article_id": ["a"], "text": [text]}), **register)
        return list(found["speaker_id"])

    both = "Boris Roe said that it was late. Boris Roe Jr. said that it was not."
    assert ids(both) == ["boris-roe", "boris-roe-jr"]
    assert ids("Boris Roe Jr. said that it was late.") == ["boris-roe"]
    assert ids("Donald Trump Jr. said that it was late.") == ["donald-trump-jr"]
    assert ids("Joseph R. Biden Jr. said that it was late.") == ["joe-biden"]


def test_names_of_the_register_are_written_in_the_letters_of_news_agencies():
    names = read_lexicon("people")["name"]
    assert names.map(str.isascii).all()
    assert name_of("Recep Tayyip Erdoğan said that it was late.") == "Recep Tayyip Erdogan"
    assert name_of("Erdoğan said that it was late.") == "Recep Tayyip Erdogan"
