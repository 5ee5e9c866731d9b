import pandas as pd
import pytest

from helpers.measures.wording import (
    count_wording,
    wording_concepts,
    wording_contrasts,
    wording_shares,
)
from helpers.stats import estimate_shares
from helpers.text.matching import GUARD_COLUMNS, Lexicon

SIDES = [
    {"US or Ukrainian usage", "Russian usage"},
    {"Ukrainian spelling", "Russian spelling"},
]


def table(**texts: str) -> pd.DataFrame:
    return pd.DataFrame({"article_id": list(texts), "text": list(texts.values())}).astype("str")


def choices(text: str, concept: str) -> list[str]:
    return count_wording(table(x=text), concepts=[concept])["term"].tolist()


def test_the_codebook_has_forty_concepts_with_at_least_two_names_each():
    codebook = wording_concepts()
    assert codebook["concept"].nunique() >= 40
    assert codebook.groupby("concept")["term"].nunique().min() >= 2


def test_each_alternative_is_found_in_its_own_example():
    codebook = wording_concepts()
    ids = codebook.index.astype("str")
    hits = count_wording(pd.DataFrame({"article_id": ids, "text": codebook["example"]}))
    found = set(zip(hits["article_id"], hits["concept"], hits["term"], strict=True))
    wanted = zip(ids, codebook["concept"], codebook["term"], strict=True)
    assert [row for row in wanted if row not in found] == []


def test_no_concept_lists_the_names_of_one_side_only():
    slants = wording_concepts().groupby("concept")["slant"].agg(set)
    one_sided = {
        concept: used
        for concept, used in slants.items()
        for sides in SIDES
        if len(used & sides) == 1
    }
    assert one_sided == {}


def test_no_concept_has_only_names_of_one_stance():
    slants = wording_concepts().groupby("concept")["slant"].nunique()
    assert slants.min() >= 2


def test_each_alternative_says_whose_usage_it_is_and_where_that_is_laid_down():
    codebook = wording_concepts()
    assert (codebook[["concept", "term", "pattern", "slant", "source"]] != "").all(axis=None)


def test_an_alternative_has_one_slant_however_many_rows_it_takes():
    slants = wording_concepts().groupby(["concept", "term"])["slant"].nunique()
    assert slants.max() == 1


def test_each_row_of_the_codebook_finds_its_own_example():
    codebook = wording_concepts()
    lost = [
        (row.concept, row.term, row.example)
        for row in codebook.itertuples()
        if not Lexicon(codebook.loc[[row.Index]], key="concept").find(row.example)
    ]
    assert lost == []


def test_no_guard_of_the_codebook_names_a_side_without_naming_its_counterparts():
    """What keeps Moscow the city apart from Moscow the government does so for each capital."""
    codebook = wording_concepts()
    capitals = codebook[
        codebook["term"].isin(["Moscow", "Kyiv", "Washington", "Beijing", "Brussels"])
    ]
    guards = capitals.groupby("term", sort=False)[["not_before", "not_after"]].first()
    words = guards.map(lambda cell: set(cell.split("|")))
    shared = words.apply(lambda column: set.intersection(*column))
    for name, least in (("not_before", 100), ("not_after", 90)):
        assert len(shared[name]) >= least


@pytest.mark.parametrize("place", ["Moscow", "Kyiv", "Kiev", "Washington", "Beijing", "Brussels"])
@pytest.mark.parametrize(
    ("text", "is_government"),
    [
        ("{} let the accord lapse.", True),
        ("The door was shut by {} in May.", True),
        ("In {}'s view the accord has lapsed.", True),
        ("Relations with {} are cold.", True),
        ("The envoy sought closer ties to {}.", True),
        ("The skater lives in {}.", False),
        ("The skater flew to {} on Friday.", False),
        ("A {} court heard the case.", False),
        ("Trains from {} were late.", False),
        ("He landed at the {} airport.", False),
        ("The mayor of {} is ill.", False),
    ],
)
def test_a_capital_is_a_government_or_a_place_by_the_same_rules_everywhere(
    place, text, is_government
):
    hits = count_wording(table(x=text.format(place)))
    capitals = ["Moscow", "Kyiv", "Washington", "Beijing", "Brussels"]
    governing = hits["concept"].str.startswith("who governs") & hits["term"].isin(capitals)
    assert governing.any() == is_government


@pytest.mark.parametrize("place", ["Moscow", "Kyiv", "Washington", "Beijing", "Brussels"])
def test_the_place_line_of_a_report_is_no_government(place):
    hits = count_wording(table(x=f"{place.upper()}, May 1. The skater left."))
    assert not hits["concept"].str.startswith("who governs").any()


