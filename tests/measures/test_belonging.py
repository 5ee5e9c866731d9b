"""Whom pronouns, documents, owners and scenes stand for. All sentences and persons are invented."""

import pandas as pd
import pytest

from helpers.measures import find_quotations
from tests.timing import assert_grows_in_proportion

PEOPLE = pd.DataFrame(
    {
        "name": ["Osk Varlen", "Osk Varlen", "Tilde Hrim"],
        "gender": ["male", "male", "f"],
        "country": ["RU", "RU", "US"],
        "office": ["Minister of Ports", "Minister of Ports", "rower"],
        "role": ["other official", "other official", "citizen"],
    }
).drop_duplicates()
BODIES = pd.DataFrame({"name": ["Ural Sails"], "country": ["RU"], "role": ["company"]})


def find(text, country="", **register):
    table = pd.DataFrame({"article_id": ["a"], "text": [text], "country": [country]})
    return find_quotations(table, **register)


def last(*args, **kwargs):
    return find(*args, **kwargs).iloc[-1]


def whose(row):
    return row["affiliation"], row["affiliation_from"], row["role"]


# -- pronouns -------------------------------------------------------------------------------------


def test_the_register_tells_a_name_for_a_person_and_its_gender():
    text = (
        "Tilde Hrim watched the ships. Port minister Osk Varlen did not come to the pier. "
        "“They are late,” {} said."
    )
    assert last(text.format("he"), people=PEOPLE)["speaker_name"] == "Osk Varlen"
    assert last(text.format("she"), people=PEOPLE)["speaker_name"] == "Tilde Hrim"


@pytest.mark.parametrize(
    "opening",
    [
        "The spokesman Osk Varlen waited.",
        "The coach, Osk Varlen, waited.",
        "Osk Varlen, 34, waited.",
        "Osk Varlen, who sails, waited.",
    ],
)
def test_words_around_a_name_say_that_it_is_a_persons(opening):
    assert last(f"{opening} “They are late,” he said.")["speaker_name"] == "Osk Varlen"


def test_the_end_of_a_long_name_is_the_same_person():
    text = "President Dao Min Su Kyn met the guests. Su Kyn smiled. “They are late,” she said."
    assert last(text)["speaker_name"] == "Dao Min Su Kyn"


def test_a_nickname_in_quotation_marks_stands_within_the_name():
    text = "Rep. Robert C. “Bobby” Rell opened his yard. “They are late,” he said."
    assert last(text)["speaker_name"] == "Robert C. Rell"


def test_a_first_name_after_whose_sister_she_is_is_a_person():
    text = (
        "Tilde Hrim was held. Her sister, Anna, came out on the dock.\n\n“They are late,” she said."
    )
    assert last(text, people=PEOPLE)["speaker_name"] == "Anna"


def test_he_is_the_last_man_named_where_no_sentence_is_about_one():
    text = "The crowd on the long stone pier by the harbor wall sang for Robert Rell. "
    assert last(f"{text}He said that ships were late.")["speaker_name"] == "Robert Rell"
    assert pd.isna(last(f"{text}She said that ships were late.")["speaker_name"])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ural Sails raised its prices on Monday. It said costs had grown.", "Ural Sails"),
        (
            "On Monday the Foreign Ministry summoned the envoy. It said the ships were late.",
            "Foreign Ministry",
        ),
        (
            "The eight-member team landed on Monday. On Tuesday it asked to see the shed.",
            "eight-member team",
        ),
    ],
)
def test_it_is_the_body_that_acted_in_the_sentence_before(text, name):
    assert last(text, institutions=BODIES)["speaker_name"] == name


def test_she_is_the_woman_who_was_just_brought_in_and_has_no_name():
    row = last("A girl of ten from the club wrote to us. She said the boats were gone.", "RU")
    assert row["speaker_name"] == "girl"
    assert row["anonymous"]
    assert whose(row) == ("RU", "outlet", "citizen")


def test_several_are_some_of_those_who_spoke_before():
    text = "Residents of Kazan told the paper that they had waited. Several wanted to know why."
    assert whose(last(text)) == ("RU", "place", "citizen")


