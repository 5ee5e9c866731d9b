"""The gold annotations of the bundled fiction: spans exact, complete, and as the codebook says."""

import json
import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers.measures import (
    find_quotations,
    score_attributes,
    score_quotations,
    share_affiliations,
)
from helpers.measures.attribution.affiliations import ROLES
from helpers.stats import coder_agreement

DATA = Path(__file__).resolve().parents[2] / "data"
CORPUS = DATA / "two_capitals"
FRAMES = ["conflict", "human_interest", "economic_consequences", "morality", "responsibility"]
TONES = ["tone", "tone_us", "tone_russia"]
DOUBLE_MARKS = re.compile(r"“[^”\n]*”?|\"[^\"\n]*\"?")


def read(name, **options):
    return pd.read_csv(CORPUS / name, keep_default_na=False, **options)


@pytest.fixture(scope="module")
def articles():
    return read("articles.csv", dtype=str)


@pytest.fixture(scope="module")
def texts(articles):
    return articles.set_index("article_id").text


@pytest.fixture(scope="module")
def furniture():
    return read("furniture.csv", dtype=str)


@pytest.fixture(scope="module")
def persons():
    return read("people.csv", dtype=str).set_index("name")


@pytest.fixture(scope="module")
def quotations():
    table = read("quotations.csv", dtype={"cue_start": "str"})
    table["cue_start"] = pd.to_numeric(table["cue_start"]).astype("Int64")
    return table.assign(pieces=table["pieces"].map(json.loads))


@pytest.fixture(scope="module")
def targets():
    return read("targets.csv").assign(
        **{
            name: lambda table, name=name: pd.to_numeric(table[name], errors="coerce")
            for name in ("tone_a", "tone_b")
        }
    )


@pytest.fixture(scope="module")
def wording():
    return read("wording.csv")


@pytest.fixture(scope="module")
def sheets():
    names = {"a": "coder_a.csv", "b": "coder_b.csv", "gold": "adjudicated.csv"}
    return {name: read(path).set_index("article_id") for name, path in names.items()}


@pytest.fixture(scope="module")
def sample(articles):
    events, outlets = (list(dict.fromkeys(articles[name])) for name in ("event", "outlet"))
    return [
        row.article_id
        for row in articles.itertuples()
        if (events.index(row.event) + outlets.index(row.outlet)) % 2 == 0
    ]


def same_as_stored(table, texts, start, end, column):
    return [
        (row["article_id"], row[column])
        for _, row in table.iterrows()
        if texts[row["article_id"]][int(row[start]) : int(row[end])] != row[column]
    ]


# -- quotations ---------------------------------------------------------------------------------


def test_columns_of_the_quotations_are_those_of_the_data_card(quotations):
    expected = [
        "article_id", "quotation_id", "start", "end", "pieces", "text", "kind", "act", "cue",
        "cue_start", "speaker", "speaker_start", "speaker_end", "speaker_id", "speaker_name",
        "affiliation", "role", "anonymous", "remark",
    ]  # fmt: skip
    assert list(quotations.columns) == expected


def test_every_article_has_quotations_numbered_in_reading_order(quotations, articles):
    assert list(dict.fromkeys(quotations.article_id)) == list(articles.article_id)
    for article_id, rows in quotations.groupby("article_id"):
        assert list(rows.quotation_id) == list(range(len(rows))), article_id
        assert rows.start.is_monotonic_increasing, article_id


def test_the_words_at_the_offsets_are_the_words_stored(quotations, texts):
    for row in quotations.itertuples():
        text = texts[row.article_id]
        excerpts = [text[low:high] for low, high in row.pieces]
        assert " … ".join(excerpts) == row.text, row
        assert all(excerpt == excerpt.strip() != "" for excerpt in excerpts), row
        assert (row.start, row.end) == (row.pieces[0][0], row.pieces[-1][1]), row
        assert text[row.speaker_start : row.speaker_end] == row.speaker != "", row
        assert (row.cue == "") == pd.isna(row.cue_start), row
        if row.cue:
            assert text[row.cue_start : row.cue_start + len(row.cue)] == row.cue, row


def test_no_two_quotations_overlap_and_none_holds_its_own_cue_or_speaker(quotations):
    for article_id, rows in quotations.groupby("article_id"):
        pieces = sorted(piece for row in rows.itertuples() for piece in row.pieces)
        assert all(a[1] <= b[0] for a, b in pairwise(pieces)), article_id
        for row in rows.itertuples():
            spans = [(row.speaker_start, row.speaker_end)]
            if row.cue:
                spans.append((row.cue_start, row.cue_start + len(row.cue)))
            for low, high in spans:
                assert all(high <= a or b <= low for a, b in row.pieces), row