def test_a_plain_noun_counts_where_the_article_names_the_thing_in_full():
    text = "The grain corridor is a year old. Forty ships wait before the lane."
    assert choices(text, "grain by sea") == ["grain corridor", "grain corridor"]
    assert choices("Forty swimmers wait before the lane.", "grain by sea") == []


def test_a_title_may_name_the_thing_in_full():
    articles = table(x="Forty ships wait before the lane.").assign(title="Grain corridor shut")
    assert count_wording(articles, concepts="grain by sea")["match"].tolist() == ["lane"]
    assert count_wording(articles.drop(columns="title"), concepts="grain by sea").empty
    titles = count_wording(articles, concepts="grain by sea", column="title")
    assert titles["match"].tolist() == ["Grain corridor"]


def test_the_war_without_a_name_is_the_one_that_the_article_names():
    assert choices("Russia invaded Ukraine. So the war began.", "war in Ukraine")[-1] == "war"
    assert choices("Ukraine sent a band. It played songs of the Vietnam years and the war.",
                   "war in Ukraine") == []  # fmt: skip


def test_a_penalty_that_is_only_threatened_is_no_name_for_a_person_held():
    assert choices("The skater faces up to four years in prison.", "person held") == []
    assert choices("The skater is in prison.", "person held") == ["jailed"]


@pytest.mark.parametrize(
    ("concept", "terms"),
    [
        ("limit on the price of oil", {"price cap", "price ceiling"}),
        ("Russian state money abroad", {"frozen assets", "immobilised assets", "theft of assets"}),
        ("loss of flight MH17", {"shootdown", "crash", "disaster", "murder"}),
        ("opponents of the Russian government", {"opposition leader", "blogger", "extremist"}),
        ("who governs the United States", {"Washington", "White House", "regime", "government"}),
        ("who governs Russia", {"Moscow", "Kremlin", "regime", "government"}),
        ("who governs Ukraine", {"Kyiv", "regime", "government"}),
    ],
)
def test_rival_names_of_newer_concepts_are_listed(concept, terms):
    codebook = wording_concepts()
    assert terms <= set(codebook.loc[codebook["concept"] == concept, "term"])


def test_guards_of_the_codebook_stand_in_columns_that_the_finder_reads():
    assert set(GUARD_COLUMNS) | {"case", "only_in_least"} <= set(wording_concepts().columns)


def test_a_longer_name_is_not_counted_as_the_shorter_one_in_it():
    text = "Moscow speaks of a special military operation in Ukraine."
    assert choices(text, "war in Ukraine") == ["special military operation"]


@pytest.mark.parametrize(
    "text",
    [
        "In Moscow he recalled the Cold War.",
        "Ukraine marked the end of World War II.",
        "Russia and the trade war.",
        "A war of words between Kyiv and Moscow.",
        "The Ukraine desk saw a conflict of interest.",
        "The invasion of Iraq divided Moscow and Washington.",
        "Russian special operations forces left.",
    ],
)
def test_another_war_or_a_figure_of_speech_does_not_count(text):
    assert choices(text, "war in Ukraine") == []


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("A visa regime and a sanctions regime.", "who governs Russia"),
        ("The inspection regime holds.", "who governs Ukraine"),
        ("We can deal with it and make a deal.", "exchange of prisoners"),
        ("The band played in Odessa, Texas.", "spelling of Odesa"),
        ("Rebels held Aleppo in Syria.", "armed groups in the Donbas"),
        ("Hack job or not, the play was a party hack's.", "untrue information"),
        ("They drone on about it.", "at whose wish a call took place"),
        ("A fighter jet landed.", "who is called a terrorist"),
        ("The department informed its staff of the embassy.", "diplomats sent away"),
    ],
)
def test_a_known_false_friend_is_passed_over(text, concept):
    assert choices(text, concept) == []


@pytest.mark.parametrize(
    ("text", "concept", "expected"),
    [
        ("KYIV — Kyiv's mayor", "spelling of Kyiv", ["Kyiv", "Kyiv"]),
        ("Kiev-backed units", "spelling of Kyiv", ["Kiev"]),
        ("a prisoner swap and a prisoner exchange", "exchange of prisoners", ["swap", "exchange"]),
        ("NATO enlargement or expansion of NATO?", "NATO's growth", ["enlargement", "expansion"]),
        ("Two drones and a UAV fell.", "unmanned aircraft", ["drone", "UAV"]),
        ("The skater was detained, then jailed.", "person held", ["detained", "jailed"]),
        ("the Kiev regime", "who governs Ukraine", ["regime"]),
        ("the Putin regime", "who governs Russia", ["regime"]),
    ],
)
def test_rival_names_are_told_apart(text, concept, expected):
    assert choices(text, concept) == expected