def test_one_is_one_of_the_group_that_the_sentence_before_is_about():
    text = (
        "U.S. Port Secretary Ann Rell spoke in public. Her aides disagree. "
        "One, who wanted no name in print, argued that she was late. “We knew it,” the aide said."
    )
    rows = find(text, "RU")
    assert list(rows["speaker_name"]) == ["Ann Rell's aide"] * 2
    assert list(rows["affiliation"]) == ["US"] * 2
    assert rows["anonymous"].all()


def test_a_number_after_a_semicolon_is_some_of_those_before():
    text = "Residents of Kazan were uneasy. Several recalled a bang; two wondered who had done it."
    assert whose(last(text, "US")) == ("RU", "place", "citizen")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“We wait,” one said.", "grain trader in Oslo"),
        ("They want a pier. Another called it a gift.", "another grain trader in Oslo"),
        ("A third shrugged that it was late.", "another grain trader in Oslo"),
        ("The second complained that it was late.", "second grain trader in Oslo"),
    ],
)
def test_a_number_is_one_of_those_who_spoke_before(text, name):
    row = last(f"Grain traders in Oslo said that it was cold. {text}", "US")
    assert row["speaker_name"] == name
    assert whose(row) == ("NO", "place", "company")


def test_the_second_of_two_who_lost_their_jobs():
    text = "Two clerks in Kazan lost their jobs. The second complained that he was ill."
    assert whose(last(text, "US")) == ("RU", "place", "citizen")


def test_one_more_farmer_is_from_where_the_first_ones_are():
    text = "Norwegian farmers complain that prices fell. “We sell late,” another farmer said."
    assert whose(last(text, "US")) == ("NO", "near", "citizen")


def test_they_are_the_officials_who_acted_before():
    text = "Turkish officials boarded the ship. They said it was empty."
    assert last(text, "US")["speaker_name"] == "Turkish officials"


def test_the_office_before_a_name_and_a_comma_presents_it():
    text = "Norway’s ambassador, Anna Rell, was called in. She said that it was routine."
    assert whose(last(text, "US")) == ("NO", "introduction", "foreign ministry")


def test_a_first_name_goes_with_the_surname_of_the_sister():
    people = pd.DataFrame(
        {
            "name": ["Tilde Hrim", "Oda Hrim"],
            "country": ["US", "NO"],
            "office": "",
            "role": "citizen",
        }
    )
    text = "Tilde Hrim rowed. Her sister, Oda, came out. “She is well,” she said."
    row = last(text, "RU", people=people)
    assert (row["speaker_name"], row["affiliation"]) == ("Oda Hrim", "NO")


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("The FSB said it was late. The service said it was busy.", "FSB", "RU"),
        ("The Pentagon said it was late. The department said it was busy.", "Pentagon", "US"),
        ("NATO said it was late. The alliance said it was busy.", "NATO", "NATO"),
        (
            "The harbour ministry said it was late. According to the ministry, all is well.",
            "harbour ministry",
            "RU",
        ),
        (
            "The UN Security Council met. The Council said it was busy.",
            "UN Security Council",
            "UN",
        ),
        (
            "The Norwegian Embassy in Bern was shut. It said it was busy.",
            "Norwegian Embassy",
            "NO",
        ),
        (
            "Hapsen Lines, a Danish shipping company, said it was late. It said it was busy.",
            "Hapsen Lines",
            "DK",
        ),
    ],
)
def test_a_body_is_meant_by_a_word_that_is_shorter_than_its_name(text, name, country):
    row = last(text, "RU")
    assert (row["speaker_name"], row["affiliation"]) == (name, country)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("A Moscow court held her. The judge said she might flee.", "RU"),
        ("The Norwegian indictment is long. Prosecutors say that he knew.", "NO"),
        ("She was seen by a judge in Kazan. Investigators say that he knew.", "RU"),
        ("Prosecutors say that he knew.", "US"),
    ],
)
def test_the_offices_of_one_case_are_of_one_state(text, country):
    assert last(text, "US")["affiliation"] == country


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("We asked a crane driver in Kazan. He said it was cold.", "RU"),
        ("I rang up a nurse in Odesa. She said it was cold.", "UA"),
    ],
)
def test_he_is_whom_the_paper_says_it_asked(text, country):
    opening = "Captain Robert Rell of Norway met Anna Hrim of Norway. They spoke. "
    assert last(opening + text, "US")["affiliation"] == country


