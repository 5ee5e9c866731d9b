import pandas as pd
import pytest

from helpers.measures.framing import find_frame_hits, frame_lexicon, score_frames

FRAMES = ["conflict", "human_interest", "economic_consequences", "morality", "responsibility"]


def frame(*texts: str) -> pd.DataFrame:
    ids = [f"x{number}" for number in range(1, len(texts) + 1)]
    return pd.DataFrame({"article_id": ids, "text": list(texts)}).astype("str")


def frames_of(text: str) -> set[str]:
    return set(find_frame_hits(frame(text))["frame"])


def test_the_generic_scheme_has_the_five_frames_of_semetko_and_valkenburg():
    assert list(dict.fromkeys(frame_lexicon()["frame"])) == FRAMES


def test_the_policy_scheme_has_all_dimensions_of_the_codebook_that_have_words():
    assert frame_lexicon("policy")["frame"].nunique() == 14


def test_an_unknown_scheme_is_refused_and_the_known_ones_are_named():
    with pytest.raises(ValueError, match="generic"):
        frame_lexicon("mine")


@pytest.mark.parametrize("scheme", ["generic", "policy"])
def test_each_term_is_found_in_its_own_example(scheme):
    lexicon = frame_lexicon(scheme)
    examples = frame(*lexicon["example"])
    hits = find_frame_hits(examples, lexicon=lexicon)
    found = set(zip(hits["article_id"], hits["frame"], hits["term"], strict=True))
    wanted = zip(examples["article_id"], lexicon["frame"], lexicon["term"], strict=True)
    assert [row for row in wanted if row not in found] == []


@pytest.mark.parametrize("scheme", ["generic", "policy"])
def test_each_term_has_a_reason_an_example_and_a_sensible_weight(scheme):
    lexicon = frame_lexicon(scheme)
    assert (lexicon[["term", "pattern", "why", "example"]] != "").all(axis=None)
    assert lexicon["weight"].between(0.25, 2).all()


@pytest.mark.parametrize(("scheme", "least"), [("generic", 300), ("policy", 100)])
def test_each_frame_has_enough_forms_and_none_twice(scheme, least):
    lexicon = frame_lexicon(scheme)
    forms = lexicon.assign(form=lexicon["pattern"].str.lower().str.split("|")).explode("form")
    assert forms.groupby("frame").size().min() >= least
    forms["form"] = forms["form"].str.replace("-", " ")
    assert not forms.duplicated(["frame", "form"]).any()


def test_frames_of_another_scheme_are_scored_on_request():
    scores = score_frames(frame("A poll sees the mayor ahead."), scheme="policy")
    assert len(scores) == 14
    assert scores.set_index("frame").loc["public_opinion", "hits"] == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The two ports are at loggerheads over the lock.", "conflict"),
        ("Her mother wept when the ferry came in.", "human_interest"),
        ("Energy bills doubled and the budget has a hole.", "economic_consequences"),
        ("It would be a sin and a disgrace, the bishop said.", "morality"),
        ("The regulator is to blame and must be held to account.", "responsibility"),
    ],
)
def test_a_plain_case_of_a_frame_is_recognised(text, expected):
    assert expected in frames_of(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The infantry crossed the ford.", "human_interest"),
        ("He declared a conflict of interest.", "conflict"),
        ("The car slammed into a wall.", "conflict"),
        ("A blast killed two at the depot.", "conflict"),
        ("The Ministry of Justice is closed.", "morality"),
        ("A Christian Science Monitor reporter came.", "morality"),
        ("The post is virtually unknown.", "morality"),
        ("A storm surge barreled in; the rationale is unclear.", "economic_consequences"),
        ("It runs along the fault line.", "responsibility"),
        ("A stringer contributed to this report.", "responsibility"),
    ],
)
def test_a_known_false_friend_is_passed_over(text, wrong):
    assert wrong not in frames_of(text)


