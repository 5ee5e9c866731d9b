"""Whom pronouns mean, "who" and "which" among them. All sentences and persons are invented."""

import pandas as pd
import pytest

from helpers.measures import find_quotations
from tests.timing import assert_grows_in_proportion


def speakers(text):
    return find_quotations(pd.DataFrame({"article_id": ["a"], "text": [text]}))["speaker_name"]


def last(text):
    return speakers(text).iloc[-1]


# -- who is only mentioned beside the subject ----------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "With Peter Doe, Mayor Robert Roe made a safe choice.",
        "After his meeting with Peter Doe, Robert Roe left.",
        "When Peter Doe wanted more ships, Robert Roe laughed.",
        "On the topic of his rival, Peter Doe, Robert Roe was silent.",
    ],
)
def test_a_pronoun_means_the_subject_and_not_who_is_named_beside_it(sentence):
    text = f"Robert Roe and Peter Doe are rivals.\n\n{sentence} “They are late,” he said."
    assert last(text) == "Robert Roe"


def test_a_he_in_a_clause_before_the_main_one_keeps_no_subject_from_being_meant():
    text = (
        "“It rained,” Peter Doe said.\n\nAsked whether he will meet the crew when he is in Ordal, "
        "Robert Roe blamed the weather.\n\n“That was not our ship,” he told reporters."
    )
    assert last(text) == "Robert Roe"


def test_the_subject_may_come_late_behind_a_long_opening():
    text = (
        "“It rained,” Peter Doe said.\n\nOutside the old plant on the wide new road to the port of "
        "Ordal in the north, Robert Roe waits. “They are late,” he said."
    )
    assert last(text) == "Robert Roe"


def test_a_second_clause_has_a_subject_of_its_own():
    text = (
        "“It rained,” Peter Doe said.\n\nMs. Anna Haddow never speaks of the old harbour with her "
        "mother, but their neighbour Robert Roe, 83, knows best. “They are late,” he said."
    )
    assert last(text) == "Robert Roe"


def test_whoever_the_described_subject_is_nobody_else_in_the_sentence_is_meant():
    text = (
        "“It rained,” Robert Roe said. The mayor met with Peter Doe on the pier. "
        "“They are late,” he said."
    )
    assert last(text) == "Robert Roe"


def test_a_woman_named_after_he_may_be_she():
    text = (
        "“It rained,” said Kim Doe, a sailor. He was joined on the pier by the owner, Anna Roe. "
        "She said that ships were late."
    )
    assert last(text) == "Anna Roe"


def test_who_is_only_mentioned_yields_to_whoever_spoke_just_before():
    text = (
        "Peter Doe owns a mill. “It rained,” Robert Roe said. The plan was backed by Doe. "
        "“They are late,” he said."
    )
    assert last(text) == "Robert Roe"


def test_a_new_name_is_what_follows_is_about():
    text = (
        "“It rained,” Robert Roe said. Part of the trouble, say experts like Peter Doe, a digger, "
        "is the ground. “They are late,” he said."
    )
    assert last(text) == "Peter Doe"


def test_the_owner_of_the_subject_is_meant_where_nobody_spoke():
    text = (
        "Anna Roe was known for her books. Paula Doe was her rival and died. The ships left. "
        "It rained. Roe’s essays drove the harbour mad. She said that ships were late."
    )
    assert last(text) == "Anna Roe"


def test_the_owner_of_people_is_not_meant():
    text = "“It rained,” Peter Doe said. Robert Roe’s lawyer met reporters. “We go,” he said."
    assert last(text) == "Robert Roe's lawyer"


def test_a_name_before_a_noun_for_people_says_only_which():
    text = "“It rained,” Robert Roe said. Peter Doe supporters left the hall. “We go,” he said."
    assert last(text) == "Robert Roe"


def test_the_husband_or_wife_of_somebody_named_is_known_by_a_first_name():
    text = "“It rained,” Anna Doe said.\n\nRoe’s wife, Melania, is due to speak. She said no to it."
    assert last(text) == "Melania"


# -- who cannot be meant --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    ["He has declared Doe to be late.", "He called Doe’s plan “a very bad joke”."],
)
def test_he_is_nobody_whom_his_own_clause_names(sentence):
    text = f"“It rained,” Robert Roe said. Peter Doe left the town. {sentence}"
    assert last(text) == "Robert Roe"


def test_a_name_behind_a_dash_or_comma_is_the_outlets_own_word():
    text = (
        "“It rained,” Peter Doe said. Robert Roe won the vote. "
        "He said that the call — a reply to Roe’s song — was late."
    )
    assert last(text) == "Robert Roe"


def test_a_clause_before_the_main_one_may_have_its_pronoun_first():
    text = (
        "“It rained,” Peter Doe said. Robert Roe won the vote. "
        "As he spoke to thank the town Roe said that ships were late."
    )
    assert speakers(text).tolist()[-1] == "Robert Roe"


