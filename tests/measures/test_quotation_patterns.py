"""Who says what in sentences as agencies, papers and ministries write them. All are invented.

quotation_patterns.csv holds one sentence a row: the speaker as written, his words, the sentence;
a sentence with two quotations has two rows.
"""

from pathlib import Path

import pandas as pd
import pytest

from helpers.measures import find_quotations

PATTERNS = pd.read_csv(Path(__file__).with_name("quotation_patterns.csv"), keep_default_na=False)


@pytest.mark.parametrize("sentence", PATTERNS["sentence"].unique())
def test_a_sentence_has_these_speakers_and_these_words(sentence: str):
    found = find_quotations(pd.DataFrame({"article_id": ["a"], "text": [sentence]}))
    expected = PATTERNS[PATTERNS["sentence"] == sentence]
    found = list(zip(found["speaker"], found["text"], strict=True))
    assert found == list(zip(expected["speaker"], expected["words"], strict=True))


@pytest.mark.parametrize(
    "sentence",
    [
        "Dahl sent Haddow a large part of the nearly 1,600 emails that have now been marked "
        "“confidential” by the court.",
        "The bill unites liberals who like it, state officials angry about mandates and "
        "teachers whom the rule punished.",
        "If you live in Ordal, feel free to “vote your conscience” or not to vote.",
        "Wait, it gets better: “By law, the mayor sets the number of those admitted each year.”",
        "Given the expected costs and questions of legality, the council had been stalling on "
        "the plan.",
        "The films go beyond TV shows, including works like “The Tower.”",
        "A large number of refugees from Tver admitted to the country have been sailors.",
        "The agency cited in Dahl's letter does not exist.",
        "What about the deficit scolds who shape the council?",
        "The party ruled the council and had confirmed 68 judges by this point.",
        "The hall echoed with the strains of “Ordal, Ordal.”",
        "Dahl, who left early, saying goodbye to his staff, was tired.",
        "There is also a mock book by the comedian Ann Haddow titled “A First Book.”",
        "The internal questions it must resolve are hard.",
        "Roe was asked about the network's claim of credit for the attack by an Ordal clerk who "
        "pledged his allegiance to the group.",
        "The campaign of Ann Roe did not reply to numerous emails asking about its contracts.",
        "People whose dealings with Roe have been good are wary of saying anything that could be "
        "construed as critical.",
        "One voter, Ivan Roe, 35, showed up in the “brown beret” gear of a local group.",
        "They shared a picture of Ann Roe, money and a six-pointed star likened to the Star of "
        "Ordal.",
        "It is considered toxic in Ordal, which helps explain why neither invokes the name.",
        "He fought over the rules and denied Roe a final-night photograph of unity.",
        "Ordal shooter's friend denied bail.",
        "After Roe testified, Dahl and his team seemed to shift focus away from her circle.",
        "But he also maintained above-average costs for raising that money.",
        "She offers messages that are similar to the ones put forth by the defeated campaign.",
        "All the messages classified in the new set were designated as “confidential,” the lowest "
        "tier.",
        "The cause is not clear, with weather and pilot error said to be among the reasons.",
        "In a September Herald poll, 75 percent of farmers said “most people in politics” cannot "
        "be trusted.",
        "He is best known for appearances as the “senior local correspondent” on the show.",
        "Roe, who's starred in “Ports and Recreation” and “Guardians of the Quay,” posted the "
        "clip on Thursday.",
        "It was the “Secret Lives of the Super Rich,” not “Super Lives of the Super Rich.”",
        "The text, which Roe posted on Friday, drew no crowd.",
        "Asked whether the port was closed, Roe demurred.",
        "The hearing will begin with a period for the growers, most likely led by Port Committee "
        "counsel Ann Roe.",
    ],
)
def test_these_words_are_nobodys(sentence: str):
    assert find_quotations(pd.DataFrame({"article_id": ["a"], "text": [sentence]})).empty


@pytest.mark.parametrize("sentence", PATTERNS["sentence"].unique())
def test_a_text_may_end_after_every_word(sentence: str):
    words = sentence.split()
    beginnings = [" ".join(words[:end]) for end in range(1, len(words))]
    names = [str(number) for number, _ in enumerate(beginnings)]
    found = find_quotations(pd.DataFrame({"article_id": names, "text": beginnings}))
    texts = dict(zip(names, beginnings, strict=True))
    for row in found.itertuples():
        parts = [texts[row.article_id][start:end] for start, end in row.pieces]
        assert row.text == " … ".join(parts)


@pytest.mark.parametrize(
    "text",
    [
        "Roe said in",
        "The crowd chimed in",
        "“It is late,” Roe asked, according to a transcript of the",
    ],
)
def test_a_text_without_an_end_is_read_to_its_end(text: str):
    found = find_quotations(pd.DataFrame({"article_id": ["a"], "text": [text]}))
    assert found["speaker"].isin(["Roe", "a transcript of the"]).all()