def test_hits_say_where_they_stand_and_whether_they_are_quoted():
    articles = table(x="Kiev fell silent. “Kyiv is calm,” he said.")
    hits = count_wording(articles, concepts=["spelling of Kyiv"])
    assert hits.columns.tolist() == [
        "article_id", "concept", "term", "slant", "match", "start", "end", "in_quotation",
    ]  # fmt: skip
    assert hits["in_quotation"].tolist() == [False, True]
    assert [articles["text"].iloc[0][hit.start : hit.end] for hit in hits.itertuples()] == [
        "Kiev", "Kyiv",
    ]  # fmt: skip


def test_an_unknown_concept_is_refused_by_name():
    with pytest.raises(ValueError, match="'weather'"):
        count_wording(table(x="Rain."), concepts=["weather"])


def test_one_concept_may_be_named_without_a_list():
    assert count_wording(table(x="Kyiv"), concepts="spelling of Kyiv")["term"].tolist() == ["Kyiv"]


BREAD = pd.DataFrame(
    {
        "concept": ["bread", "bread", "drink"],
        "term": ["roll", "bun", "tea"],
        "pattern": ["roll|rolls", "bun*", "tea"],
        "slant": ["north", "south", "neutral"],
    }
)
ARTICLES = pd.DataFrame(
    {
        "article_id": ["x1", "x2", "x3", "x4", "x5"],
        "text": ["A roll, a roll and a bun.", "A bun.", "“A roll,” he said.", "Tea.", "A bun."],
        "outlet": ["P", "P", "Q", "Q", "R"],
        "country": ["US", "US", "RU", "RU", None],
    }
).astype("str")


def test_a_codebook_of_ones_own_is_used():
    hits = count_wording(ARTICLES, concepts=BREAD)
    assert hits["term"].tolist() == ["roll", "roll", "bun", "bun", "roll", "tea", "bun"]


def test_a_codebook_without_slants_is_refused():
    with pytest.raises(ValueError, match="slant"):
        count_wording(ARTICLES, concepts=BREAD.drop(columns="slant"))


def test_shares_come_with_their_denominators():
    shares = wording_shares(count_wording(ARTICLES, concepts=BREAD), ARTICLES)
    bread = shares[shares["concept"] == "bread"].set_index(["group", "term"])
    assert bread.loc[("US", "roll"), ["n_hits", "n_concept_hits", "n_articles"]].tolist() == [
        2, 4, 1,
    ]  # fmt: skip
    assert bread.loc[("US", "bun"), "n_concept_articles"] == 2
    assert bread.loc[("US", "roll"), "share"] == pytest.approx(0.5)
    assert bread.loc[("RU", "bun"), ["n_hits", "share"]].tolist() == [0, 0]


def test_shares_of_a_concept_add_up_to_one_in_each_group():
    shares = wording_shares(count_wording(ARTICLES, concepts=BREAD), ARTICLES, by="outlet")
    assert shares.groupby(["concept", "group"])["share"].sum().tolist() == pytest.approx([1.0] * 4)


def test_a_group_that_never_mentions_a_concept_has_no_row_rather_than_zeros():
    shares = wording_shares(count_wording(ARTICLES, concepts=BREAD), ARTICLES)
    assert set(shares.loc[shares["concept"] == "drink", "group"]) == {"RU"}


def test_articles_without_a_group_are_left_out_of_shares():
    shares = wording_shares(count_wording(ARTICLES, concepts=BREAD), ARTICLES)
    assert shares.groupby("term")["n_hits"].sum()["bun"] == 2


def test_own_voice_and_quotation_can_be_taken_apart():
    hits = count_wording(ARTICLES, concepts=BREAD)
    own = wording_shares(hits, ARTICLES, voice="own")
    quoted = wording_shares(hits, ARTICLES, voice="quoted")
    assert own["n_hits"].sum() + quoted["n_hits"].sum() == 6
    assert quoted[["term", "group", "share"]].iloc[0].tolist() == ["roll", "RU", 1.0]
    assert len(quoted) == 1


def test_intervals_for_the_same_shares_come_from_the_statistics_package():
    hits = count_wording(ARTICLES, concepts=BREAD)
    rows = hits.merge(ARTICLES[["article_id", "outlet", "country"]], on="article_id")
    estimates = estimate_shares(
        rows[rows["country"].notna()], category="term", within="concept", by="country"
    )
    shares = wording_shares(hits, ARTICLES).rename(columns={"group": "country"})
    both = shares.merge(estimates, on=["concept", "term", "country"])
    assert len(both) == len(shares) == len(estimates)
    assert both["share"].tolist() == pytest.approx(both["estimate"].tolist())
    assert both["n_concept_hits"].tolist() == both["n_units"].tolist()


