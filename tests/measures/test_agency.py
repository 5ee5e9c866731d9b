"""Who acts and who is acted upon. All sentences are invented, and so are the people in them."""

from itertools import permutations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.measures.agency import AGENCY_ROLES, agency_actors, agency_shares, find_agency
from helpers.measures.lexicon_files import read_lexicon
from helpers.stats import estimate_shares
from tests.timing import assert_grows_in_proportion

DATA = Path(__file__).resolve().parents[2] / "data" / "two_capitals"


def table(**texts: str) -> pd.DataFrame:
    return pd.DataFrame({"article_id": list(texts), "text": list(texts.values())}).astype("str")


def roles(text: str) -> list[tuple[str, str, str]]:
    """Actor, role and verb of each row."""
    hits = find_agency(table(x=text))
    return list(zip(hits["actor"], hits["role"], hits["verb"], strict=True))


def only(text: str) -> pd.Series:
    hits = find_agency(table(x=text))
    assert len(hits) == 1, hits[["actor", "role", "verb", "mention"]]
    return hits.iloc[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russia blocked the strait.", ("RU", "active subject", "block")),
        ("The Kremlin has not yet replied.", ("RU", "active subject", "reply")),
        ("Two senior U.S. officials will leave.", ("US", "active subject", "leave")),
        ("The convoy was attacked by Ukrainian drones.", ("UA", "passive agent", "attack")),
        ("Trains seized by Russian troops stood idle.", ("RU", "passive agent", "seize")),
        ("The navy of Ukraine was accused by fishermen.", ("UA", "passive subject", "accuse")),
        ("Russia was punished.", ("RU", "agentless passive", "punish")),
        ("NATO has been warned.", ("NATO", "agentless passive", "warn")),
        ("The storm hit Russian warships.", ("RU", "object", "hit")),
        ("The sanctions were meant to weaken China.", ("CN", "object", "weaken")),
        ("They keep accusing the European Union.", ("EU", "object", "accuse")),
        ("“We wait,” said Chinese ambassador Li Roe.", ("CN", "active subject", "say")),
        ("Ukraine's minister Olha Roe, who was ill, waited.", ("UA", "active subject", "wait")),
        ("The president of Ukraine waited.", ("UA", "active subject", "wait")),
        ("Russian forces based in the port were shelled.", ("RU", "agentless passive", "shell")),
        ("The Russians, he said, waited.", ("RU", "active subject", "wait")),
    ],
)  # fmt: skip
def test_an_actor_is_found_in_its_role(text, expected):
    assert roles(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "In Moscow, the rower waited.",
        "She flew to Kyiv.",
        "A bakery in Moscow, Idaho, burned.",
        "Moscow police stopped a tram.",
        "Shells hit Kyiv.",
        "Kyiv was hit.",
        "They left Washington.",
        "Washington state officials waited.",
        "The Washington Post printed it.",
        "He read the Moscow Times.",
    ],
)
def test_a_capital_that_is_a_place_does_not_count(text):
    assert roles(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "American wheat was sold.",
        "A Russian rower won the race.",
        "The Russian economy shrank.",
        "Russia's economy shrank.",
        "Russia sanctions divided the room.",
        "The Ukraine war went on.",
        "Talks with Russia stalled.",
        "The war in Ukraine, which began early, went on.",
        "A Russian-backed militia waited.",
        "The former Russian president waited.",
        "A Chinese cargo ship sank.",
        "A key Senate vote was held.",
        "A country such as Russia waits.",
        "Latin America waits.",
        "Tell us more, it said.",
        "Russia is a large country.",
        "NATO is concerned.",
    ],
)
def test_what_only_contains_a_name_does_not_count(text):
    assert roles(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A capital of many rumours, Moscow denied it.", "Moscow"),
        ("Washington and Beijing agreed.", "Washington"),
        ("They accused Kyiv of delay.", "Kyiv"),
        ("Moscow was accused of delay.", "Moscow"),
        ("Moscow's troops left.", "Moscow's troops"),
    ],
)
def test_a_capital_that_stands_for_its_government_counts(text, expected):
    assert expected in find_agency(table(x=text))["mention"].tolist()