def test_hits_say_where_they_stand_and_whether_they_are_quoted():
    articles = frame("They clashed. “We clashed,” he said.")
    hits = find_frame_hits(articles)
    assert hits.columns.tolist() == [
        "article_id", "frame", "term", "match", "start", "end", "weight", "in_quotation",
        "negated",
    ]  # fmt: skip
    assert hits["in_quotation"].tolist() == [False, True]
    text = articles["text"].iloc[0]
    assert [text[hit.start : hit.end] for hit in hits.itertuples()] == ["clashed", "clashed"]


OWN = pd.DataFrame(
    {
        "frame": ["x", "x", "y"],
        "term": ["storm", "gale", "calm"],
        "pattern": ["storm*", "gale", "calm"],
        "weight": [1.0, 0.5, 2.0],
    }
)


def test_the_score_is_the_weighted_hits_per_hundred_words():
    articles = frame("storm gale gale " + "word " * 17)
    hits = find_frame_hits(articles, lexicon=OWN)
    scores = score_frames(articles, hits=hits, frames=["x", "y"]).set_index("frame")
    assert scores.loc["x", "score"] == pytest.approx(100 * (1 + 0.5 + 0.5) / 20)
    assert scores.loc["x", ["hits", "weighted_hits", "n_words"]].tolist() == [3, 2.0, 20]


def test_every_article_has_a_row_for_every_frame_even_without_hits():
    scores = score_frames(frame("The clashes went on.", "Nothing of note here."))
    assert len(scores) == 2 * len(FRAMES)
    assert scores["frame"].tolist() == FRAMES * 2
    assert scores.loc[scores["article_id"] == "x2", "score"].eq(0).all()


def test_a_text_without_words_has_no_score_rather_than_zero():
    scores = score_frames(pd.DataFrame({"article_id": ["x1"], "text": ["…"]}))
    assert scores["score"].isna().all()
    assert scores["n_words"].eq(0).all()


def test_own_voice_and_quotation_are_scored_apart_and_add_up():
    articles = frame("The storm came. “What a gale, what a storm,” she said.")
    hits = find_frame_hits(articles, lexicon=OWN)
    scores = {
        voice: score_frames(articles, hits=hits, frames=["x"], voice=voice).iloc[0]
        for voice in ("all", "own", "quoted")
    }
    assert scores["own"][["hits", "n_words"]].tolist() == [1, 5]
    assert scores["quoted"][["hits", "n_words"]].tolist() == [2, 6]
    for name in ("hits", "weighted_hits", "n_words"):
        assert scores["own"][name] + scores["quoted"][name] == scores["all"][name]


def test_an_unknown_voice_is_refused():
    with pytest.raises(ValueError, match="voice"):
        score_frames(frame("Calm."), voice="loud")


def test_a_lexicon_without_weights_is_refused():
    with pytest.raises(ValueError, match="weight"):
        find_frame_hits(frame("Calm."), lexicon=OWN.drop(columns="weight"))


def test_scores_do_not_depend_on_the_order_of_the_articles():
    articles = frame("They clashed.", "Prices rose.", "A moral debt.")
    one = score_frames(articles)
    other = score_frames(articles.iloc[::-1])
    keys = ["article_id", "frame"]
    pd.testing.assert_frame_equal(
        one.sort_values(keys, ignore_index=True), other.sort_values(keys, ignore_index=True)
    )


def test_the_input_is_not_changed_and_the_lexicon_cannot_be_spoiled():
    articles = frame("They clashed.")
    before = articles.copy(deep=True)
    score_frames(articles)
    lexicon = frame_lexicon()
    lexicon.loc[:, "pattern"] = "spoiled"
    pd.testing.assert_frame_equal(articles, before)
    assert "spoiled" not in set(frame_lexicon()["pattern"])