def test_he_is_the_owner_where_nobody_else_can_be_meant():
    text = "In Kazan a dairy closed. The owner, who sells milk, paid. On Friday, he says, it ended."
    assert whose(last(text, "US")) == ("RU", "place", "company")
    row = last(f"Robert Rell, a doctor, was there. {text}", "US")
    assert row["speaker_name"] == "Robert Rell"


def test_a_team_speaks_for_the_state_of_its_members():
    text = (
        "American arms inspectors left a Russian base. The nine-member team came by ship. "
        "On Friday it asked to see the shed."
    )
    assert whose(last(text, "RU")) == ("US", "introduction", "defence and military")


def test_the_hosts_of_a_team_are_on_the_other_side():
    text = (
        "American arms inspectors came. The nine-member team landed in Kazan. "
        "Its hosts said that the shed was full."
    )
    assert whose(last(text, "US"))[:2] == ("RU", "place")


# -- documents ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "country", "role"),
    [
        (
            "A list was published on the Foreign Ministry website. According to the document, "
            "55 names were added.",
            "RU",
            "foreign ministry",
        ),
        (
            "At the Pentagon, Col. Anna Rell read aloud from the log. It says that the ship was "
            "late.",
            "US",
            "defence and military",
        ),
        (
            "The resolution that the UN General Assembly passed names nobody. It asks that the "
            "lane be opened.",
            "UN",
            "other official",
        ),
        (
            "A note by Norway’s ambassador was posted, with a translation into Danish. "
            "The Danish text says that all is well.",
            "NO",
            "foreign ministry",
        ),
        (
            "The French company said in a letter that it would wait. The letter adds that parts "
            "were late.",
            "FR",
            "company",
        ),
        (
            "The UN Security Council met. The Council’s statement says that ships must sail.",
            "UN",
            "other official",
        ),
        (
            "The U.N. General Assembly passed a resolution. The text, brought by Kenya, Egypt "
            "and Norway, names nobody, asks for a monitor and is short.",
            "UN",
            "other official",
        ),
        ("The man got five years. The linguist, says the verdict, was right.", "RU",
         "other official"),
    ],
)  # fmt: skip
def test_a_document_speaks_for_the_body_that_is_named_with_it(text, country, role):
    assert whose(last(text, "RU"))[::2] == (country, role)


def test_it_is_no_document_where_the_pronoun_stands_within_its_sentence():
    text = "The statement pleased the crew. On Monday it said the ships were late."
    assert pd.isna(last(text)["speaker_name"])


# -- owners ---------------------------------------------------------------------------------------


def test_a_lawyer_belongs_with_the_client_and_has_the_role_of_a_private_person():
    row = last("Tilde Hrim was held. She is well, her lawyer said.", people=PEOPLE)
    assert whose(row) == ("US", "body", "citizen")


def test_a_colleague_of_hers_has_her_country():
    text = "Tilde Hrim signed at noon. “There was a form,” recalls a colleague of hers."
    assert whose(last(text, people=PEOPLE)) == ("US", "body", "citizen")


def test_a_spokesperson_for_the_bank_speaks_for_the_bank_named_before():
    bank = pd.DataFrame({"name": ["Volga Kredit"], "country": ["RU"], "role": ["company"]})
    text = "Shares of Volga Kredit fell. A spokesperson for the bank said that cards were working."
    assert whose(last(text, "US", institutions=bank)) == ("RU", "body", "company")


def test_whose_operator_it_is_the_sentence_tells():
    row = last("The Bulgarian gas grid is working, according to its operator.", "RU")
    assert whose(row)[:2] == ("BG", "near")


def test_an_unnamed_lawyer_is_the_one_whom_the_text_names_next():
    text = (
        "Tilde Hrim did not understand, her lawyer said. “We offered to show it,” the lawyer, "
        "Lev Rys, told reporters."
    )
    assert list(find(text, people=PEOPLE)["speaker_name"]) == ["Lev Rys", "Lev Rys"]


def test_the_judge_is_the_one_whom_the_text_brought_in_with_a_place():
    text = "The list has a Kazan judge. The judge ruled that the rower should be held."
    assert whose(last(text, "US")) == ("RU", "introduction", "other official")