@pytest.mark.parametrize(
    ("text", "mention", "kind"),
    [
        ("Russia waited.", "Russia", "country"),
        ("NATO waited.", "NATO", "union"),
        ("Beijing waited.", "Beijing", "capital"),
        ("The White House waited.", "White House", "body"),
        ("Two senior U.S. navy officers waited.", "U.S. navy officers", "person"),
        ("Russian troops waited.", "Russian troops", "forces"),
        ("Ukrainians waited.", "Ukrainians", "people"),
        ("The State Department waited.", "State Department", "body"),
        ("The Verkhovna Rada waited.", "Verkhovna Rada", "body"),
        ("NATO allies waited.", "NATO allies", "body"),
    ],
)
def test_the_phrase_and_the_way_an_actor_is_named_are_told(text, mention, kind):
    assert only(text)[["mention", "kind"]].tolist() == [mention, kind]


def test_two_actors_joined_by_and_share_their_verb():
    assert roles("The U.S. and Russia plan a summit.") == [
        ("US", "active subject", "plan"),
        ("RU", "active subject", "plan"),
    ]
    assert roles("Russian and Ukrainian officials have met.") == [
        ("RU", "active subject", "meet"),
        ("UA", "active subject", "meet"),
    ]


def test_who_does_it_to_whom_is_told_on_both_sides():
    hits = find_agency(table(x="Russia attacked Ukraine. NATO was warned by China."))
    assert hits[["actor", "counterpart", "acts"]].to_numpy().tolist() == [
        ["RU", "UA", True],
        ["UA", "RU", False],
        ["NATO", "CN", False],
        ["CN", "NATO", True],
    ]


def test_an_infinitive_is_tied_to_the_subject_of_its_verb():
    hits = find_agency(table(x="Ukraine wants to punish Russia.")).set_index("actor")
    assert hits.loc["RU", ["role", "counterpart", "modal"]].tolist() == ["object", "UA", True]


def test_negation_and_modality_are_marked():
    hits = find_agency(table(a="Russia did not attack.", b="NATO may attack.", c="China attacked."))
    assert hits["negated"].tolist() == [True, False, False]
    assert hits["modal"].tolist() == [False, True, False]


def test_verbs_of_speech_are_marked():
    hits = find_agency(table(x="Russia said no. Ukraine shelled a port."))
    assert hits["speech"].tolist() == [True, False]


def test_what_stands_in_quotation_marks_is_marked():
    hits = find_agency(table(x="“Russia attacked,” she said. Ukraine waited."))
    assert hits["in_quotation"].tolist() == [True, False]


def test_a_leader_counts_on_the_days_of_an_office_only():
    people = read_lexicon("people")
    held = people[(people["office"] == "Secretary General of NATO") & (people["until"] != "")]
    row = held.iloc[0]
    days = [row["since"], row["until"]]
    articles = pd.DataFrame(
        {
            "article_id": ["in office", "out of office"],
            "text": [f"{row['name']} waited."] * 2,
            "date": pd.to_datetime(days, format="ISO8601") + pd.DateOffset(days=90),
        }
    )
    assert find_agency(articles)["article_id"].tolist() == ["in office"]


def test_some_actors_can_be_chosen():
    hits = find_agency(table(x="Russia waited. Ukraine waited."), actors=["UA"])
    assert hits["actor"].tolist() == ["UA"]


def test_actors_of_ones_own_are_found_beside_the_default():
    mine = pd.DataFrame(
        {
            "actor": ["Freedonia"] * 3,
            "kind": ["country", "demonym", "capital"],
            "pattern": ["Freedonia", "Freedonian", "Fredville"],
        }
    )
    text = "Freedonia waited. Freedonian troops left. Fredville agreed. Freedonian wheat grew."
    alone = find_agency(table(x=text + " Russia waited."), actors=mine)
    assert alone["kind"].tolist() == ["country", "forces", "capital"]
    both = pd.concat([agency_actors(), mine])
    assert set(find_agency(table(x=text + " Russia waited."), actors=both)["actor"]) == {
        "Freedonia", "RU",
    }  # fmt: skip


