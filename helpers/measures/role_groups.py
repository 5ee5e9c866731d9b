"""Role groups: officials and others, with a name, with half a name, or with none.

That most sources of news are officials is the oldest finding about them (Sigal 1973, "Reporters
and Officials"). Whether a source holds political office, serves the state otherwise, or stands
outside of it follows Hallin, Manoff & Weddle (1993, "Sourcing patterns of national security
reporters", Journalism Quarterly 70(4)) and Reese, Grant & Danielian (1994, Journal of
Communication 44(2)). A source without a name whose office or body is told ("a Pentagon official")
is less hidden than "a person familiar with the talks"; Culbertson (1978, "Veiled attribution: an
element of style?", Journalism Quarterly 55(3)) calls it veiled.
"""

from collections.abc import Mapping

import pandas as pd

from helpers.measures.sources import is_anonymous
from helpers.stats.schema import require_columns

__all__ = ["OFFICIAL_GROUPS", "ROLE_GROUPS", "UNNAMED_GROUPS", "add_role_groups"]

POLITICAL, NON_POLITICAL = "official, political", "official, non-political"
UNOFFICIAL, ANONYMOUS, PARTLY = "unofficial", "anonymous", "partly anonymous"

#: Group of each role of a speaker who has a name, or of a body. International organisations,
#: courts, police and regional authorities are "other official" and so non-political; so is the
#: military with its ministry, which Hallin et al. (1993) count apart from political offices, too.
ROLE_GROUPS = {
    "head of state or government": POLITICAL,
    "foreign ministry": POLITICAL,
    "legislature": POLITICAL,
    "defence and military": NON_POLITICAL,
    "other official": NON_POLITICAL,
    "expert": UNOFFICIAL,
    "company": UNOFFICIAL,
    "civil society": UNOFFICIAL,
    "citizen": UNOFFICIAL,
    "media": UNOFFICIAL,
}
OFFICIAL_GROUPS = (POLITICAL, NON_POLITICAL)
UNNAMED_GROUPS = (ANONYMOUS, PARTLY)
# "An official" alone tells no body; "a diplomat", "an officer", "a senator" do.
VAGUE_ROLE = "other official"
# An office that names a body, not only a trade: "Commerce Department spokesman", not "trader".
NAMED_BODY = r"\b[A-ZА-ЯЁІЇЄҐ]"


def add_role_groups(
    quotations: pd.DataFrame, groups: Mapping[str, str] = ROLE_GROUPS
) -> pd.DataFrame:
    """Sort speakers into officials, others and those without a name.

    Parameters
    ----------
    quotations : pandas.DataFrame
        Columns `role`, `affiliation` (str, missing where unknown), `anonymous` (bool); `office`
        (str) is read if it is there. Never changed.
    groups : mapping of str to str
        Group of each role, `ROLE_GROUPS` by default. A role that it lacks has no group.

    Returns
    -------
    pandas.DataFrame
        A copy with `role_group` (str), by the first rule that holds:

        1. a person without a name (`anonymous`) is *partly anonymous* if the office or body is
           told: an `office` with a capital letter ("spokesman of the Northern Bank"), or an
           official role that names one ("a diplomat", "an officer", "a senator"), or an official
           with a country ("a U.S. official");
        2. another person without a name is *anonymous*: "a person familiar with the talks", "two
           officials", "a trader";
        3. persons with a name, bodies and documents have the group of their role: *official,
           political*; *official, non-political*; *unofficial*;
        4. missing where the role is not known.

    Raises
    ------
    ValueError
        If a column is missing.
    """
    needed = ["role", "affiliation", "anonymous"]
    require_columns(quotations, needed, "add_role_groups")
    role, unnamed = quotations["role"].astype("str"), is_anonymous(quotations)
    group = role.map(dict(groups)).astype("str")
    official = group.isin(OFFICIAL_GROUPS)
    told = official & ((role != VAGUE_ROLE) | quotations["affiliation"].notna())
    if "office" in quotations.columns:
        told |= quotations["office"].astype("str").str.contains(NAMED_BODY, na=False)
    group = group.mask(unnamed, ANONYMOUS).mask(unnamed & told, PARTLY)
    return quotations.assign(role_group=group.astype("str"))


def is_official(quotations: pd.DataFrame, groups: Mapping[str, str] = ROLE_GROUPS) -> pd.Series:
    """Return "official" or "other" for each quotation, missing where the role is not known (str).

    Officials without a name are officials: Sigal counted them, and they are many.
    """
    group = quotations["role"].astype("str").map(dict(groups))
    official = pd.Series("other", index=quotations.index, dtype="str")
    return official.mask(group.isin(OFFICIAL_GROUPS), "official").mask(group.isna()).astype("str")
