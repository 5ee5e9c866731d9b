"""Quotations: patterns, speakers, spans. All sentences and persons are invented."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.measures import find_quotations
from helpers.measures.quotations import QUOTATION_COLUMNS
from tests.timing import assert_grows_in_proportion

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"


def find(text: str) -> pd.DataFrame:
    return find_quotations(pd.DataFrame({"article_id": ["a"], "text": [text]}).astype("str"))


def only(text: str) -> pd.Series:
    table = find(text)
    assert len(table) == 1, table[["speaker", "cue", "text"]]
    return table.iloc[0]


# -- clause patterns in every order -----------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "“The bridge is open,” Maria Orlova said.",
        "“The bridge is open,” said Maria Orlova.",
        "Maria Orlova said: “The bridge is open.”",
        "Maria Orlova said, “The bridge is open.”",
        "Maria Orlova told reporters in the town on Monday: “The bridge is open.”",
        "“The bridge is open,” Maria Orlova told the Valley Herald.",
        "“The bridge is open,” according to Maria Orlova.",
        "On Monday Maria Orlova wrote on her page that “the bridge is open.”",
        "Speaking in the town hall, Maria Orlova said “the bridge is open.”",
        "Said Maria Orlova: “The bridge is open.”",
    ],
)
def test_the_speaker_is_found_in_every_order(sentence: str):
    quotation = only(sentence)
    assert quotation["speaker_name"] == "Maria Orlova"
    assert "bridge is open" in quotation["text"]
    assert quotation["kind"] in ("direct", "mixed")


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Speaking in Ordal, port warden Ivo Dahl said the quay would close.", "Ivo Dahl"),
        ("After winning Ordal in May, Mayor Ann Dahl said the quay would close.", "Ann Dahl"),
        (
            "Early in the campaign, he and other rivals complained that the quay was closed.",
            "he and other rivals",
        ),
        # no scene: the first of a list
        ("Pollsters in Ordal, brokers and clerks said the quay was closed.", "pollsters in Ordal"),
    ],
)
def test_a_scene_at_the_front_is_no_part_of_the_speaker(sentence, speaker):
    assert only(sentence)["speaker_name"].startswith(speaker)


def test_a_capital_that_grows_in_lower_case_does_no_harm():
    quotation = only("The mİnister, a former mayor, said the quay would close.")
    assert quotation["text"] == "the quay would close"


def test_one_quotation_cut_by_its_speaker_has_two_pieces():
    quotation = only("“The bridge,” she said, “is open again to all.”")
    assert quotation["pieces"] == [[0, 13], [24, 47]]
    assert quotation["text"] == "“The bridge,” … “is open again to all.”"
    assert quotation["kind"] == "direct"


def test_the_rest_of_a_statement_after_the_speaker_belongs_to_it():
    quotation = only("“We go,” said Bob Doe. “We are late. We must run.”")
    assert len(quotation["pieces"]) == 2
    assert quotation["speaker_name"] == "Bob Doe"


def test_a_fragment_in_an_attributed_clause_is_mixed():
    quotation = only("Orlova said she “couldn’t say” whether the bridge would open.")
    assert quotation["kind"] == "mixed"
    assert quotation["text"] == "she “couldn’t say” whether the bridge would open"


def test_a_statement_without_marks_is_indirect():
    quotation = only("The ministry said on Tuesday that the bridge would open in May.")
    assert quotation["kind"] == "indirect"
    assert quotation["text"] == "that the bridge would open in May"
    assert quotation["speaker"] == "The ministry"


def test_an_attribution_at_the_end_takes_the_clause_before_it():
    quotation = only("The bridge will open in May, according to a ministry report.")
    assert quotation["text"] == "The bridge will open in May"
    assert quotation["cue"] == "according to"


def test_a_subordinate_clause_at_the_front_does_not_swallow_the_main_clause():
    quotation = only("After Orlova said the bridge was open, the mayor drove across it.")
    assert quotation["text"] == "the bridge was open"


def test_two_speakers_in_one_sentence_keep_their_own_words():
    table = find("Orlova said the bridge was safe, but Doe warned that it would fall.")
    assert table["speaker"].tolist() == ["Orlova", "Doe"]
    assert table["text"].tolist() == ["the bridge was safe", "that it would fall"]


def test_a_participle_belongs_to_the_subject_of_its_sentence():
    table = find("Maria Orlova left the hall, saying that “nothing is lost.”")
    assert table["speaker"].tolist() == ["Maria Orlova"]


@pytest.mark.parametrize(
    ("sentence", "speaker", "words"),
    [
        ("Roe called the plan a gift to the valley.", "Roe", "the plan a gift to the valley"),
        ("Roe called the plan “a late gift.”", "Roe", "the plan “a late gift.”"),
        ("Roe asked the council to open the bridge.", "Roe", "to open the bridge"),
        ("Her lawyer, Bob Doe, asked for a week.", "Her lawyer, Bob Doe", "for a week"),
        ("Guests begged us to leave out the street.", "Guests", "to leave out the street"),
        ("The ministry has denied involvement.", "The ministry", "involvement"),
        ("The Valley Times reports Roe will run.", "The Valley Times", "Roe will run"),
        ("The army warned by radio that it would fire.", "The army", "that it would fire"),
        ("The exporter objects that it was late.", "The exporter", "that it was late"),
        ("The agency put the loss at 12 million.", "The agency", "the loss at 12 million"),
        ("Several wanted to know why it was shut.", "Several", "why it was shut"),
        ("While he’s said the bridge is open, it is not.", "he", "the bridge is open"),
        ("The mayor’s answer was that it was late.", "The mayor’s", "that it was late"),
        ("In Roe’s view, the bridge is safe.", "Roe’s", "the bridge is safe"),
        ("By the count of two clerks, nine are gone.", "two clerks", "nine are gone"),
        ("The roof was wet, he shrugged.", "he", "The roof was wet"),
        ("Too dangerous, said the guards.", "the guards", "Too dangerous"),
    ],
)
def test_what_is_asked_judged_denied_and_counted_is_reported_speech(sentence, speaker, words):
    quotation = only(sentence)
    assert (quotation["speaker"], quotation["text"]) == (speaker, words)


@pytest.mark.parametrize(
    ("sentence", "speaker", "words"),
    [
        ("According to her, it is late.", "her", "it is late"),
        ("According to Roe, who runs it, it is late.", "Roe, who runs it", "it is late"),
        ("It is late, according to Roe, head of the bank.", "Roe, head of the bank", "It is late"),
        (
            "According to Roe, the text speaks of a fire and says no more.",
            "Roe",
            "the text speaks of a fire and says no more",
        ),
    ],
)
def test_according_to_names_its_source_with_all_that_describes_it(sentence, speaker, words):
    quotation = only(sentence)
    assert (quotation["speaker"], quotation["text"]) == (speaker, words)


def test_speech_within_reported_speech_is_part_of_it():
    quotation = only("Orlova said the mayor had promised that the bridge would open.")
    assert quotation["text"] == "the mayor had promised that the bridge would open"
    quotation = only("She told the judge that it was late, her lawyer said.")
    assert quotation["speaker"] == "her lawyer"
    assert quotation["text"] == "She told the judge that it was late"


def test_verbs_in_the_words_of_a_source_do_not_cut_them():
    quotation = only("Orlova said that the guests had been fed and issued boots.")
    assert quotation["text"] == "that the guests had been fed and issued boots"


def test_a_description_at_the_end_is_the_outlets():
    quotation = only("Orlova asked to see the hall, a long shed at the edge of the town.")
    assert quotation["text"] == "to see the hall"


@pytest.mark.parametrize(
    "sentence",
    [
        "Hundreds of protesters had gathered outside.",
        "In the past, Roe had voiced support for it.",
        "Roe had left the port in May. The port was where Roe worked.",
        "The Ordal Council had disliked the plan.",
    ],
)
def test_the_pluperfect_about_people_is_told_by_the_outlet(sentence):
    table = find(f"Orlova said the ships were late. {sentence}")
    assert table["text"].tolist() == ["the ships were late"]


def test_the_pluperfect_after_a_report_goes_on_with_it():
    table = find("Orlova said the ships were late. They had left in May. The sun came out.")
    assert table["text"].tolist() == ["the ships were late", "They had left in May"]
    assert table["speaker"].tolist() == ["Orlova", "Orlova"]
    assert pd.isna(table["cue"].iloc[1])


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Ann Roe and Bob Doe both said it was late.", "Ann Roe and Bob Doe"),
        ("Last month, the Herald, a local paper, said it was late.", "the Herald, a local paper"),
        ("Ann Roe, the head of the office said it was late.", "Ann Roe, the head of the office"),
        ("Eight men checking the base said it was late.", "Eight men checking the base"),
        ("More than 4 in 10 said it was late.", "4 in 10"),
        ("The guard who opened the gate said it was late.", "The guard who opened the gate"),
        ("Mrs. Orly said it was late.", "Mrs. Orly"),
        ("The under secretary said it was late.", "The under secretary"),
    ],
)
def test_the_whole_subject_is_the_speaker(sentence, speaker):
    assert only(sentence)["speaker"] == speaker


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Two in three said it was late.", "Two in three"),
        ("The rest were glad: 47% say it is late.", "47%"),
        ("As many as 40 percent of farmers said it was late.", "As many as 40 percent of farmers"),
        ("About four out of 10 farmers said it was late.", "four out of 10 farmers"),
        ("Half of registered voters said it was late.", "Half of registered voters"),
        ("Most of them say it is late.", "Most of them"),
        ("The two admit that it was late.", "The two"),
        ("By a wide margin, those surveyed say it is late.", "those surveyed"),
        ("Another tweeted, “It is late, and we are cold.”", "Another"),
        ("“It is late, and we are cold,” tweeted another.", "another"),
        ("“It is late,” said one farmer involved in the plan.", "one farmer involved in the plan"),
        ("Roe herself also said that it was late.", "Roe"),
    ],
)
def test_counts_and_words_without_a_noun_can_speak(sentence, speaker):
    assert only(sentence)["speaker"] == speaker


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Unions, churches, and many farmers claim that it is late.",
         "Unions, churches, and many farmers"),
        ("A group of young artists, writers, actors and teachers said it was late.",
         "A group of young artists, writers, actors and teachers"),
        ("Former Gov. Ann Roe (D) and former Gov. Bob Doe (R) said it was late.",
         "Former Gov. Ann Roe (D) and former Gov. Bob Doe (R)"),
        ("Ann Roe of Tver, Ural says it is late.", "Ann Roe of Tver, Ural"),
        ("Tver, which the Organization for Valley Cooperation and Development says is rich, fell.",
         "the Organization for Valley Cooperation and Development"),
        ("A report issued over the summer by the agency said it was late.",
         "A report issued over the summer by the agency"),
        ("Both sides of the quarrel over the bridge agreed on one thing.",
         "Both sides of the quarrel over the bridge"),
        ("Ann Roe, 67, a retired clerk in Allentown, Pa., said it was late.",
         "Ann Roe, 67, a retired clerk in Allentown, Pa."),
        ("Ann Roe, who is head of the bank said it was late.", "Ann Roe, who is head of the bank"),
        ("Senator Ann Roe, the Ural man who heads the Bank Panel, which runs it, said it was late.",
         "Senator Ann Roe, the Ural man who heads the Bank Panel, which runs it"),
        ("The Herald, like the Valley Post, which was first, said it was late.",
         "The Herald, like the Valley Post, which was first"),
        ("In a talk with hosts Joe Roe and Ann Doe, the mayor said it was late.", "the mayor"),
        ("Executives who run news sites almost always say that it is late.",
         "Executives who run news sites"),
        ("Democrats — and some Republicans — say that it is late.",
         "Democrats — and some Republicans"),
    ],
)  # fmt: skip
def test_lists_and_long_descriptions_are_one_speaker(sentence, speaker):
    assert only(sentence)["speaker"] == speaker


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("“It is late,” said Senator Joe Donnelly, a friend of the mayor.", "Joe Donnelly"),
        ("Will Roe, the chairman of the bank, said that it was late.", "Will Roe"),
        ("Chairman Will Roe, for example, said the visit – to Tver – would help.", "Will Roe"),
        ("USA TODAY reported last month that it was late.", "USA TODAY"),
        ("Sen. Ann Roe, R-S.C., a candidate, said it was late.", "Ann Roe"),
        ("Charles Roe III came home. Roe said it was late.", "Charles Roe III"),
        ("It came in a reply to a request by the Valley Post, which argued that it was late.",
         "Valley Post"),
        ("The mayor's former aide, Ann Roe, said the man who came after her was late.", "Ann Roe"),
        ("The nominee feuds with his party on Monday and dismisses the plan as a stunt.",
         "nominee"),
        ("Last year, Bob Doe played down the plan as “a show” and reportedly argued it was late.",
         "Bob Doe"),
        ("The Roe campaign sent a letter Wednesday saying that it was late.",
         "Roe campaign"),
    ],
)  # fmt: skip
def test_names_that_look_like_other_words_are_read_as_names(name, sentence):
    assert set(find(sentence)["speaker_name"]) == {name}


@pytest.mark.parametrize(
    ("sentence", "speaker", "words"),
    [
        ("Roe was asked by host Bob Doe whether it was late.", "host Bob Doe",
         "whether it was late"),
        ("Asked by Bob Doe whether it was late, Ann Roe left.", "Bob Doe", "whether it was late"),
        ("He was accused by the news media of beating his horse.", "the news media",
         "of beating his horse"),
        ("He was suspected, and accused by the news media of stealing.", "the news media",
         "of stealing"),
        ("She was accused by an aide, who had left, of theft.", "an aide", "of theft"),
        ("The deal was first reported by the Herald.", "the Herald", "The deal"),
        ("The plan was hotly criticized by Roe and some farmers.", "Roe and some farmers",
         "The plan"),
        ("As reported by Valley Journal, the bridge is late.", "Valley Journal",
         "the bridge is late"),
    ],
)  # fmt: skip
def test_the_agent_of_a_passive_is_the_source(sentence, speaker, words):
    quotation = only(sentence)
    assert (quotation["speaker"], quotation["text"]) == (speaker, words)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The mayor agreed to open the bridge.", "to open the bridge"),
        ("Her rivals agree with the mayor on the bridge.", "the mayor on the bridge"),
        ("Farmers vow to stay away.", "to stay away"),
        ("Half said so in May.", "so"),
        ("And, as the Post reported, Roe was late.", "Roe was late"),
        ("Get serious about it, the young men say by a wide margin.", "Get serious about it"),
        ("“She asked him, ‘Why not go?’” Roe told reporters during a call.",
         "“She asked him, ‘Why not go?’”"),
        ("In other words, explained the host Ann Roe: “What is it for?”", "“What is it for?”"),
    ],
)  # fmt: skip
def test_what_is_agreed_vowed_and_repeated_is_found(sentence, words):
    assert only(sentence)["text"] == words


def test_a_pronoun_means_the_source_of_the_sentence_before_not_its_topic():
    text = "Ann Doe and Bob Roe met. Bob Roe was late, said Tom Coe, a clerk. “He slept,” he said."
    assert find(text)["speaker_name"].tolist()[-1] == "Tom Coe"


def test_a_sentence_about_him_names_nobody_else_for_the_next_pronoun():
    text = "Tom Coe came. He had met Bob Roe in the hall. “It was late,” he said."
    assert only(text)["speaker_name"] == "Tom Coe"


# -- what is no quotation ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “reform” passed without a vote.",
        "The town is known for its “white nights” in June.",
        "She sang in the musical “The Two Rivers” for ten years.",
        "A thriller titled “The Long Road” was on her table.",
        "Notes and reports lay on the table. The states along the river agreed on nothing.",
        "She did not say how the town would pay. He declined to say whether it would.",
        "The minister would not comment on the report.",
        "Voters who demand a refund will get one.",
        "The man accused of theft is in court.",
        "There were 1,600 emails that nobody had read.",
        "All told, five boats were lost.",
        "A merger announced Monday would cost a fortune.",
        "In a poll, 45 percent of voters said it was late.",
        "A company called Ural Steel gave money.",
        "The candidate labeled “a leader in hard times” won the vote.",
        "Among them were three farmers who have led big states: Roe and Doe.",
        "Those types of cells were in nine states: Ural, Tver and the Valley.",
        "Her lead has shrunk a bit, from about 12 percentage points to 8 percentage points.",
        "Several Valley businesses have called off work with him for his “awful” tone.",
        "The group claimed responsibility for the fire.",
        "The debate promised to be a long one.",
        "Republican claims about the bridge and dodging questions were the rule.",
        "It was an answer to the farmers' new warning about floods.",
        "The latest delay adds to the drama that has surrounded the bridge.",
        "The police explore breaches of the Bridge Act regarding “gross waste” of funds.",
        "",
        "   \n\n ",
    ],
)
def test_scare_quotes_titles_and_nouns_are_no_quotations(text: str):
    assert find(text).empty


def test_a_subheading_in_quotation_marks_is_no_quotation():
    text = "Orlova said the bridge was open.\n\n‘A new road for all’\n\nThe town was quiet."
    assert find(text)["text"].tolist() == ["the bridge was open"]


@pytest.mark.parametrize("who", ["reporters", "CNN", "the Valley Herald", "a crowd in the square"])
def test_the_person_spoken_to_is_never_the_speaker(who: str):
    table = find(f"“We are ready,” Orlova told {who}. She told {who} that the bridge was open.")
    assert set(table["speaker_name"]) == {"Orlova"}


def test_the_participle_alleged_is_no_verb():
    assert find("The mayor’s alleged part in the affair is unknown.").empty


# -- from sentence to article -----------------------------------------------------------------


def test_a_quoted_paragraph_without_attribution_belongs_to_the_last_speaker():
    text = "“We are ready,” said Ann Roe.\n\n“The bridge is open to all of you.”\n\nIt rained."
    quotation = only(text)
    assert quotation["speaker_name"] == "Ann Roe"
    assert len(quotation["pieces"]) == 2


def test_an_open_quotation_gets_the_speaker_at_its_end():
    text = "It rained.\n\n“The first part goes on.\n\n“The second part ends here,” said Bob Doe."
    quotation = only(text)
    assert quotation["speaker_name"] == "Bob Doe"
    assert len(quotation["pieces"]) == 2


def test_an_announced_quotation_in_the_next_paragraph_has_its_speaker():
    quotation = only("The ministry said in a statement:\n\n“The bridge is open to all.”")
    assert quotation["speaker"] == "The ministry"


def test_a_signature_below_a_quoted_paragraph_is_its_speaker():
    quotation = only("“The bridge is a gift to the whole valley.”\n\nAnn Roe, Valley Herald")
    assert quotation["speaker_name"] == "Ann Roe"


def test_an_unattributed_quotation_is_kept_without_a_speaker():
    quotation = only("“All of this will be over by the end of the winter.”\n\nIt rained all day.")
    assert pd.isna(quotation["speaker"])
    assert pd.isna(quotation["speaker_id"])


# -- who the speaker is -----------------------------------------------------------------------


def test_pronoun_speaker_resolves_to_the_last_named_speaker():
    table = find("“We go,” said Ann Roe, a minister. “We are late,” Bob Doe said. “Run,” he said.")
    assert table["speaker_name"].tolist() == ["Ann Roe", "Bob Doe", "Bob Doe"]
    assert table["speaker"].tolist()[2] == "he"


def test_a_pronoun_passes_over_persons_of_the_other_gender():
    table = find("Ms. Ann Roe spoke first. Mr. Bob Doe came late. “It is open,” she said.")
    assert table["speaker_name"].tolist() == ["Ann Roe"]


def test_a_surname_is_completed_from_the_full_name():
    text = "Foreign Minister Sergei Malkov arrived on Monday. Malkov said the talks were over."
    assert only(text)["speaker_name"] == "Sergei Malkov"


def test_the_office_means_the_person_presented_with_it():
    text = "Prime Minister Ann Roe came home. “We are ready,” the prime minister said."
    assert only(text)["speaker_name"] == "Ann Roe"


def test_the_fullest_form_of_a_name_is_used_for_all_its_quotations():
    text = "“Yes,” said Ann Roe. Later Ann B. Roe added that it was over. Roe said no more came."
    assert set(find(text)["speaker_name"]) == {"Ann B. Roe"}
    assert set(find(text)["speaker_id"]) == {"ann-roe"}


def test_a_speaker_phrase_is_kept_whole():
    text = "“It is over,” said a senior Kremlin official who asked not to be named."
    quotation = only(text)
    assert quotation["speaker"] == "a senior Kremlin official who asked not to be named"
    assert quotation["anonymous"]


def test_a_source_that_speaks_on_condition_of_anonymity_is_still_heard():
    quotation = only("“It is over,” an aide said on condition of anonymity.")
    assert quotation["speaker"] == "an aide"


def test_an_apposition_belongs_to_the_speaker_phrase():
    quotation = only("“It is over,” said Maria Orlova, a spokeswoman for the ministry.")
    assert quotation["speaker"] == "Maria Orlova, a spokeswoman for the ministry"
    assert quotation["speaker_name"] == "Maria Orlova"


@pytest.mark.parametrize(
    ("phrase", "country", "role"),
    [
        ("Russian foreign ministry spokesperson Maria Orlova", "RU", "foreign ministry"),
        ("State Department spokesman Bob Doe", "US", "foreign ministry"),
        ("A Pentagon official", "US", "defence and military"),
        ("Ukrainian President Petro Hrabar", "UA", "head of state or government"),
        ("NATO spokeswoman Ann Roe", "NATO", "defence and military"),
        ("State Duma deputy Ivan Malkov", "RU", "legislature"),
        ("Sen. Ann Roe", "US", "legislature"),
        ("Ann Roe, an analyst at the Carnegie Endowment,", "US", "expert"),
        ("Ann Roe, who lives by the river,", None, None),
    ],
)
def test_affiliation_and_role_are_read_from_the_phrase(phrase, country, role):
    quotation = only(f"{phrase} said that the bridge was open.")
    assert (quotation["affiliation"] if country else None) == country
    assert (quotation["role"] if role else None) == role
    if country is None:
        assert pd.isna(quotation["affiliation"])
        assert pd.isna(quotation["role"])


def test_what_the_article_says_once_of_a_person_holds_for_all_quotations():
    text = "“Yes,” said Ann Roe.\n\nState Department spokeswoman Ann Roe said the talks went on."
    assert find(text)["affiliation"].tolist() == ["US", "US"]


def test_its_spokesman_speaks_for_the_body_named_before():
    text = (
        "The Russian Foreign Ministry said it was over. Its spokesman, Ivan Malkov, said no more."
    )
    assert find(text)["affiliation"].tolist() == ["RU", "RU"]


def test_a_named_person_is_not_anonymous_and_an_official_is():
    table = find("Ann Roe said it was over. A ministry official said it was not.")
    assert table["anonymous"].tolist() == [False, True]


def test_the_cue_carries_its_stance():
    table = find("Roe claimed that it was over. Doe conceded that it was not.")
    assert table["stance"].tolist() == ["doubting", "conceding"]


# -- the table --------------------------------------------------------------------------------


def test_columns_and_types_are_the_declared_ones():
    for text in ("", "Roe said that it was over."):
        table = find(text)
        assert {name: str(dtype) for name, dtype in table.dtypes.items()} == QUOTATION_COLUMNS


def test_the_input_is_not_changed_and_quotations_are_numbered_by_article():
    articles = pd.DataFrame(
        {
            "article_id": ["a", "b"],
            "text": ["Roe said no. Doe said that it was.", "Roe said yes it is."],
        }
    )
    before = articles.copy(deep=True)
    table = find_quotations(articles)
    pd.testing.assert_frame_equal(articles, before)
    for _, group in table.groupby("article_id"):
        assert group["quotation_id"].tolist() == list(range(len(group)))


WORDS = [
    "Roe",
    "Ann Roe",
    "Mr. Doe",
    "she",
    "he",
    "who",
    "the ministry",
    "a Kremlin official",
    "said",
    "told",
    "reporters",
    "that",
    "“",
    "”",
    '"',
    ",",
    ".",
    "?",
    ":",
    "—",
    "and",
    "but",
    "according to",
    "claims",
    "was",
    "in Geneva",
    "on Monday",
    "a spokesman",
    "for",
    "not",
    "\n\n",
    "‘",
    "’",
    "(",
    ")",
    "U.S.",
    "“We go,”",
    "saying",
    "as",
    "after",
    "adding",
    "İ",
    "é",
    "…",
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))
def test_every_span_equals_its_excerpt(text: str):
    for row in find(text).itertuples():
        assert " … ".join(text[low:high] for low, high in row.pieces) == row.text
        assert row.start == row.pieces[0][0]
        assert row.end == row.pieces[-1][1]
        assert all(low < high for low, high in row.pieces)
        if not pd.isna(row.speaker):
            assert text[row.speaker_start : row.speaker_end] == row.speaker
        if not pd.isna(row.cue):
            assert text[row.cue_start :].startswith(row.cue)


def test_the_result_does_not_depend_on_how_the_corpus_is_cut():
    chance = random.Random(7)
    texts = [" ".join(chance.choices(WORDS, k=80)) for _ in range(12)]
    articles = pd.DataFrame(
        {
            "article_id": [str(n) for n in range(12)],
            "text": texts,
            "country": ["US", "RU", None] * 4,
            "date": pd.date_range("2020-01-01", periods=12),
        }
    )
    parts = [find_quotations(articles.iloc[n : n + 5]) for n in range(0, 12, 5)]
    whole = find_quotations(articles)
    pd.testing.assert_frame_equal(whole, pd.concat(parts, ignore_index=True))


@pytest.mark.parametrize(
    "piece",
    [
        "“", "”", '"', "'", "(", "A", "Ab ", "said ", "he said ", "Roe said that ", "Roe, ",
        "“A b,” he said, ", "Roe, who ", "head of ", "Roe and ", "according to ",
        "\u202e\u200fא ", "😀“😀” said ", "“a\n", ". ", "He said:\n\n“A b c.”\n\n",
        "President Ann Roe won. The president said no. ",
        "The Russian ministry said that Ann Roe of the Foreign Ministry would wait in Paris. ",
        "the minister said that Russia would wait and the official said that the company ",
        "It said no. The Finance Ministry fell. The ministry said so. ",
        "said on X, formerly ", "Roe, who called it “a,” says ", "told NBC's “Go On” ",
        "in a court hearing ", "as Roe pointed out, ", "Roe said it was “a,” ",
        "of them said ", "Roe, Doe and Coe said ", "was asked by Roe and ", "a report issued by ",
    ],
)  # fmt: skip
def test_hostile_text_takes_time_in_proportion_to_its_length(piece: str):
    assert_grows_in_proportion(find, piece, 100_000)


def test_one_name_is_written_with_one_apostrophe():
    curly, straight = (
        only(f"The city{mark}s port authority said the pier was shut.") for mark in "’'"
    )
    assert curly["speaker"] != straight["speaker"]
    assert curly["speaker_name"] == straight["speaker_name"] == "city's port authority"


@pytest.mark.skipif(
    not (SHARED / "gold" / "polnear-dev.jsonl").exists(), reason="the news gold is not here"
)
def test_quality_on_real_news_does_not_fall(tmp_path: Path):
    gold = SHARED / "gold" / "polnear-dev.jsonl"
    with gold.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    articles = pd.DataFrame(
        {"article_id": [r["id"] for r in rows], "text": [r["text"] for r in rows]}
    )
    predictions = tmp_path / "predictions.jsonl"
    find_quotations(articles).to_json(predictions, orient="records", lines=True)
    scorer = SHARED / "tools" / "score_quotations.py"
    result = subprocess.run(
        [sys.executable, scorer, gold, predictions], capture_output=True, text=True, check=True
    )
    scores = json.loads(result.stdout)
    assert scores["SEG_strict"]["e2e_F1"] >= 0.87
    assert scores["ATT_strict"]["F1"] >= 0.75
    assert scores["ATT_lenient"]["F1"] >= 0.88
    assert scores["SET"]["F1"] >= 0.865
