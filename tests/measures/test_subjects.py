"""Who speaks: the subject of a verb of speech. All sentences and persons are invented."""

import pandas as pd
import pytest

from helpers.measures import find_quotations


def find(text: str) -> pd.DataFrame:
    return find_quotations(pd.DataFrame({"article_id": ["a"], "text": [text]}).astype("str"))


def speakers(text: str) -> list[str]:
    return find(text)["speaker"].tolist()


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Ann Roe left on Monday, telling voters in Ordal that the race was over.", "Ann Roe"),
        ("Dahl shrugged, urging reporters to wait for the vote.", "Dahl"),
        ("The hall fell still, with Ann Roe telling people that it was late.", "Ann Roe"),
    ],
)
def test_those_who_are_told_follow_a_participle(sentence, speaker):
    assert speakers(sentence) == [speaker]


def test_a_participle_before_one_person_is_part_of_a_title():
    assert speakers("The chairman, planning director Ann Roe, said it was late.") != ["director"]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Party Chairman Ann Roe called Dahl's remarks on the quay unfair.",
         "Party Chairman Ann Roe"),
        ("Ann Roe, speaking with the Herald editorial board, called the quay a ruin.",
         "Ann Roe, speaking with the Herald editorial board"),
    ],
)  # fmt: skip
def test_what_is_called_something_is_no_name_of_a_thing(sentence, speaker):
    assert speakers(sentence) == [speaker]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("She has since said that the quay was unsafe.", "She"),
        ("The mayor's friends have in the past said that he was tired.", "The mayor's friends"),
        ("Domestic and foreign critics have in particular noted its price.",
         "Domestic and foreign critics"),
        ("Ann Roe at first said that the quay was safe.", "Ann Roe"),
    ],
)  # fmt: skip
def test_an_aside_may_stand_before_the_verb(sentence, speaker):
    assert speakers(sentence) == [speaker]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Professors Dahl and Roe suggest the quay is unsafe.", "Professors Dahl and Roe"),
        ("Mr. Dahl and Mr. Roe emphasize that trade hurts the town.", "Mr. Dahl and Mr. Roe"),
        ("A. Roe and J. Dahl of the University of Ordal suggest that prices will fall.",
         "A. Roe and J. Dahl of the University of Ordal"),
        ("Those around him acknowledge that the plan failed.", "Those around him"),
        ("At least half of farmers in each valley say the quay is old.",
         "At least half of farmers in each valley"),
        ("Rabbis vow to stay away.", "Rabbis"),
        ("Many young skippers who came to Ordal to protest this week's vote say they will stay.",
         "Many young skippers who came to Ordal to protest this week's vote"),
    ],
)  # fmt: skip
def test_several_speak_before_a_bare_verb(sentence, speaker):
    assert speakers(sentence) == [speaker]


@pytest.mark.parametrize(
    "sentence",
    [
        "He helped Ann Roe claim the seat for her party.",
        "The bus of the virus note was late again.",
        "She let Viola Davis announce the day of the vote.",
    ],
)
def test_one_does_not_speak_before_a_bare_verb(sentence):
    assert speakers(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("The clerks who wrote to her on Thursday say they are worried.",
         "The clerks who wrote to her"),
        ("Current and former clerks who spoke with The Ordal Post said the office was a shell.",
         "Current and former clerks who spoke with The Ordal Post"),
        ("Some of the clerks who'd rather be at home now to work for Roe or Dahl said it was late.",
         "Some of the clerks who'd rather be at home now to work for Roe or Dahl"),
        ("But groups that have backed him say they trust him.", "groups that have backed him"),
        ("Roe and others who want to shut the quay said it was late.",
         "Roe and others who want to shut the quay"),
        ("And retired Gen. Ann Roe, who led the guard and later ran the port, said it was late.",
         "retired Gen. Ann Roe, who led the guard and later ran the port"),
        ("People familiar with her thinking say she will go.",
         "People familiar with her thinking"),
        ("People briefed on the talks say it is late.", "People briefed on the talks"),
        ("A panel of farmers led by the Herald's Ann Roe agreed that it was late.",
         "A panel of farmers led by the Herald's Ann Roe"),
    ],
)  # fmt: skip
def test_what_describes_the_speaker_does_not_speak(sentence, speaker):
    assert speakers(sentence) == [speaker]


def test_a_pronoun_is_not_those_of_whom_a_clause_before_it_tells():
    table = find("It was Ann Roe, the skipper who won fame in May when she yelled “You are late!”")
    assert table["speaker"].tolist() == ["she"]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Critics like Dahl say it would help.", "Critics like Dahl"),
        ("Even the party's oldest hawks, like Roe and Dahl, say it is late.",
         "the party's oldest hawks, like Roe and Dahl"),
        ("But others, including Ann Roe and Bob Dahl, are urging the mayor to go.",
         "others, including Ann Roe and Bob Dahl"),
    ],
)  # fmt: skip
def test_those_of_whom_one_is_named_speak(sentence, speaker):
    assert speakers(sentence) == [speaker]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Outside experts also say it is late.", "Outside experts"),
        ("Someone in the hall shouted, “It is late and we are cold.”", "Someone in the hall"),
    ],
)
def test_places_may_describe_the_speaker(sentence, speaker):
    assert speakers(sentence) == [speaker]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Dahl claims he’s worth a million.", "Dahl"),
        ("And Mr. Dahl vows not to call until it agrees to stay.", "Mr. Dahl"),
        ("In her papers, Roe reports holdings in a bank.", "Roe"),
        ("In the survey, 64 percent call him able.", "64 percent"),
    ],
)
def test_a_form_that_may_be_a_noun_is_the_verb_of_a_name(sentence, speaker):
    assert speakers(sentence) == [speaker]


@pytest.mark.parametrize(
    "sentence",
    ["Roe reports were late on the day.", "Nobody in the Roe claims office heard of it."],
)
def test_a_noun_after_a_name_is_no_verb(sentence):
    assert speakers(sentence) == []