def test_a_piece_never_runs_into_another_paragraph(quotations):
    assert not quotations.text.str.contains("\n").any()


def test_kinds_agree_with_the_marks(quotations):
    marks = quotations.text.str.contains(r"[“”\"]|(?<!\w)[‘']", regex=True)
    assert set(quotations.kind) == {"direct", "mixed", "indirect"}
    assert set(quotations.act) == {"speech", "view"}
    assert (marks == (quotations.kind != "indirect")).all()


def test_all_words_in_quotation_marks_are_quotations_or_listed_scare_quotes(
    quotations, texts, furniture
):
    listed = read("scare_quotes.csv")
    assert same_as_stored(listed, texts, "start", "end", "text") == []
    scare = set(zip(listed.article_id, listed.start, strict=True))
    inside = {
        (row.article_id, at)
        for row in quotations.itertuples()
        for low, high in row.pieces
        for at in range(low, high)
    }
    furniture_text = furniture.groupby("article_id").text.agg("\n".join).to_dict()
    found = {
        (article_id, match.start())
        for article_id, text in texts.items()
        for match in DOUBLE_MARKS.finditer(text)
        if match.group() not in furniture_text.get(article_id, "")
    }
    assert found - inside == scare


def test_roles_affiliations_and_identities_are_of_the_codebook(quotations, persons):
    assert set(quotations.role) <= {*ROLES, ""}
    assert quotations.affiliation.str.fullmatch(r"(?:[A-Z]{2}|NATO)?").all()
    assert (quotations.speaker_name.str.strip() != "").all()
    slugs = quotations.speaker_name.str.lower().str.replace(r"[^\w]+", "-", regex=True)
    assert (quotations.speaker_id == slugs.str.strip("-")).all()
    named = quotations[quotations.speaker_name.isin(persons.index)]
    assert not named.anonymous.any()
    assert (named.role == named.speaker_name.map(persons.role)).all()
    assert (named.affiliation == named.speaker_name.map(persons.country)).all()


def test_one_identity_has_one_affiliation_and_role_unless_it_is_a_description(quotations):
    bodies = quotations[~quotations.anonymous]
    facts = bodies[["speaker_name", "affiliation", "role"]].drop_duplicates()
    assert facts[facts.duplicated("speaker_name", keep=False)].empty


def test_the_variety_that_extraction_meets_is_there(quotations, texts):
    several = quotations[quotations.pieces.map(len) > 1]
    breaks = [
        row.quotation_id
        for row in several.itertuples()
        if any("\n\n" in texts[row.article_id][a[1] : b[0]] for a, b in pairwise(row.pieces))
    ]
    pronouns = quotations.speaker.str.casefold().isin(["he", "she", "they", "it"])
    before = quotations.speaker_end <= quotations.start
    after = quotations.speaker_start >= quotations.end
    bare = quotations[~quotations.speaker_name.str.casefold().eq(quotations.speaker.str.casefold())]
    posts = quotations.apply(
        lambda row: bool(re.search(r"Telegram|\bon X\b", texts[row.article_id])), axis=1
    )
    counts = {
        "over several paragraphs": len(breaks),
        "pronoun": pronouns.sum(),
        "speaker before": before.sum(),
        "speaker after": after.sum(),
        "speaker in the middle": (~before & ~after).sum(),
        "another mention than the full name": len(bare),
        "anonymous": quotations.anonymous.sum(),
        "no cue": (quotations.cue == "").sum(),
        "quotation in a quotation": quotations.text.str.contains(r"[“\"].*(?<!\w)[‘']\w").sum(),
        "in articles with posts": posts.sum(),
        **quotations.kind.value_counts(),
    }
    assert {name: n for name, n in counts.items() if n < 12} == {}, counts


# -- coded articles -----------------------------------------------------------------------------


def test_sheets_hold_the_sample_of_the_codebook_in_order(sheets, sample):
    assert len(sample) == 48
    for name, sheet in sheets.items():
        assert list(sheet.index) == sample, name


def test_codes_are_on_the_scales_of_the_codebook(sheets):
    for name, sheet in sheets.items():
        assert sheet[TONES].isin(range(-2, 3)).all(axis=None), name
        assert sheet[FRAMES].isin(range(3)).all(axis=None), name


def test_the_adjudicated_code_is_one_of_the_two_and_has_a_reason_where_they_differ(sheets):
    a, b, gold = (sheets[name][TONES + FRAMES] for name in ("a", "b", "gold"))
    assert ((gold == a) | (gold == b)).all(axis=None)
    differ = (a != b).any(axis=1)
    assert differ.any()
    assert (sheets["gold"].loc[differ, "reason"].str.len() > 10).all()
    assert (sheets["gold"].loc[~differ, "reason"] == "").all()


