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