def test_an_actor_named_by_a_country_code_brings_its_bodies_and_leaders():
    mine = pd.DataFrame({"actor": ["GB"], "kind": ["country"], "pattern": ["Britain"]})
    assert only_actor("The Foreign Office waited.", mine) == ["GB"]


def only_actor(text: str, actors: pd.DataFrame) -> list[str]:
    return find_agency(table(x=text), actors=actors)["actor"].tolist()


@pytest.mark.parametrize(
    ("actors", "message"),
    [
        (["Narnia"], "Narnia"),
        (pd.DataFrame({"actor": ["X"], "pattern": ["X"]}), "kind"),
        (pd.DataFrame({"actor": ["X"], "kind": ["planet"], "pattern": ["X"]}), "planet"),
    ],
)
def test_unknown_actors_and_unusable_tables_are_refused_by_name(actors, message):
    with pytest.raises(ValueError, match=message):
        find_agency(table(x="Russia waited."), actors=actors)


def test_each_name_is_found_in_its_own_example():
    actors = agency_actors()
    articles = pd.DataFrame({"article_id": actors.index.astype("str"), "text": actors["example"]})
    found = set(find_agency(articles).set_index("article_id")["actor"].items())
    wanted = zip(articles["article_id"], actors["actor"], strict=True)
    assert [pair for pair in wanted if pair not in found] == []


def test_every_actor_has_the_kinds_of_names_that_the_others_have():
    kinds = agency_actors().groupby("actor")["kind"].agg(set)
    assert set(kinds.index) == {"US", "RU", "UA", "NATO", "EU", "CN"}
    assert all({"country", "demonym", "capital", "people", "body"} == kinds[state]
               for state in ("US", "RU", "UA", "CN"))  # fmt: skip
    assert {"union", "demonym", "body"} <= kinds["NATO"] & kinds["EU"]


SIDES = {
    "US": ("the United States", "American", "Washington", "the White House", "the Americans"),
    "RU": ("Russia", "Russian", "Moscow", "the Kremlin", "the Russians"),
    "UA": ("Ukraine", "Ukrainian", "Kyiv", "the Verkhovna Rada", "the Ukrainians"),
    "CN": ("China", "Chinese", "Beijing", "the State Council", "the Chinese"),
}
TEMPLATES = [
    "Yesterday {0} attacked {5}.",
    "{1} forces have shelled the port, and {6} drones were shot down.",
    "{2} accused {7} of delay.",
    "{3} said that {5} would not be invited.",
    "{4} believe that {8} has lied.",
    "The treaty was signed by {0} and rejected by {6} lawmakers.",
    "{1} inspectors were denied entry by {6} officials.",
    "The {1} foreign minister, Ann Roe, will meet the {6} president.",
    "In {2}, the rower waited for {6} wheat that {0} had sold.",
    "Talks between {0} and {5} stalled after {2} had urged {7} to wait.",
    "{0} has the right to punish {5}, {3} added.",
]


@pytest.mark.parametrize("template", TEMPLATES)
def test_exchanging_the_names_of_two_sides_mirrors_the_result(template):
    found = {}
    for first, second in permutations(SIDES, 2):
        text = template.format(*SIDES[first], *SIDES[second])
        hits = find_agency(table(x=text[0].upper() + text[1:]))
        sides = hits[["actor", "counterpart"]].replace({first: "one", second: "two"})
        rows = pd.concat([sides, hits[["role", "verb", "kind", "negated", "modal"]]], axis=1)
        found[first, second] = rows.to_csv()
    assert len(set(found.values())) == 1, found
    assert "one" in found["US", "RU"]