# -- targets ------------------------------------------------------------------------------------


def test_targets_are_exact_mentions_one_a_sentence_and_actor(targets, texts, sample):
    assert same_as_stored(targets, texts, "start", "end", "mention") == []
    assert same_as_stored(targets, texts, "sentence_start", "sentence_end", "sentence") == []
    assert set(targets.article_id) <= set(sample)
    assert targets.article_id.nunique() == 48
    assert not targets.duplicated(["article_id", "sentence_start", "actor"]).any()
    assert (targets.sentence_start <= targets.start).all()
    assert (targets.end <= targets.sentence_end).all()
    assert targets.actor.isin(["US", "RU", "UA", "NATO", "EU", "CN"]).all()
    assert targets.tone.isin([-1, 0, 1]).all()
    for name in ("tone_a", "tone_b"):  # missing where this coder saw no mention
        assert (targets[name].isin([-1, 0, 1]) | targets[name].isna()).all()
    assert targets[["tone_a", "tone_b"]].notna().any(axis=1).all()
    assert set(targets.tone) == {-1, 0, 1}
    same = targets.tone_a == targets.tone_b
    assert (targets.tone == targets.tone_a)[same].all()


# -- wording ------------------------------------------------------------------------------------


def test_wording_is_exact_and_uses_the_terms_of_the_codebook(wording, texts):
    assert same_as_stored(wording, texts, "start", "end", "text") == []
    codebook = (CORPUS / "codebook.md").read_text(encoding="utf-8")
    section = codebook.split("## 6 Wording")[1].split("## 7")[0]
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", section, re.MULTILINE)[1:]
    terms = {
        concept: {re.sub(r" \(.*", "", term).strip() for term in _split_terms(cell)}
        for concept, cell in rows
    }
    assert len(terms) == 15
    for row in wording.itertuples():
        assert row.term in terms[row.concept], row
    assert set(wording.concept) == set(terms)
    assert not wording.duplicated(["article_id", "concept", "start"]).any()


def _split_terms(cell):
    """Split at the commas that stand outside brackets."""
    return re.split(r", (?![^(]*\))", cell)


@pytest.mark.parametrize("name", ["targets", "wording"])
def test_in_quotation_says_whether_the_words_stand_in_marks_of_a_quotation(
    name, quotations, texts, request
):
    table = request.getfixturevalue(name)
    pieces = quotations.groupby("article_id").pieces.agg(lambda rows: [p for r in rows for p in r])
    for row in table.itertuples():
        in_piece = any(low <= row.start < high for low, high in pieces[row.article_id])
        stretches = DOUBLE_MARKS.finditer(texts[row.article_id])
        in_marks = any(match.start() < row.start < match.end() for match in stretches)
        assert row.in_quotation == (in_piece and in_marks), row


# -- the data card ------------------------------------------------------------------------------


def describe_agreement(sheets, targets):
    codes = pd.concat([sheets[name].reset_index().assign(coder=name) for name in ("a", "b")])
    articles = coder_agreement(codes, dict.fromkeys(TONES + FRAMES, "ordinal"))
    coded = pd.concat(
        [
            targets[["article_id", "sentence_start", "actor"]].assign(
                coder=name, target=targets[f"tone_{name}"]
            )
            for name in ("a", "b")
        ]
    )
    mentions = coder_agreement(
        coded, {"target": "ordinal"}, unit=["article_id", "sentence_start", "actor"]
    )
    table = pd.concat([articles, mentions])
    lines = []
    for variable in dict.fromkeys(table["variable"]):
        rows = table[table["variable"] == variable].set_index("measure")
        alpha, equal = rows.loc["Krippendorff's alpha"], rows.loc["share of equal codes"]
        label = "tone toward an actor" if variable == "target" else f"`{variable}`"
        lines.append(
            f"| {label} | {alpha['n_units']:.0f} | {alpha['estimate']:.2f} "
            f"| {alpha['low']:.2f} to {alpha['high']:.2f} | {equal['estimate']:.0%} |"
        )
    return lines


def test_agreement_in_the_data_card_is_as_it_came_out(sheets, targets):
    card = (DATA / "README.md").read_text(encoding="utf-8")
    missing = [line for line in describe_agreement(sheets, targets) if line not in card]
    assert missing == [], "paste these rows into data/README.md:\n" + "\n".join(missing)


