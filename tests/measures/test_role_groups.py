"""Officials, others, and those without a name."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers.measures import ROLE_GROUPS, add_role_groups
from helpers.measures.corrections import ROLES
from helpers.measures.role_groups import is_official
from tests.measures.source_tables import DEFENCE, FOREIGN, OTHER, quotation, quotations, table


def group_of(affiliation=None, role=None, anonymous=False, **more):
    rows = table(quotation("a1", "somebody", affiliation, role, anonymous=anonymous))
    return add_role_groups(rows.assign(**more))["role_group"].iloc[0]


def test_every_role_of_the_finder_has_a_group():
    assert set(ROLE_GROUPS) == set(ROLES)


@pytest.mark.parametrize(
    ("role", "group"),
    [
        (FOREIGN, "official, political"),
        ("legislature", "official, political"),
        (DEFENCE, "official, non-political"),
        (OTHER, "official, non-political"),
        ("citizen", "unofficial"),
        ("company", "unofficial"),
    ],
)
def test_a_named_speaker_has_the_group_of_the_role(role, group):
    assert group_of("US", role) == group


def test_a_pentagon_official_is_partly_anonymous():
    assert group_of("US", DEFENCE, anonymous=True) == "partly anonymous"


def test_an_official_with_a_country_is_partly_anonymous_and_without_one_anonymous():
    assert group_of("US", OTHER, anonymous=True) == "partly anonymous"
    assert group_of(None, OTHER, anonymous=True) == "anonymous"


def test_a_diplomat_has_an_office_even_without_a_country():
    assert group_of(None, FOREIGN, anonymous=True) == "partly anonymous"


def test_a_trader_or_a_citizen_of_a_country_tells_no_office():
    assert group_of("RU", "company", anonymous=True) == "anonymous"
    assert group_of("RU", "citizen", anonymous=True) == "anonymous"


def test_a_person_without_name_and_role_is_anonymous():
    assert group_of(anonymous=True) == "anonymous"


def test_an_office_that_names_a_body_makes_partly_anonymous():
    told = {"office": pd.Series(["spokesman of the Northern Bank"], dtype="str")}
    assert group_of(None, "company", anonymous=True, **told) == "partly anonymous"
    for office in (None, "trader"):
        untold = {"office": pd.Series([office], dtype="str")}
        assert group_of(None, "company", anonymous=True, **untold) == "anonymous"


def test_a_role_that_nobody_tells_has_no_group():
    assert pd.isna(group_of("US"))


def test_an_own_grouping_can_be_given():
    rows = table(quotation("a1", "Ann Roe", "US", DEFENCE))
    grouped = add_role_groups(rows, ROLE_GROUPS | {DEFENCE: "military"})
    assert list(grouped["role_group"]) == ["military"]


def test_officials_without_a_name_are_officials():
    assert list(is_official(quotations()).fillna("?")) == [
        "official", "official", "official", "official", "?", "official", "official", "official",
    ]  # fmt: skip


def test_no_rows_and_no_changes_to_what_is_given():
    assert add_role_groups(table())["role_group"].dtype == "str"
    given = quotations()
    add_role_groups(given)
    assert_frame_equal(given, quotations())


def test_a_missing_column_is_named():
    with pytest.raises(ValueError, match="no column 'anonymous'"):
        add_role_groups(quotations().drop(columns="anonymous"))
