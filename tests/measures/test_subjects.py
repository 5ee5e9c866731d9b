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
    ],
)
def test_a_form_that_may_be_a_noun_is_the_verb_of_a_name(sentence, speaker):
    assert speakers(sentence) == [speaker]


def test_those_who_call_themselves_something_end_the_words_before():
    table = find("On the quay they agree: 42% say they're poor, 32% call themselves rich.")
    assert table["text"].tolist() == ["they're poor"]


@pytest.mark.parametrize(
    "sentence",
    ["Roe reports were late on the day.", "Nobody in the Roe claims office heard of it."],
)
def test_a_noun_after_a_name_is_no_verb(sentence):
    assert speakers(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("“He had it coming,” the assailant, Bob Dahl, told the Herald.",
         "the assailant, Bob Dahl"),
        ("Appearing before cheering fans at the port, Ann Roe, 70, said it was late.",
         "Ann Roe, 70"),
        ("In Ordal, after winning a seat in May, Gov. Bob Dahl (R-OH), said it was late.",
         "Gov. Bob Dahl (R-OH)"),
        ("While Dahl left out Roe's path to it in detail, Rep. Ann Poe, R-NY, says it is late.",
         "Rep. Ann Poe, R-NY"),
        ("One of the authors of that 2013 report, Ann Roe, said it was late.",
         "One of the authors of that 2013 report, Ann Roe"),
        ("Ann Roe, president and head of the Ordal bank said it was late.",
         "Ann Roe, president and head of the Ordal bank"),
        ("Bob Dahl, the former Ordal mayor, who envied Roe, called his rival a fool.",
         "Bob Dahl, the former Ordal mayor, who envied Roe"),
        ("Ann Roe, 30, of Ordal, N.C., who was among those polled, said it was late.",
         "Ann Roe, 30, of Ordal, N.C., who was among those polled"),
        ("Bob Dahl, host of the station's “Morning Roe,” suggested that it was late.",
         "Bob Dahl, host of the station's “Morning Roe,”"),
        ("Roe, officials said, was late.", "officials"),
    ],
)  # fmt: skip
def test_a_name_and_what_describes_it_speak_together(sentence, speaker):
    assert speakers(sentence) == [speaker]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Instead, Roe, the Herald's Bob Dahl and the Post's Ann Poe argued that it was late.",
         "Roe, the Herald's Bob Dahl and the Post's Ann Poe"),
        ("In June, Ann Roe, Bob Dahl and Mary Poe said it was late.",
         "Ann Roe, Bob Dahl and Mary Poe"),
        ("In Ordal, Ural, Bob Dahl and Mary Poe said it was late.", "Bob Dahl and Mary Poe"),
        ("Thirty-one percent of those surveyed say it is late.",
         "Thirty-one percent of those surveyed"),
        ("Roe in her speech called the farmers “bad people.”", "Roe in her speech"),
        ("“There never was an order,” said the chief known as Bob, speaking in public.",
         "the chief known as Bob"),
        ("“It is late,” said a man calling himself Paul Dahl.", "a man calling himself Paul Dahl"),
        ("It grew, and Sen. Bob Dahl (R-Wis.) kept asking her why the office was shut.",
         "Sen. Bob Dahl (R-Wis.)"),
        ("The skipper did give Roe some credit during the talk, saying it was late.",
         "The skipper"),
    ],
)  # fmt: skip
def test_the_whole_speaker_is_found(sentence, speaker):
    assert speakers(sentence) == [speaker]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("As the crowd began to chant, Roe was joined by the mayor and joked, “You are all late.”",
         "Roe"),
        ("When asked whom she supported, Ms. Roe smiled and said, “I wait for May.”", "Ms. Roe"),
        ("Asked whether Mr. Dahl would hold a post, Mrs. Dahl shook her head and said, “No.”",
         "Mrs. Dahl"),
        ("Once he was mayor, Mr. Dahl made the quay his own, announcing the building of a wall.",
         "Mr. Dahl"),
    ],
)  # fmt: skip
def test_a_clause_in_front_does_not_give_the_speaker_of_the_main_clause(sentence, speaker):
    assert speakers(sentence) == [speaker]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("In addition to stating that the quay is late, Roe sold her boat.", "Roe"),
        ("Since announcing in June that he would not run, Mr. Roe has been a friend.", "Mr. Roe"),
        ("After suggesting on Monday that it was late, Mr. Roe only smiled.", "Mr. Roe"),
        ("And in explaining why the plan failed, Roe smiled.", "Roe"),
    ],
)
def test_a_participle_in_front_has_the_subject_of_the_main_clause(sentence, speaker):
    assert speakers(sentence) == [speaker]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Roe once called the mayor a liar.", "Roe"),
        ("The skipper once said that it was late.", "The skipper"),
        ("It is old, like the deals, which he estimates will not expire for years.", "he"),
        ("After a look at the books, advocates estimate there could be 18 of them.", "advocates"),
        ("Dahl demands Roe resign over the quay.", "Dahl"),
        ("An earlier report said it was late.", "An earlier report"),
        ("It came in a win that led her to declare that it was over.", "her"),
        ("The vans came, leaving some to question if the quay was late.", "some"),
        ("The doctor told us little about how he planned to go on, saying that it was late.",
         "The doctor"),
        ("The clerk said there was no call or meeting planned, adding: “If one comes, we go.”",
         "The clerk"),
    ],
)  # fmt: skip
def test_the_subject_is_the_one_of_its_own_verb(sentence, speaker):
    assert set(speakers(sentence)) == {speaker}


def test_a_question_about_the_past_has_no_subject_in_front():
    assert speakers("Once asked about it, he left the hall.") == []


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("A court paper filed Monday says that Roe will go.", "A court paper filed Monday"),
        ("The quay is late, papers filed on Sunday night revealed.",
         "papers filed on Sunday night"),
        ("“It is late,” a clerk of one of the offices involved told the Herald.",
         "a clerk of one of the offices involved"),
        ("The judges seemed ready to say that it was late.", "The judges"),
    ],
)  # fmt: skip
def test_a_participle_after_the_speaker_belongs_to_it(sentence, speaker):
    assert speakers(sentence) == [speaker]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("It was quiet when Roe a month later announced the end of the line.", "Roe"),
        ("A farmers' group called “The Local” said that it was late.",
         "A farmers' group called “The Local”"),
        ("Roe, who coined the word, once said that it was late.", "Roe, who coined the word"),
        ("Those who think Roe has a chance to win — about 40 percent — stressed that it was late.",
         "Those who think Roe has a chance to win — about 40 percent"),
        ("Alongside Roe calls for peace, even a top clerk said it was late.", "a top clerk"),
        ("(Roe estimates Dahl's readers at 100 million.)", "Roe"),
    ],
)  # fmt: skip
def test_what_stands_between_the_speaker_and_the_verb_is_stepped_over(sentence, speaker):
    assert speakers(sentence) == [speaker]