@pytest.mark.parametrize(
    "sentence",
    [
        "Any attempt to debunk a claim by Doe, he said, is vain.",
        "The bill was written by Senator Doe, he said.",
        "A new manager, he said, will come.",
        "Doe, he said, will come.",
    ],
)
def test_a_name_within_what_he_said_is_not_his(sentence):
    text = f"Peter Doe has a mill. “It rained,” Robert Roe said. {sentence}"
    assert last(text) == "Robert Roe"


def test_the_subject_of_what_is_said_may_have_said_it():
    text = "“It rained,” Anna Roe said.\n\nMs. Paula Doe found the sea a comfort, she said."
    assert last(text) == "Paula Doe"


def test_whoever_asked_is_not_who_answers():
    text = (
        "Robert Roe spoke at length.\n\nWhen a reporter asked Roe whether ships were late, "
        "the room fell silent.\n\n“You tell me,” he said."
    )
    assert last(text) == "Robert Roe"


def test_whoever_asked_for_something_goes_on():
    text = (
        "“It rained,” said Robert Roe.\n\nThe director of a rival firm asked that it should not be "
        "named. “But we are late,” he replied."
    )
    assert last(text) == "director of a rival firm"


def test_a_mother_is_not_he():
    text = "“It rained,” Robert Roe said. His mother said it snowed. “They are late,” he said."
    assert last(text) == "Robert Roe"


# -- who is described -----------------------------------------------------------------------------


def test_he_is_whom_a_clause_in_his_sentence_tells_of():
    text = (
        "“It rained,” Robert Roe said. The move shows that the candidate — who has chafed at it, "
        "though he had acknowledged that it was due — will stay."
    )
    assert last(text) == "candidate"


def test_a_person_close_to_something_goes_on():
    text = (
        "“It rained,” Robert Roe said. A person close to the mill considers a move likely. "
        "He explains that ships are late."
    )
    assert last(text) == "person close to the mill"


def test_one_of_several_is_he_and_then_not_she():
    text = (
        "Anna Roe rose.\n\nAccording to one of the guards, who saw it, ships were late. "
        "“It rained,” he said. “They are gone,” she said."
    )
    assert speakers(text).tolist()[1:] == ["one of the guards", "Anna Roe"]


def test_our_source_goes_on():
    text = "“It rained,” said Robert Roe. We showed our source the sum. “They are late,” he said."
    assert last(text) == "our source"


def test_whoever_wrote_a_post_goes_on():
    text = (
        "“It rained,” Anna Roe said. The news will come with a strong new bias from now on, "
        "according to a post from Arianna Haddow.\n\n“We are all late,” she wrote."
    )
    assert last(text) == "Arianna Haddow"


def test_the_head_of_a_headline_is_no_name():
    text = (
        "Pastor Wants Harbour Leaders To Be Fired\n\nAfter he blasted the film, "
        "Pastor Robert Roe left."
    )
    assert "Wants" not in str(last(text))


# -- it and they ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "Two sailors were killed.",
        "The scientists Robert Roe and Anna Doe argued that ships were late.",
    ],
)
def test_it_means_no_people(sentence):
    text = f"The Harbour Committee met. {sentence} “All is lost,” it said."
    assert last(text) == "Harbour Committee"


def test_it_is_not_read_in_a_warning():
    assert pd.isna(last("The plan may need a storm warning. It says that ships are late."))


@pytest.mark.parametrize(
    "text",
    [
        "The ministry met. It is important to note that ships are late.",
        "The ministry met. It’s far too early to say whether ships are late.",
    ],
)
def test_it_that_stands_for_what_follows_says_nothing(text):
    assert speakers(text).empty


def test_it_that_is_ready_speaks():
    assert len(speakers("The ministry met. It is ready to say that ships are late.")) == 1


def test_they_are_not_the_country_where_it_happens():
    text = (
        "Professors in Ordal suggest that ships are late.\n\nIn the United States, they write, "
        "“ships come on time.”"
    )
    assert last(text) == "professors in Ordal"


# -- who and which --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("new light on the results of the tests by a Senate panel, which", "Senate panel"),
        ("a long lecture from the old governor, who", "old governor"),
        ("the objections of pensioners, who", "pensioners"),
        ("the head of the harbour agency, who", "head of the harbour agency"),
        ("Doe on camera, who", "Doe"),
        ("support on Friday by Sen. Anna Roe of Ordal, the top member on the sea panel, who",
         "Anna Roe"),
    ],
)  # fmt: skip
def test_a_relative_pronoun_means_the_nearest_fit_phrase(phrase, name):
    assert last(f"The plan got {phrase} said that ships were late.") == name


def test_a_message_is_not_the_day_before_it():
    text = (
        "The page was replaced at mid-morning Thursday by a message that said, "
        "“Sorry, all of it is gone for now.”"
    )
    assert last(text) == "message"


def test_pronouns_in_a_long_text_take_time_in_proportion():
    sentence = "With Peter Doe, Robert Roe met Anna Doe, who, he said, was late, and he said no. "
    assert_grows_in_proportion(speakers, sentence, 60_000)