@pytest.fixture(scope="module")
def fiction() -> pd.DataFrame:
    return pd.read_csv(DATA / "articles.csv", parse_dates=["date"])


def test_every_row_can_be_traced_to_its_words_in_the_bundled_corpus(fiction):
    hits = find_agency(fiction)
    assert len(hits) > 200
    assert set(hits["role"]) <= set(AGENCY_ROLES)
    texts = fiction.set_index("article_id")["text"]
    for hit in hits.itertuples():
        text = texts[hit.article_id]
        assert text[hit.start : hit.end] == hit.mention
        assert hit.sentence_start <= hit.start < hit.end <= hit.sentence_end
        assert hit.sentence_start <= hit.verb_start < hit.verb_end <= hit.sentence_end
        assert not (hit.start <= hit.verb_start < hit.end)


def test_the_result_does_not_depend_on_how_the_corpus_is_cut(fiction):
    whole = find_agency(fiction)
    parts = [find_agency(fiction.iloc[low : low + 7]) for low in range(0, len(fiction), 7)]
    pd.testing.assert_frame_equal(whole, pd.concat(parts, ignore_index=True))


PIECES = [
    "Russia", "the U.S.", "Kyiv", "Russian", "forces", "NATO", "'s", "’s", "was", "were",
    "attacked", "by", "and", "who", ",", "(", ")", "“", "”", ".", "that", "not", "to", "has",
    "been", "will", "said", "officials", "of", "in", "the Americans", "Moscow", "İ", "\n\n",
    "president", "plans",
    "-", "—", "two", "hundreds of", "😀", "US", "being", "get", "ministry", "Secretary of", "never",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_gives_exact_offsets(text):
    for hit in find_agency(table(x=text)).itertuples():
        assert text[hit.start : hit.end] == hit.mention
        assert text[hit.verb_start : hit.verb_end].strip() == text[hit.verb_start : hit.verb_end]
        assert hit.verb
        assert hit.acts == (hit.role in ("active subject", "passive agent"))


@pytest.mark.parametrize(
    "piece",
    [
        "A", "Ab ", "Russia ", "Russia, ", "Russia and ", "was ", "Russia was ", "Russian ",
        "Russian forces and ", "by Russia ", "Russia (", "(", "“Russia ", "U.S. ", "U.S.", "'s ",
        "Russia's ", "senior ", "senior Russia ", "the president of Russia ", "to Russia attack ",
        "attacked by ", "hundreds of ", "Secretary of ", "US-", "Ru-", "Russia which ",
        "Russia\n\n", "Russia said that ", "x. Russia attacked. ",
    ],
)  # fmt: skip
def test_hostile_text_takes_time_in_proportion_to_its_length(piece):
    assert_grows_in_proportion(lambda text: find_agency(table(x=text)), piece, 200_000)


def test_missing_texts_give_no_rows_and_an_empty_table_has_its_columns():
    articles = pd.DataFrame({"article_id": ["a", "b"], "text": ["Rain.", None]})
    hits = find_agency(articles)
    assert hits.empty
    assert hits.dtypes.astype("str").to_dict() == (
        find_agency(table(x="Russia waited.")).dtypes.astype("str").to_dict()
    )


def test_headlines_in_title_case_are_read():
    articles = pd.DataFrame({"article_id": ["a"], "title": ["Envoys Urge Russia To Wait"]})
    hits = find_agency(articles, column="title")
    assert hits[["actor", "role", "verb"]].to_numpy().tolist() == [["RU", "object", "urge"]]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Ten Russian soldiers killed in blast", ("RU", "agentless passive", "kill")),
        ("Ukrainian officials accused of delay", ("UA", "agentless passive", "accuse")),
        ("China to demand payment for gas", ("CN", "active subject", "demand")),
        ("Ukrainian soldiers killed ten in blast", ("UA", "active subject", "kill")),
        ("A port that Russia captured in spring", ("RU", "active subject", "capture")),
    ],
)
def test_headlines_leave_the_auxiliary_out(title, expected):
    assert roles(title) == [expected]