def test_hits_of_an_own_lexicon_are_not_scored_as_zero_of_the_scheme():
    articles = pd.DataFrame({"article_id": ["a"], "text": ["The ferry was late."]})
    own = pd.DataFrame({"frame": ["delay"], "term": ["late"], "pattern": ["late"], "weight": [1.0]})
    hits = find_frame_hits(articles, lexicon=own)
    with pytest.raises(ValueError, match="delay"):
        score_frames(articles, hits=hits)
    assert score_frames(articles, hits=hits, frames=["delay"])["hits"].tolist() == [1]


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("It is no threat.", True),
        ("It is not a real threat.", True),
        ("They never threatened the port.", True),
        ("They didn't really threaten it.", True),
        ("They didn’t threaten it.", True),
        ("It is a threat.", False),
        ("It is not only a threat.", False),
        ("No, it is a threat.", False),
        ("He knows threats.", False),
    ],
)
def test_a_directly_negated_hit_is_marked_and_not_scored(text, negated):
    hits = find_frame_hits(frame(text))
    hits = hits[hits["match"].str.lower().str.startswith("threat")]
    assert hits["negated"].tolist() == [negated]
    conflict = score_frames(frame(text)).set_index("frame").loc["conflict", "hits"]
    kept = score_frames(frame(text), negated=True).set_index("frame").loc["conflict", "hits"]
    assert kept - conflict == negated


@pytest.mark.parametrize(
    "text",
    [
        "A note from the Conflict Studies Institute arrived.",
        "The Trade and Growth Act was read.",
        "The Department of Trade moved house.",
        "She writes for the Daily Conflict Review.",
    ],
)
def test_a_piece_of_the_name_of_a_body_or_a_law_is_no_hit(text):
    assert not frames_of(text) & {"conflict", "economic_consequences"}


@pytest.mark.parametrize("text", ["Trade Falls In March", "Conflict is not new. Trade is."])
def test_a_capital_alone_makes_no_name(text):
    assert frames_of(text) & {"conflict", "economic_consequences"}


def test_a_name_that_the_list_itself_holds_is_a_hit():
    hits = find_frame_hits(frame("The U.N. Security Council met."), scheme="policy")
    assert "external_regulation_and_reputation" in set(hits["frame"])


NAMES = pd.DataFrame(
    {"frame": "x", "term": ["UN", "work", "Rus*"], "weight": 1.0}
    | {"pattern": ["UN|White House", "unemployment|rest", "Rus*|Un-Named Group"]}
)


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("The Unemployment Fund is empty.", []),
        ("The UN Fund is empty.", ["UN"]),
        ("The White House Fund is empty.", ["White House"]),
        ("The White\nHouse's Fund is empty.", ["White\nHouse"]),
        ("The Russian Fund is empty.", ["Russian"]),
        ("The Un-Named-Group Fund is empty.", ["Un-Named-Group"]),
        ("The Rest Fund is empty; unemployment rose.", ["unemployment"]),
    ],
)
def test_only_a_whole_listed_name_passes_the_guard_for_names(text, matches):
    assert find_frame_hits(frame(text), lexicon=NAMES)["match"].tolist() == matches


SIDES = [("american", "russian"), ("washington", "moscow"), ("white house", "kremlin")]
OF_ONE_SIDE = {  # names of groups, programmes and ideas that the other side does not have
    "black americans", "african american*", "african-american*", "russian world",
    "american dream", "ethnic russians", "russian-speaking", "russian speaker*",
    "russian-american", "us-russian",
}  # fmt: skip


@pytest.mark.parametrize("scheme", ["generic", "policy"])
def test_no_list_names_one_side_and_not_the_other(scheme):
    lexicon = frame_lexicon(scheme)
    forms = lexicon.assign(form=lexicon["pattern"].str.lower().str.split("|")).explode("form")
    listed = set(zip(forms["frame"], forms["form"], strict=True))
    lonely = [
        (frame_name, form)
        for frame_name, form in sorted(listed)
        for pair in SIDES
        for here, there in (pair, pair[::-1])
        if here in form and (frame_name, form.replace(here, there)) not in listed
        if form not in OF_ONE_SIDE
    ]
    assert lonely == []