# -- scenes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "country", "rule"),
    [
        ("In Odesa the piers are empty. “There is no soup,” a docker said.", "UA", "place"),
        ("Odesa waits for ships. In the canteen, a docker said there was no soup.", "UA", "place"),
        ("The piers are empty. “There is no soup,” a docker said.", "RU", "outlet"),
        ("In Odesa the piers are empty.\n\n“I read it twice,” writes a reader.", "RU", "outlet"),
        (
            "“They needed a card,” said a former intelligence officer who worked for years.",
            "RU",
            "outlet",
        ),
    ],
)
def test_ordinary_people_have_the_country_of_the_scene_else_of_the_outlet(text, country, rule):
    assert whose(last(text, "RU"))[:2] == (country, rule)


def test_an_article_that_never_names_the_outlets_state_plays_elsewhere():
    text = "In Kazan the ice is thin, Russian rescuers know.\n\n“I fell,” a fisherman said."
    assert whose(last(text, "US"))[:2] == ("RU", "place")


def test_traders_may_sit_anywhere():
    assert pd.isna(last("In Odesa ships wait. “Prices rise,” a broker said.", "US")["affiliation"])


def test_a_named_person_is_not_given_the_country_of_the_scene():
    row = last("In Odesa ships wait. “Prices rise,” activist Anna Rell said.", "US")
    assert pd.isna(row["affiliation"])


def test_the_offices_of_a_town_are_in_the_country_of_the_town():
    text = "A rower was held in St. Petersburg. The city’s courts said that the hearing was closed."
    assert whose(last(text, "US"))[:2] == ("RU", "place")


def test_plain_people_at_the_beginning_of_a_sentence_are_unnamed_people():
    row = last("Readers begged us to leave out that the street was hit.", "RU")
    assert (row["speaker_name"], row["role"], row["anonymous"]) == ("readers", "citizen", True)


@pytest.mark.parametrize(
    "text",
    [
        # those who live where it happened
        "“It hummed,” a baker said from Kazan.\n\nIn Ohio, U.S. papers wrote of it.\n\n"
        "Three were hurt in Kazan.\n\nResidents said that the roof burned.",
        # a place that needs no name any more
        "The U.S. consulate in Kazan closed. Buses went to Oslo.\n\n"
        "Outside the front gate, several applicants said they had waited.",
        # a place that somebody passed
        "The U.S. rower went past Kazan. One parent from the club said it was cold.",
        # those who work there
        "U.S. visitors saw a base outside Kazan. It was too cold, said the minders.",
    ],
)
def test_the_scene_holds_for_those_who_live_or_work_there(text):
    assert whose(last(text, "US"))[:2] == ("RU", "place")


def test_a_broker_has_the_country_of_the_town_and_not_of_the_office():
    row = last("A customs broker in Kazan said that trucks wait.", "US")
    assert whose(row) == ("RU", "place", "company")


@pytest.mark.parametrize("name", ["Oslo-based Rell Power", "Rell Power, based in Oslo,"])
def test_a_name_that_is_based_somewhere_is_a_body(name):
    row = last(f"{name} said that it would wait. It said that parts were late.", "US")
    assert whose(row)[:2] == ("NO", "place")


def test_guards_where_no_place_is_named_are_nobodys():
    assert pd.isna(last("It was too cold, said the guards.", "US")["affiliation"])


# -- hostile texts --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "unit",
    [
        "The letter came. It said no. ",
        "Robert Rell ran. She said no. ",
        "A lawyer for the bank said no. The judge said no. ",
        "In Odesa a docker said no. ",
        "Her lawyer said no, a colleague of hers said. ",
    ],
)
def test_the_time_grows_with_the_length_of_the_text(unit):
    assert_grows_in_proportion(lambda text: find(text, "RU"), unit, 100_000)


@pytest.mark.parametrize("source", ["Officials", "officials", "The officials"])
def test_a_capital_at_the_beginning_names_nobody(source):
    text = f"{source} said the boats were gone."
    text = text if source[0].isupper() else f"The boats were gone, {source} said."
    row = last(text)
    assert (row["speaker_name"], row["anonymous"]) == ("officials", True)