def test_the_son_of_a_leader_is_not_the_leader():
    people = read_lexicon("people")
    held = (people["office"] == "President of the United States") & (people["until"] == "")
    name = people.loc[held, "name"].iloc[0]
    assert roles(f"{name} waited.") == [("US", "active subject", "wait")]
    assert roles(f"{name} Jr. waited.") == []


def test_the_input_is_not_changed():
    articles = table(x="Russia waited.").assign(date=pd.Timestamp("2020-01-01"))
    before = articles.copy(deep=True)
    find_agency(articles)
    pd.testing.assert_frame_equal(articles, before)


PRESS = pd.DataFrame(
    {
        "article_id": ["a1", "a2", "a3", "b1", "b2", "c1"],
        "outlet": ["A", "A", "A2", "B", "B2", "C"],
        "country": ["US", "US", "US", "RU", "RU", None],
        "text": [
            "Russia attacked a port. Russia was punished. NATO waited.",
            "“Russia attacked,” she said.",
            "The storm hit Russia.",
            "Russia said no. NATO attacked a port.",
            "Rain.",
            "Russia attacked.",
        ],
    }
).astype("str")


def test_shares_come_with_their_denominators():
    shares = agency_shares(find_agency(PRESS), PRESS).set_index(["actor", "group", "role"])
    acting = shares.loc[("RU", "US", "active subject")]
    assert acting[["n_hits", "n_actor_hits", "n_articles", "n_actor_articles"]].tolist() == [
        2, 4, 2, 3,
    ]  # fmt: skip
    assert acting["n_group_articles"] == 3
    assert acting["share"] == pytest.approx(0.5)
    assert shares.loc[("RU", "US", "passive agent"), "n_hits"] == 0
    assert "C" not in shares.index.get_level_values("group")


def test_shares_of_an_actor_add_up_to_one_in_each_group():
    hits = find_agency(PRESS)
    for category in ("role", "acts", "kind", "verb"):
        sums = agency_shares(hits, PRESS, category=category).groupby(["actor", "group"])["share"]
        assert sums.sum().to_numpy() == pytest.approx(np.ones(len(sums.sum())))


def test_speech_and_quotations_can_be_left_out_of_shares():
    hits = find_agency(PRESS)
    assert agency_shares(hits, PRESS, voice="own")["n_hits"].sum() == len(hits) - 2
    deeds = agency_shares(hits, PRESS, speech=False)
    assert ("RU", "RU") not in set(zip(deeds["actor"], deeds["group"], strict=True))


def test_intervals_for_the_same_shares_come_from_the_statistics_package():
    hits = find_agency(PRESS)
    rows = hits.merge(PRESS[["article_id", "outlet", "country"]], on="article_id")
    estimates = estimate_shares(
        rows[rows["country"].notna()], category="role", within="actor", by="country",
        cluster="outlet",
    )  # fmt: skip
    shares = agency_shares(hits, PRESS).rename(columns={"group": "country"})
    both = estimates.merge(shares, on=["actor", "role", "country"])
    assert len(both) == len(estimates)
    assert both["estimate"].tolist() == pytest.approx(both["share"].tolist())
    assert both["n_units"].tolist() == both["n_actor_hits"].tolist()
    assert both["n_articles_x"].tolist() == both["n_actor_articles"].tolist()


def test_an_unknown_category_voice_or_group_is_refused():
    hits = find_agency(PRESS)
    with pytest.raises(ValueError, match="mood"):
        agency_shares(hits, PRESS, category="mood")
    with pytest.raises(ValueError, match="loud"):
        agency_shares(hits, PRESS, voice="loud")
    with pytest.raises(KeyError, match="press"):
        agency_shares(hits, PRESS, by="press")


def test_no_hits_give_an_empty_table_of_shares():
    assert agency_shares(find_agency(table(x="Rain.")), table(x="Rain.").assign(country="US")).empty