def describe_quotations(quotations):
    rows = []
    for kind in ("direct", "mixed", "indirect"):
        table = quotations[quotations.kind == kind]
        rows.append(
            f"| {kind} | {len(table)} | {(table.act == 'view').sum()} "
            f"| {(table.cue == '').sum()} | {table.anonymous.sum()} |"
        )
    return rows


def test_counts_of_quotations_in_the_data_card_are_current(quotations):
    card = (DATA / "README.md").read_text(encoding="utf-8")
    missing = [line for line in describe_quotations(quotations) if line not in card]
    assert missing == [], "paste these rows into data/README.md:\n" + "\n".join(missing)


# -- the finder of quotations against the gold ---------------------------------------------------


@pytest.fixture(scope="module")
def found(articles):
    register = {name: CORPUS / f"{name}.csv" for name in ("people", "institutions")}
    return share_affiliations(find_quotations(articles, **register))


@pytest.fixture(scope="module")
def scores(quotations, articles, found):
    speech = quotations[quotations.act == "speech"]
    views = quotations[quotations.act == "view"]
    return score_quotations(speech, found, articles, ignore=views).set_index("criterion")


@pytest.fixture(scope="module")
def attributes(quotations, articles, found):
    speech = quotations[quotations.act == "speech"]
    return score_attributes(speech, found, articles).set_index("attribute")


def test_the_finder_does_not_fall_behind_what_it_reached(scores):
    assert scores.loc["lenient", "n_articles"] == 96
    assert scores.loc["lenient", "f1"] >= 0.93
    assert scores.loc["lenient, with speaker", "f1"] >= 0.91


def test_affiliation_and_role_do_not_fall_behind_what_they_reached(attributes):
    assert attributes.loc["affiliation", "accuracy"] >= 0.95
    assert attributes.loc["role", "accuracy"] >= 0.92
    assert attributes.loc["anonymous", "accuracy"] >= 0.95


def test_affiliation_and_role_hold_for_the_outlets_that_were_not_read(quotations, articles, found):
    unread = articles[articles.article_id.str[-1].isin(list("46"))]
    speech, mine = (
        table[table.article_id.isin(unread.article_id)]
        for table in (quotations[quotations.act == "speech"], found)
    )
    attributes = score_attributes(speech, mine, unread, n_resamples=10).set_index("attribute")
    assert attributes.loc["affiliation", "accuracy"] >= 0.87
    assert attributes.loc["role", "accuracy"] >= 0.90
    card = (DATA / "README.md").read_text(encoding="utf-8")
    for name in ("affiliation", "role"):
        row = next(line for line in card.splitlines() if line.startswith(f"| right {name}"))
        assert f"{attributes.loc[name, 'accuracy']:.0%}" in row.split("|")[3]


def test_affiliation_and_role_in_the_data_card_are_current(attributes):
    card = (DATA / "README.md").read_text(encoding="utf-8")
    country, role = (attributes.loc[name] for name in ("affiliation", "role"))
    assert f"{country['accuracy']:.0%} of the {country['n_pairs']:.0f} quotations" in card
    assert f"({country['n_missing']:.0f} are left open, {country['n_wrong']:.0f} are wrong)" in card
    assert f"{role['accuracy']:.0%} the right role" in card


def test_the_figures_in_the_data_card_and_the_notebook_are_current(scores):
    words, speaker = (scores.loc[name, "f1"] for name in ("lenient", "lenient, with speaker"))
    card = (DATA / "README.md").read_text(encoding="utf-8")
    notebook = json.loads((DATA.parent / "notebooks" / "03_sources.ipynb").read_text("utf-8"))
    prose = " ".join(
        "".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown"
    )
    n_gold = scores.loc["lenient", "n_gold"]
    assert f"an F1 of {words:.2f} for the words" in card
    assert f"{speaker:.2f} with the right speaker" in card
    assert f"{n_gold} quotations of speech" in card
    figures = f"{words:.2f} for the words and {speaker:.2f} with their speaker".replace("0.", ".")
    assert f"({n_gold} quotations, lenient overlap) F1 is {figures}" in " ".join(prose.split())


def test_a_finder_that_gives_every_quotation_to_the_next_speaker_scores_worse(
    quotations, articles, scores
):
    speech = quotations[quotations.act == "speech"].reset_index(drop=True)
    columns = ["speaker_start", "speaker_end", "speaker_name"]
    moved = speech.copy()
    moved[columns] = np.roll(speech[columns].to_numpy(), 1, axis=0)
    table = score_quotations(speech, moved, articles).set_index("criterion")
    assert table.loc["strict", "f1"] == 1
    assert table.loc["strict, with speaker", "f1"] < 0.5