CONTRASTED = pd.DataFrame(
    {
        "article_id": [f"x{number}" for number in range(8)],
        "outlet": ["P", "Q", "R", "S"] * 2,
        "country": ["US", "US", "RU", "RU"] * 2,
        "text": ["A roll, a roll, a bun.", "A roll.", "A bun.", "A bun, “a roll”."] * 2,
    }
).astype("str")


def test_contrasts_are_differences_of_shares_with_their_denominators():
    hits = count_wording(CONTRASTED, concepts=BREAD)
    contrasts = wording_contrasts(hits, CONTRASTED).set_index(["concept", "term"])
    roll = contrasts.loc[("bread", "roll")]
    assert roll[["estimate_a", "estimate_b"]].tolist() == pytest.approx([6 / 8, 2 / 6])
    assert roll["difference"] == pytest.approx(6 / 8 - 2 / 6)
    assert roll[["n_hits_a", "n_hits_b", "n_units_a", "n_units_b"]].tolist() == [6, 2, 8, 6]
    assert roll[["n_articles_a", "n_articles_b", "n_clusters_a"]].tolist() == [4, 4, 2]
    assert roll["slant"] == "north"
    bun = contrasts.loc[("bread", "bun")]
    assert bun["difference"] == pytest.approx(-roll["difference"])


def test_contrasts_agree_with_the_shares():
    hits = count_wording(CONTRASTED, concepts=BREAD)
    contrasts = wording_contrasts(hits, CONTRASTED)
    shares = wording_shares(hits, CONTRASTED).pivot_table(
        index=["concept", "term"], columns="group", values="share"
    )
    both = contrasts.set_index(["concept", "term"]).join(shares)
    assert both["estimate_a"].tolist() == pytest.approx(both["US"].tolist())
    assert both["estimate_b"].tolist() == pytest.approx(both["RU"].tolist())


def test_two_outlets_a_side_cannot_reach_a_small_p_and_the_note_says_so():
    contrasts = wording_contrasts(count_wording(CONTRASTED, concepts=BREAD), CONTRASTED)
    assert (contrasts["p_value"] >= contrasts["smallest_p"]).all()
    assert (contrasts["q_value"] >= contrasts["p_value"]).all()
    assert contrasts["note"].str.contains("only 2").all()


def test_sides_turned_round_turn_the_contrast_round():
    hits = count_wording(CONTRASTED, concepts=BREAD)
    forth = wording_contrasts(hits, CONTRASTED, a="US", b="RU")
    back = wording_contrasts(hits, CONTRASTED, a="RU", b="US")
    assert forth["difference"].tolist() == pytest.approx((-back["difference"]).tolist())
    assert forth["p_value"].tolist() == pytest.approx(back["p_value"].tolist())


def test_contrasts_of_one_voice_leave_the_other_out():
    hits = count_wording(CONTRASTED, concepts=BREAD)
    own = wording_contrasts(hits, CONTRASTED, voice="own").set_index("term")
    assert own.loc["roll", "n_hits_b"] == 0
    quoted = wording_contrasts(hits, CONTRASTED, voice="quoted")
    assert quoted["difference"].isna().all()
    assert quoted["note"].str.contains("no US rows").all()


def test_contrasts_leave_other_groups_out_and_refuse_a_group_against_itself():
    third = pd.concat([CONTRASTED, CONTRASTED.assign(article_id="y", country="FR")])
    third = third.drop_duplicates("article_id")
    pd.testing.assert_frame_equal(
        wording_contrasts(count_wording(third, concepts=BREAD), third),
        wording_contrasts(count_wording(CONTRASTED, concepts=BREAD), CONTRASTED),
    )
    with pytest.raises(ValueError, match="Name two groups"):
        wording_contrasts(count_wording(CONTRASTED, concepts=BREAD), CONTRASTED, a="US", b="US")


def test_an_unknown_voice_and_a_missing_group_column_are_refused():
    hits = count_wording(ARTICLES, concepts=BREAD)
    with pytest.raises(ValueError, match="voice"):
        wording_shares(hits, ARTICLES, voice="loud")
    with pytest.raises(KeyError, match="press"):
        wording_shares(hits, ARTICLES, by="press")


def test_no_hits_give_empty_tables():
    hits = count_wording(table(x="Rain."))
    assert hits.empty
    articles = table(x="Rain.").assign(country="US")
    assert wording_shares(hits, articles).empty
    assert wording_contrasts(hits, articles.assign(outlet="P")).empty


def test_the_input_is_not_changed():
    before = ARTICLES.copy(deep=True)
    wording_shares(count_wording(ARTICLES, concepts=BREAD), ARTICLES)
    pd.testing.assert_frame_equal(ARTICLES, before)
