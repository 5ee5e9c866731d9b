"""Reported speech without marks: who is the source, and where the words end. All is invented."""

import pandas as pd
import pytest

from helpers.measures import find_quotations


def find(text: str, country: str = "") -> pd.DataFrame:
    articles = pd.DataFrame({"article_id": ["a"], "text": [text], "country": [country]})
    return find_quotations(articles.astype("str"))


def pairs(text: str) -> list[tuple[str, str]]:
    table = find(text)
    return list(zip(table["speaker"].fillna(""), table["text"], strict=True))


# -- views, figures and brackets --------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "speaker", "text"),
    [
        ("In her view the growers have turned to Peru.", "her", "the growers have turned to Peru"),
        (
            "The stores at the quay (40 tons, by the estimate of the harbor office) are full.",
            "the harbor office",
            "40 tons",
        ),
        (
            "The bridge is shut; the ferry is, in Ann Roe’s opinion, too small.",
            "Ann Roe’s",
            "the ferry is … too small",
        ),
        (
            "According to one of the three, who is close to the mayor, a second plan exists.",
            "one of the three, who is close to the mayor",
            "a second plan exists",
        ),
        ("The survey office gives 740 meters.", "The survey office", "740 meters"),
        ("A loss adjuster estimates repairs at 30 crowns.", "A loss adjuster", None),
        ("The harbor side reports 12 meters of bent rail.", "The harbor side", None),
        (
            "A group of divers puts it at 3 km, and the market trusts the figure.",
            "A group of divers",
            "it at 3 km",
        ),
    ],
)
def test_a_view_or_figure_has_its_source_and_its_bounds(sentence, speaker, text):
    [(found, words)] = pairs(sentence)
    assert found == speaker
    assert text is None or words == text


def test_a_gift_of_money_is_no_figure_that_somebody_gives():
    assert find("Ann Roe gave 500 crowns to the library.").empty


# -- several sources in a sentence ------------------------------------------------------------


def test_two_sources_of_figures_have_each_its_own():
    text = (
        "The gap was 740 meters according to the survey office and 900 meters according to Ann Roe."
    )
    assert pairs(text) == [
        ("the survey office", "The gap was 740 meters"),
        ("Ann Roe", "900 meters"),
    ]
    text = "How near is another matter: 740 meters, says Ann Roe, 900 meters, says Bob Doe."
    assert pairs(text) == [("Ann Roe", "740 meters"), ("Bob Doe", "900 meters")]


def test_a_semicolon_ends_the_words_unless_they_elaborate():
    said = "Ann Roe said that the lane was shut"
    assert pairs(f"{said}; it was open by noon.")[0][1] == "that the lane was shut"
    longer = pairs(f"{said}; in particular, ships had been sent back.")[0][1]
    assert longer.endswith("sent back")


def test_after_a_semicolon_those_polled_speak_for_themselves():
    text = (
        "According to Fenwick Rail, 23 trains were late; two carriers polled by the Valley Herald "
        "call the cost insignificant."
    )
    assert pairs(text) == [
        ("Fenwick Rail", "23 trains were late"),
        ("two carriers polled by the Valley Herald", "the cost insignificant"),
    ]


def test_a_verdict_after_a_comma_is_all_that_its_source_said():
    text = "The town will shed 38 clerks, a mirror measure, according to Ole Lund."
    assert pairs(text) == [("Ole Lund", "a mirror measure")]
    text = (
        "Ann Roe told the port to close its office, a step that Ole Lund termed “harsh and late.”"
    )
    assert pairs(text) == [
        ("Ann Roe", "to close its office"),
        ("Ole Lund", "“harsh and late.”"),
    ]


def test_as_she_said_takes_the_last_of_joined_clauses():
    text = "The mill is near the school, and she has friends there, as Ann Roe said at lunch."
    assert pairs(text) == [("Ann Roe", "she has friends there")]


# -- order ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "speaker", "text"),
    [
        (
            "Within a month they will sail under other flags, Ann Roe told the Valley Herald.",
            "Ann Roe",
            "Within a month they will sail under other flags",
        ),
        (
            "The pact has no annex, three people acquainted with the talks told the Herald.",
            "three people acquainted with the talks",
            "The pact has no annex",
        ),
        ("Whether he may still sail he has asked twice.", "he", "Whether he may still sail"),
        (
            "“Whatever hour suits” was how Ann Roe put it, in a line that ran for days.",
            "Ann Roe",
            "“Whatever hour suits”",
        ),
        ("Ann Roe asked when.", "Ann Roe", "when"),
        (
            "Two wondered, without giving names, whether the bell had been stolen.",
            "Two",
            "whether the bell had been stolen",
        ),
        (
            "One, who asked for anonymity, argued that the mayor had no choice.",
            "One, who asked for anonymity",
            "that the mayor had no choice",
        ),
        (
            "From the next room Mr. Hale said, “They have it wrong in the magazine.”",
            "Mr. Hale",
            "“They have it wrong in the magazine.”",
        ),
    ],
)
def test_words_are_found_wherever_they_stand(sentence, speaker, text):
    assert pairs(sentence) == [(speaker, text)]


