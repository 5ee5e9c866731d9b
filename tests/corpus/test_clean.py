"""Cleaning: what goes, what must stay, and that nothing is lost."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.corpus.clean import CLEANING_STEPS, clean_articles, clean_text
from helpers.corpus.edits import Alignment, Edit
from tests.timing import assert_grows_in_proportion

SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"

STORY = (
    "The grain talks in Orsha ended on Tuesday without a result.\n\n"
    "“We will meet again in spring,” envoy Pavel Lind told reporters.\n\n"
    "Farmers on both banks of the river said that they could not wait so long."
)


def table(*texts, titles=None, outlets=None):
    articles = pd.DataFrame(
        {"article_id": [f"a{number}" for number in range(len(texts))], "text": list(texts)}
    )
    if titles is not None:
        articles["title"] = titles
    if outlets is not None:
        articles["outlet"] = outlets
    return articles


def steps_of(text, title=""):
    _, removed, _ = clean_articles(table(text, titles=[title]))
    return removed["step"].tolist()


# ---- characters ----------------------------------------------------------------------------


def test_garbled_encoding_is_repaired_and_quotation_marks_stay_curly():
    garbled = "The envoy said: â€œWe donâ€™t know,â€\x9d and left the cafÃ© in Orsha at noon today."
    repaired = "The envoy said: “We don’t know,” and left the café in Orsha at noon today."
    assert clean_text(garbled) == repaired


def test_correct_letters_of_any_alphabet_are_not_touched():
    text = "«Ми чекаємо», — сказав посол. Der Präsident von Łódź naïvely said “no”. Ð is a letter."
    assert clean_text(text) == text


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("One\u00a0hundred tanks crossed", "One hundred tanks crossed"),
        ("The spokes\u00adwoman said so", "The spokeswoman said so"),
        ("A zero\u200bwidth space", "A zerowidth space"),
        ("First line\r\nsecond line", "First line\nsecond line"),
        ("The oﬃcial ﬁled it", "The official filed it"),
        ("The cafe\u0301 is open", "The café is open"),
        ("First cell_x000D_\nsecond cell", "First cell\nsecond cell"),
        ("Bell\x07 rings twice", "Bell rings twice"),
        ("Families 👩\u200d👧 left", "Families 👩\u200d👧 left"),
    ],
)
def test_characters_that_look_like_others_become_plain(given_text, expected):
    assert clean_text(given_text) == expected


# ---- markup --------------------------------------------------------------------------------


def test_tags_become_paragraphs_and_entities_characters():
    text = "<p>The <b>river</b> port &amp; the <a href='x'>ferry</a> closed.</p><p>Nobody left.</p>"
    assert clean_text(text) == "The river port & the ferry closed.\n\nNobody left."


def test_scripts_and_comments_go_with_what_they_hold():
    text = (
        "The port closed at noon. <script>var a = 1 < 2;</script><!-- ad slot --> Nobody left it."
    )
    assert clean_text(text) == "The port closed at noon. Nobody left it."


@pytest.mark.parametrize(
    "text",
    [
        "Shares of Lind Corp <L> and of Orsha Steel <OST> rose by 3 < 4 percent on Monday.",
        "The R&D budget of AT&T; and of others &copyright; is a mystery to most people here.",
        "Profit was <10 percent, and revenue >20 percent, of what the board had hoped for.",
    ],
)
def test_angle_brackets_and_ampersands_that_are_no_markup_stay(text):
    assert clean_text(text) == text


# ---- line breaks ---------------------------------------------------------------------------


def test_lines_wrapped_at_a_fixed_width_are_joined_and_paragraphs_kept():
    wrapped = (
        "The grain talks in Orsha ended on Tuesday without\n"
        "a result, and the two delegations went\n"
        "home by separate trains before the evening came.\n"
        "    Envoy Pavel Lind said that the parties would\n"
        "meet again in spring, when the ice on the\n"
        "river would allow the ferries to sail again and\n"
        "bring the grain to the northern harbours of\n"
        "the gulf before the prices rise any further."
    )
    cleaned = clean_text(wrapped)
    assert cleaned.count("\n") == 2
    assert "without a result" in cleaned
    assert "came.\n\nEnvoy" in cleaned


def test_paragraphs_that_were_glued_together_are_separated():
    glued = (
        'The port closed on Friday.Nobody was told why."We waited all day," said Ann Lee.'
        "The ferry left at noon.It did not come back."
    )
    assert clean_text(glued).split("\n\n") == [
        "The port closed on Friday.",
        "Nobody was told why.",
        '"We waited all day," said Ann Lee.',
        "The ferry left at noon.",
        "It did not come back.",
    ]


def test_names_of_sites_and_abbreviations_are_not_separated():
    text = "Editors of Gazeta.Ru and Lenta.Ru met Mr.Lind of the U.S.Army in St.Petersburg."
    assert clean_text(text) == text


def test_blank_lines_between_paragraphs_are_kept():
    assert (
        clean_text("One  two three\n \n\n\nfour   five\nsix  ") == "One two three\n\nfour five\nsix"
    )


# ---- openings ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "dateline",
    [
        "ORSHA (Reuters) - ",
        "ORSHA, July 28. /TASS/. ",
        "WASHINGTON (AP) — ",
        "(CNNews.example) – ",
        "(CNSNews.com) – ",
        "( – ",
        "() - ",
        "ORSHA, July 28 (RIA Novosti) – ",
        "ORSHA, Belarus -- ",
        "KYIV/WARSAW — ",
        "LIMA, Ohio — ",
        "WASHINGTON–",
        "Orsha (CNN) ",
        "By Ann Lee, ORSHA (Reuters) - ",
        "NEW YORK, May 30 (Reuters) - ",
    ],
)
def test_datelines_are_cut_whole_or_broken(dateline):
    _, removed, _ = clean_articles(table(dateline + STORY))
    assert removed["step"].tolist() == ["datelines"]
    assert removed["text"][0] == dateline.strip()
    assert clean_text(dateline + STORY) == STORY


@pytest.mark.parametrize(
    "text",
    [
        "NATO — the alliance of thirty-two — met on Tuesday to speak about the river and the port.",
        "NATO, Russia — Two delegations that had not met for years sat down in Orsha on Tuesday.",
        "BREAKING POINT — The strike at the port of Orsha enters its third week without any talks.",
        "(At the time, Lind was in Orsha.) He returned in May and has not spoken to anybody since.",
        "The Associated Press (AP) reported on Tuesday that the ferry had left the port at noon.",
        "Moscow - not Minsk - decides what happens to the port, said the envoy after the meeting.",
        "Lind (R-Ohio) said that he would vote against the bill when it comes to the floor.",
    ],
)
def test_first_sentences_that_resemble_datelines_stay(text):
    assert clean_text(text) == text


def test_headline_byline_outlet_and_date_above_the_story_are_cut():
    title = "Grain talks end without result"
    text = (
        f"{title}\n\nBy Ann Lee and Pavel Lind\n\nUSA TODAY\n\nJuly 15, 2018 at 2:01 am\n\n{STORY}"
    )
    cleaned, removed, _ = clean_articles(table(text, titles=[title]))
    assert cleaned["text"][0] == STORY
    assert removed["step"].tolist() == ["headlines", "bylines"]


def test_name_above_the_story_is_an_author_only_next_to_an_outlet():
    assert clean_text(f"Pavel Lind\n\nUSA TODAY\n\n{STORY}") == STORY
    assert clean_text(f"Pavel Lind\n\n{STORY}") == f"Pavel Lind\n\n{STORY}"


# ---- furniture -----------------------------------------------------------------------------


TAILS = {
    "related_links": [
        "See also:\n\nLind to Meet Orlov Amid Reports of a Deal Over Two Ferries (Jul. 28, 2022)",
        "Similar Posts",
        "Read more: Why the port matters",
        "Related Stories\n\nFerry runs aground\n\nWhat we know about the port of Orsha",
        "More from The Orsha Herald",
    ],
    "media_notes": [
        "Some media, including videos, may only be available to view at the original.",
        "The post Grain talks end appeared first on Orsha Herald.",
    ],
    "share_buttons": ["Share Tweet Email", "Share this:\n\nFacebook\n\nWhatsApp", "View comments"],
    "subscriptions": [
        "Sign up for our newsletter",
        "Follow Ann Lee on Twitter.",
        "Write to Ann Lee at ann.lee@herald.example",
        "CLICK HERE TO GET THE HERALD APP",
        "Get the Herald stories delivered to your inbox. By signing up, you agree to our Policy",
    ],
    "cookie_notes": ["We use cookies to improve your experience on this site."],
    "copyright": ["© 2022 Orsha Herald. All rights reserved.", "Copyright 2022 The Orsha Herald."],
    "credits": [
        "Ann Lee and Pavel Lind contributed to this report.",
        "(Reporting by Ann Lee; Editing by Pavel Lind)",
        "Updated at 7:36 a.m.",
    ],
    "end_marks": ["###", "___"],
    "captions": ["Ann Lee waves to the ferry in Orsha. (Pavel Lind/Reuters)", "Pavel Lind / AP"],
    "adverts": ["ADVERTISEMENT"],
}


@pytest.mark.parametrize(
    ("step", "tail"), [(step, tail) for step, tails in TAILS.items() for tail in tails]
)
def test_furniture_after_the_story_is_cut_and_named(step, tail):
    _, removed, _ = clean_articles(table(f"{STORY}\n\n{tail}"))
    assert set(removed["step"]) == {step}
    assert clean_text(f"{STORY}\n\n{tail}") == STORY


def test_layers_of_furniture_are_peeled_down_to_the_last_sentence():
    tails = [tail for tails in TAILS.values() for tail in tails]
    assert clean_text("\n\n".join([STORY, *tails, *reversed(tails)])) == STORY


@pytest.mark.parametrize(
    "line",
    [
        "See also the second report of the commission, which came to the opposite conclusion.",
        "Read more books, the minister advised the children of Orsha.",
        "Follow the money on Twitter, the investigators were told.",
        "Like Orlov on Telegram, Lind prefers to speak to his followers in the evening.",
        "Support for the deal has grown on Twitter and Facebook since the ferry ran aground.",
        "Sign-up sheets were empty by noon, and the newsletter of the port was not printed.",
        "Copyright claims filed in 2019 rose sharply, the court in Orsha said.",
        "Updated figures for 2020 are due on Friday, the ministry said.",
        "Falling prices also contributed.",
        "Heavy shelling was reported from Orsha.",
        "Cookies were served to the delegation, which left them on the table.",
        "The views expressed in the poll were divided, with 40 percent for and 41 against.",
        "Some media, including state television, did not report the strike at all.",
        "Lind called the deal a success (Photos from the port showed empty silos).",
        "Half of the voters approve of the talks, a poll found (AP/Reuters).",
        "More on the ferries is known to the harbour master, who does not speak to the press.",
        "By clicking you agree, the app told Orlov, and he clicked before he had read the terms.",
        "Looking for a way out, the company sold its app to a bank.",
        "“Share this with your friends,” Lind wrote on Facebook.",
        "The ferry leaves on Monday. Ann Lee contributed to this report.",
        "The talks go on, and " * 60 + "by signing up you agree to our terms.",
    ],
)
def test_sentences_that_begin_like_furniture_stay_wherever_they_stand(line):
    for text in (f"{STORY}\n\n{line}", f"{line}\n\n{STORY}", f"{STORY}\n\n{line}\n\n{STORY}"):
        assert clean_text(text) == text


def test_link_between_paragraphs_goes_but_a_paragraph_that_begins_like_it_stays():
    first, second, third = STORY.split("\n\n")
    link = "READ MORE: Ferry runs aground off Orsha"
    assert clean_text(f"{first}\n\n{link}\n\n{second}\n\n{third}") == STORY
    sentence = "See also: the court found in March that neither party had kept its word."
    text = f"{first}\n\n{sentence}\n\n{second}"
    assert clean_text(text) == text


def test_links_under_a_heading_stay_if_a_sentence_follows_them():
    text = f"{STORY}\n\nRelated stories\n\nFerry runs aground\n\nNobody was hurt when it happened."
    assert clean_text(text) == text


def test_box_of_headlines_printed_into_a_sentence_is_cut():
    box = " Annabel (Ann) Mary LeeFerry runs aground Lind: ‘We waited all day’ MORE"
    text = (
        f"Senator Ann Lee{box} (D-Ohio) said that the port of Orsha would stay closed until Monday."
    )
    assert "Ann Lee (D-Ohio) said" in clean_text(text)
    assert steps_of(text) == ["glued_links"]


def test_suffix_of_a_name_before_a_box_of_headlines_stays():
    text = (
        "Rep. Paul Lind Jr. Paul Gordon LindFerry runs aground MORE (Ohio) said that he would vote "
        "against the bill when it reaches the floor."
    )
    assert clean_text(text).startswith("Rep. Paul Lind Jr. (Ohio) said")


def test_words_between_two_boxes_of_headlines_stay():
    text = (
        "Ann Lee Annabel (Ann) LeeMORE and adviser Paul Orlov Paul Gordon OrlovFerry runs aground "
        "MORE said that the port would stay closed."
    )
    assert (
        clean_text(text) == "Ann Lee and adviser Paul Orlov said that the port would stay closed."
    )


def test_photo_credit_in_running_text_is_cut_without_its_sentence():
    text = (
        "The ferry left at noon (Photo by Ann Lee/Getty Images) and it did not come back for days."
    )
    assert clean_text(text) == "The ferry left at noon and it did not come back for days."


def test_text_that_is_nothing_but_furniture_stays_as_it_is():
    for text in ("By Ann Lee", "Sign up for our newsletter", "Share\n\nTweet", "Advertisement"):
        assert clean_text(text) == text


# ---- lines that an outlet repeats ----------------------------------------------------------

NOTE = "The Ledger is a weekly column by Ann Lee about the port of Orsha."


def test_note_at_the_end_of_five_articles_of_one_outlet_is_cut():
    texts = [f"{STORY}\n\nArticle number {n} ends with a sentence.\n\n{NOTE}" for n in range(5)]
    cleaned, removed, _ = clean_articles(table(*texts, outlets=["Herald"] * 5))
    assert not cleaned["text"].str.contains("weekly column").any()
    assert removed["step"].tolist() == ["repeated_lines"] * 5


def test_background_that_an_outlet_repeats_is_part_of_the_story():
    background = "Parallel talks on the port of Orsha were broken off by both sides in March."
    texts = [f"{STORY}\n\nArticle number {n} ends so.\n\n{background}" for n in range(9)]
    cleaned, _, _ = clean_articles(table(*texts, outlets=["Agency"] * 9))
    assert cleaned["text"].tolist() == texts


def test_copies_of_one_article_are_not_five_articles():
    texts = [f"{STORY}\n\n{NOTE}"] * 9
    cleaned, _, _ = clean_articles(table(*texts, outlets=["Herald"] * 9))
    assert cleaned["text"].tolist() == texts


def test_notes_of_different_outlets_are_not_added_up():
    texts = [f"{STORY}\n\nArticle number {n} ends so.\n\n{NOTE}" for n in range(6)]
    outlets = ["Herald", "Herald", "Herald", "Courier", "Courier", "Courier"]
    cleaned, _, _ = clean_articles(table(*texts, outlets=outlets))
    assert cleaned["text"].tolist() == texts


# ---- tables --------------------------------------------------------------------------------


def test_tables_account_for_every_cut():
    texts = [f"ORSHA (Reuters) - {STORY}\n\nSee also:\n\nFerry runs aground", STORY, "By Ann Lee"]
    articles = table(*texts)
    before = articles.copy()
    cleaned, removed, cleaning = clean_articles(articles)
    pd.testing.assert_frame_equal(articles, before)
    assert cleaned["raw_text"].tolist() == texts
    assert cleaned["text"].tolist() == [STORY, STORY, "By Ann Lee"]
    assert removed.dtypes.astype(str).tolist() == ["str", "str", "Int64", "Int64", "str"]
    assert cleaning["step"].tolist() == [step.name for step in CLEANING_STEPS]
    counts = cleaning.set_index("step")["n_pieces"]
    assert counts["datelines"] == counts["related_links"] == 1
    assert counts[removed["step"].unique()].sum() == len(removed)


def test_missing_text_stays_missing_and_index_is_kept():
    articles = table(STORY, None, STORY).set_index(pd.Index([7, 3, 5]))
    cleaned, _, _ = clean_articles(articles)
    assert cleaned["text"].isna().tolist() == [False, True, False]
    assert cleaned.index.tolist() == [7, 3, 5]


def test_every_step_can_be_run_alone():
    text = f"ORSHA (Reuters) - {STORY}\n\nSee also:\n\nFerry runs aground"
    for step in CLEANING_STEPS:
        new_text, pieces = step.function(text, "")
        for start, end, piece in pieces:
            assert text[start:end] == piece
        assert len(new_text) <= len(text)


def test_empty_table_gives_empty_tables():
    cleaned, removed, cleaning = clean_articles(table())
    assert len(cleaned) == len(removed) == 0
    assert len(cleaning) == len(CLEANING_STEPS)


# ---- properties ----------------------------------------------------------------------------

PIECES = st.one_of(
    st.sampled_from(
        [
            *STORY.split("\n\n"),
            *(tail for tails in TAILS.values() for tail in tails),
            "ORSHA (Reuters) - The port closed.",
            "( – The port closed.",
            "<p>The <i>port</i></p>",
            "&amp;lt;b&amp;gt;",
            "<<b>b>",
            "â€œno",
            "Ann Lee Ann Mary LeeFerry runs MORE",
            "word.Word.Word.Word",
            "\r\n",
            "_x000D_",
        ]
    ),
    st.text(max_size=30),
    st.text(alphabet='aB."“”<>&;#()/–- \n\t\u00a0\u200b\u0301', max_size=40),
)
TEXTS = st.lists(PIECES, max_size=12).flatmap(
    lambda pieces: st.sampled_from(["\n\n", "\n", " ", ""]).map(lambda glue: glue.join(pieces))
)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(["", "The port closed", "Ferry runs aground"]))
def test_removed_pieces_are_slices_of_the_raw_text(text, title):
    cleaned, removed, _ = clean_articles(table(text, titles=[title]))
    raw = cleaned["raw_text"][0]
    assert raw == text
    for piece in removed.itertuples():
        assert raw[piece.start : piece.end] == piece.text
        assert piece.text.strip()


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(["", "The port closed", "Ferry runs aground"]))
def test_cleaning_a_cleaned_text_changes_nothing(text, title):
    once = clean_text(text, title)
    assert clean_text(once, title) == once


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_cleaning_never_leaves_an_article_without_words(text):
    has_word = any(character.isalnum() for character in text)
    assert any(character.isalnum() for character in clean_text(text)) == has_word


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40), st.data())
def test_alignment_finds_the_raw_place_of_every_character_left(text, data):
    alignment = Alignment(text)
    for _ in range(3):
        length = len(alignment.text)
        cuts = sorted(data.draw(st.lists(st.integers(0, length), max_size=6)))
        replacements = st.sampled_from(["", "x", "yz"])
        edits = [
            Edit(start, end, data.draw(replacements))
            for start, end in zip(cuts[::2], cuts[1::2], strict=False)
        ]
        kept = [
            (position, character)
            for position, character in enumerate(alignment.text)
            if not any(edit.start <= position < edit.end for edit in edits)
        ]
        spans = [alignment.raw_span(position, position + 1) for position, _ in kept]
        alignment.apply(edits)
        found = [
            alignment.raw_span(position, position + 1) for position in range(len(alignment.text))
        ]
        assert all(span in found for span in spans)
        starts = [start for start, _ in found]
        assert starts == sorted(starts)
        assert all(0 <= start <= end <= len(text) for start, end in found)


HOSTILE = {
    "tags": "<b>",
    "open tags": "<a ",
    "nested tags": "<<b>b>",
    "scripts": "<script>",
    "entities": "&amp;",
    "brackets": "(Aa Bb/",
    "boxes": "Ann Lee Ann Lee MORE ",
    "bylines": "By Aa Bb ",
    "capitals": "AB, ",
    "spaces": " \t",
    "line ends": "a\r\n",
    "no-break spaces": "\u00a0",
    "zero width": "\u200b",
    "accents": "a\u0301",
    "garbled": "Ã©Â ",
    "glued": 'a."B',
    "buttons": "Share\n",
    "links": "Read more:\nAaa bbb\n",
    "names": "Ann, ",
    "credits": "contributed to this ",
    "wrapped": "the quick brown fox jumps over the lazy dog and then it\n",
    "forms": "by signing up a a a\n",
}


@pytest.mark.parametrize("pattern", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_takes_time_in_proportion_to_its_length(pattern):
    def clean(text):
        return clean_text(STORY + "\n\n" + text, "Headline")

    assert_grows_in_proportion(clean, pattern, 200_000)


# ---- a real article, where there is one ----------------------------------------------------


def test_real_article_loses_its_broken_dateline_and_its_tail_and_nothing_else():
    files = sorted(SEEDS.glob("*.txt"))
    if not files:
        pytest.skip("no real article beside the repository (../shared/seeds)")
    title, raw = files[0].read_text(encoding="utf-8").split("\n", 1)
    end = raw.index("\n\nSee also:")
    expected = raw[:end].strip().removeprefix("( – ").replace("\n\n\n", "\n\n")
    cleaned, removed, _ = clean_articles(table(raw, titles=[title]))
    assert cleaned["text"][0] == expected
    assert removed["step"].tolist() == [
        "datelines",
        "related_links",
        "media_notes",
        "related_links",
    ]
    assert removed["text"][0] == "( –"
    assert removed["text"][3] == "Similar Posts"