# -- what is no quotation ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "No ministry has ever said that the bridge was safe.",
        "We asked the ministry whether the clerks will be left alone.",
        "The owner, who asked us not to name the mill, left early.",
        "Ann Roe and Bob Doe disputed whether the letter was late.",
        "Ann Roe served two years for “insulting the honor of the court” in a song.",
    ],
)
def test_the_outlets_own_steps_and_charges_are_nobodys_words(sentence):
    assert find(sentence).empty


# -- interviews -------------------------------------------------------------------------------


def test_answers_in_an_interview_belong_to_who_is_interviewed():
    text = (
        "Ann Roe has a mill in the valley, as she said before sitting down.\n\n"
        "I began by asking what it was worth.\n\n“Nothing at all. Nobody grinds here.”\n\n"
        "And if the railway came?\n\n“Then it would be worth a song.”\n\n"
        "The ministry says that the railway will come.\n\n“It has said so since I was born.”"
    )
    table = find(text)
    answers = table[table["kind"] == "direct"]
    assert len(answers) == 3
    assert set(answers["speaker_name"]) == {"Ann Roe"}


def test_a_quoted_paragraph_after_a_report_is_a_row_of_its_own():
    text = "Ann Roe said that the mill was shut.\n\n“We had no grain left in May.”\n\nIt rained."
    table = find(text)
    assert list(table["kind"]) == ["indirect", "direct"]
    assert set(table["speaker_name"]) == {"Ann Roe"}


def test_the_pluperfect_goes_on_after_according_to():
    text = "According to the bank, the box was found in May. It had not been declared."
    table = find(text)
    assert list(table["text"]) == ["the box was found in May", "It had not been declared"]


# -- for whom they speak ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("Ann Roe, the Kenyan diplomat who runs the U.N. mission, said it was late.", "US", "UN"),
        ("“It is late,” said a person close to the Norwegian delegation.", "US", "NO"),
        ("“It is late,” said a manager at a large dairy.", "NO", "NO"),
        ("It is late, according to brokers in Oslo and London.", "NO", ""),
        ("“It is late,” said a London underwriter.", "NO", "GB"),
        ("On the quay in the Gulf of Finland, a docker said that it was late.", "NO", "NO"),
    ],
)
def test_the_country_of_a_source(text, country, expected):
    assert list(find(text, country)["affiliation"].fillna("")) == [expected]


def test_the_papers_own_interlocutor_is_the_unnamed_source():
    text = (
        "Wheat is dear, says a manager at a large dairy. “Every day costs us three crowns,” the "
        "Herald’s interlocutor admits."
    )
    assert list(find(text, "NO")["affiliation"]) == ["NO", "NO"]


def test_an_adjective_of_nationality_is_no_name_before_its_noun():
    text = "Norwegian arms inspectors left the base and noted an “ambiguity” in their report."
    table = find(text)
    assert list(table["speaker"]) == ["Norwegian arms inspectors"]
    assert list(table["affiliation"]) == ["NO"]


def test_a_document_has_the_country_of_where_it_was_read():
    text = "According to the log, read aloud at the Pentagon by Ann Roe, the ship had turned."
    assert list(find(text, "NO")["affiliation"]) == ["US"]


def test_the_town_at_the_front_is_no_part_of_a_name():
    text = "Ann Roe left. In Oslo Bob Dunmore smiled; the lane is, in his opinion, safe."
    assert list(find(text)["speaker_name"]) == ["Bob Dunmore"]


def test_a_noun_that_equates_announces_words_after_an_insertion():
    text = "The mayor’s own line, served up at noon, is that there is “no drama.”"
    assert pairs(text) == [("The mayor’s", "that there is “no drama.”")]
    assert find("The mayor’s line of attack was weak.").empty


def test_a_resolution_that_asks_speaks_for_its_assembly():
    text = (
        "Norway abstained on a resolution asking for the release of the crew. The General Assembly "
        "adopted it at night."
    )
    table = find(text)
    assert list(table["speaker"]) == ["a resolution"]
    assert list(table["affiliation"]) == ["UN"]


def test_what_is_confirmed_counts_if_it_says_something():
    assert pairs("Ann Roe confirmed the figure of 19.") == [("Ann Roe", "the figure of 19")]
    assert find("Ann Roe confirmed the part about the cards.").empty
