"""What stands before the first words of a story: its headline again, bylines, dates, datelines.

A dateline names the place, often the day and the agency ("KYIV, March 3 (Reuters) -"). Exports lose
parts of it: "( – " is what is left where a linked agency name was dropped.
"""

from __future__ import annotations

import re

from helpers.corpus.edits import Edit, Line
from helpers.corpus.furniture import kind_of_line
from helpers.corpus.furniture_patterns import NAMES, one_of
from helpers.corpus.outlets import fold_name, outlet_names

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?"
_DAY = rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH})"
_FULL_DATE = (
    rf"(?:{_WEEKDAY},? )?(?:{_DAY},? \d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}"
    r"|\d{1,2}[./]\d{1,2}[./]\d{2,4})"
)
_CLOCK = r"\d{1,2}[:.]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?\s?(?:[A-Z]{2,4}|\([A-Z]{2,4}\))?"
_PUBLISHED = (
    r"(?:(?:first |last |originally )?(?:published|updated|posted|modified|created|date|released)"
    r"(?: on| at)?:? ?)"
)
_DATE_LINE = one_of(
    rf"{_PUBLISHED}?(?:{_CLOCK},?(?: on)? )?{_FULL_DATE}"
    rf"(?:[,|]? ?(?:-|–|—|at|/|\|)? ?{_CLOCK})?[.|]?",
    rf"{_PUBLISHED}(?:{_CLOCK})?|(?:updated|posted) \d{{1,2}} (?:minutes?|hours?|days?) ago",
)
_ROLE = (
    r"(?:[A-Za-z]{2,14} ){0,3}(?:[Ee]ditor|[Rr]eporter|[Ww]riter|[Cc]orrespondent|[Cc]ontributor)s?"
)
_BYLINE = re.compile(
    rf"(?:By|BY|by|Story by|Written by|Analysis by|From):? {NAMES}"
    rf"(?:,? (?:and|AND|with|in|for|of) {NAMES})?(?:,? {_ROLE})?"
    rf"(?:(?: ?[,|—–-] ?| )(?i:{_DATE_LINE.pattern}))?"
)
_LABEL = one_of(
    r"(?:analysis/)?opinion:?|analysis:?|commentary:?|editorial:?|exclusive:?",
    r"special (?:to|for) [\w .]{3,40}|(?:opinion|guest) contributor",
    r"associated press writers?|staff (?:writer|reporter)s?",
)

_WORD = r"[A-Z][\w.'’]{0,20}"
_REGION = rf"(?:, {_WORD}(?: {_WORD}){{0,3}})"
# A place as agencies write it, in capitals, and as broadcasters do.
_CAPITALS = rf"(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’/ -]{{2,50}}{_REGION}?)"
_PLACE = (
    r"(?:[A-ZÀ-Þ][\w.'’ -]{1,40}(?:/[A-ZÀ-Þ][\w.'’ -]{1,40}){0,3}"
    rf"{_REGION}{{0,2}})"
)
_DATE = rf"(?:[,.]? ?{_DAY}(?:,? \d{{4}})?[,.]?)"
_LONG_DASH = r"(?:--|[–—―]{1,2})"
_DASH = rf"(?:{_LONG_DASH}|-|:)"
_AGENCY = (
    r"(?:Reuters|REUTERS|Thomson Reuters[\w ]{0,12}|AP|AFP|UPI|TASS|ITAR-TASS|RIA(?: Novosti)?"
    r"|Interfax|Sputnik|Bloomberg|CNN(?: Business|Money|Politics)?|CBS(?: News)?|Xinhua|DPA|dpa"
    r"|EFE|ANSA|Ukrinform|UNIAN|PTI|ANI|IANS|Anadolu|JTA|CNS|CNSNews\.com|BIRN|RFE/RL|VOA|Kyodo"
    r"|Yonhap|KCNA|MNA|IRNA)"
)
_NO_DASH_AGENCY = r"(?:CNN(?: Business|Money| Politics)?|CBS News|CBS|AP)"
_AGENCY_DATELINE = re.compile(
    # KYIV (Reuters) -, Kyiv, March 3 (AFP) --, (Reuters) -
    rf"(?:{_PLACE}{_DATE}?[,.]? ?)?\({_AGENCY}\)\s?{_DASH}\s?"
    # Another agency, or the place in brackets: OMAHA (Newswire) –, (Kyiv) –
    rf"|(?:{_CAPITALS}{_DATE}?[,.]? ?)?\([A-Z][\w.'’&/ -]{{1,40}}\)\s?(?:{_LONG_DASH}|-)\s"
    # The byline in the same line: By Ann Lee, OMAHA (AP) -
    rf"|By [A-Z][^\n(!?]{{3,100}}\({_AGENCY}\)\s?{_DASH}\s?"
    # Those who do without a dash: (CNN), Kyiv (CNN)
    rf"|(?:{_PLACE}{_DATE}? ?)?\({_NO_DASH_AGENCY}\)\s?{_DASH}?\s?"
    # MOSCOW, July 28. /TASS/.
    rf"|{_PLACE}{_DATE}\s?/[A-Z][\w .,-]{{0,40}}/[.:]?\s?(?:{_LONG_DASH}\s)?"
    # What is left where the agency was lost: ( –, () -, MOSCOW, July 28. //.
    rf"|(?:{_PLACE}{_DATE}? )?\(\s?(?:\)\s?)?(?:{_LONG_DASH}|-)\)?\s+"
    rf"|{_PLACE}{_DATE}\s?/\s?/\.?\s?"
)
_PLACE_DATELINE = re.compile(
    # OMAHA, Neb. —, KYIV —
    rf"(?P<city>[A-ZÀ-Þ][A-ZÀ-Þ.'’/ -]{{2,50}})(?P<region>{_REGION})?(?P<date>{_DATE})?"
    rf"\s{{0,2}}(?:{_LONG_DASH}|-(?=\s))\s?"
)
# Places that stand in datelines without state or country (Associated Press Stylebook, "datelines",
# and seats of news about the two countries); other words in capitals may be acronyms.
_CITIES = frozenset(
    name.strip()
    for name in """
    ABU DHABI, ADDIS ABABA, ALGIERS, AMMAN, AMSTERDAM, ANKARA, ARKHANGELSK, ASHGABAT, ASTANA,
    ATHENS, ATLANTA, BAGHDAD, BAKHMUT, BAKU, BALTIMORE, BANGKOK, BEIJING, BEIRUT, BELGOROD,
    BELGRADE, BERLIN, BISHKEK, BOSTON, BRASILIA, BRATISLAVA, BRUSSELS, BRYANSK, BUCHA,
    BUCHAREST, BUDAPEST, BUENOS AIRES, CAIRO, CARACAS, CHELYABINSK, CHERNIHIV, CHICAGO,
    CHISINAU, CINCINNATI, CLEVELAND, COPENHAGEN, DAKAR, DALLAS, DAMASCUS, DAVOS, DENVER,
    DETROIT, DHAKA, DNIPRO, DOHA, DONETSK, DUBAI, DUBLIN, DUSHANBE, GAZA, GENEVA, GLASGOW,
    GROZNY, HANOI, HAVANA, HELSINKI, HONG KONG, HONOLULU, HOUSTON, INDIANAPOLIS, ISLAMABAD,
    ISTANBUL, JAKARTA, JERUSALEM, KABUL, KALININGRAD, KAZAN, KHARKIV, KHARTOUM, KHERSON, KIEV,
    KRAMATORSK, KRASNODAR, KUALA LUMPUR, KURSK, KUWAIT CITY, KYIV, LAS VEGAS, LISBON, LJUBLJANA,
    LONDON, LOS ANGELES, LUGANSK, LUHANSK, LUXEMBOURG, LVIV, MADRID, MANILA, MARIUPOL,
    MELITOPOL, MEXICO CITY, MIAMI, MILAN, MILWAUKEE, MINNEAPOLIS, MINSK, MONACO, MONTREAL,
    MOSCOW, MUMBAI, MUNICH, MURMANSK, MYKOLAIV, NAIROBI, NEW DELHI, NEW ORLEANS, NEW YORK,
    NICOSIA, NOVOSIBIRSK, ODESA, ODESSA, OKLAHOMA CITY, OSLO, OTTAWA, PARIS, PERM, PHILADELPHIA,
    PHOENIX, PITTSBURGH, PODGORICA, POKROVSK, POLTAVA, PRAGUE, PRETORIA, PRISTINA, PYONGYANG,
    QUEBEC CITY, REYKJAVIK, RIGA, RIO DE JANEIRO, RIYADH, ROME, ROSTOV, ROSTOV-ON-DON, SALT LAKE
    CITY, SAMARA, SAN ANTONIO, SAN DIEGO, SAN FRANCISCO, SANTIAGO, SAO PAULO, SARAJEVO, SEATTLE,
    SEOUL, SEVASTOPOL, SHANGHAI, SIMFEROPOL, SINGAPORE, SKOPJE, SLOVYANSK, SOCHI, SOFIA, ST.
    LOUIS, ST. PETERSBURG, STAVROPOL, STOCKHOLM, SUMY, SYDNEY, TAIPEI, TALLINN, TASHKENT,
    TBILISI, TEHRAN, TEL AVIV, THE HAGUE, TIRANA, TOKYO, TORONTO, TRIPOLI, TUNIS, ULAN BATOR,
    UNITED NATIONS, VALLETTA, VATICAN CITY, VIENNA, VILNIUS, VLADIVOSTOK, VOLGOGRAD, VORONEZH,
    WARSAW, WASHINGTON, YALTA, YEKATERINBURG, YEREVAN, ZAGREB, ZAPORIZHZHIA, ZAPOROZHYE, ZURICH
    """.replace("\n", " ").split(",")
)

# American states as datelines write them (Associated Press Stylebook, "state names").
_STATES = frozenset(
    name.strip()
    for name in """
    Ala., Alaska, Ariz., Ark., Calif., Colo., Conn., Del., Fla., Ga., Hawaii, Idaho, Ill., Ind.,
    Iowa, Kan., Ky., La., Maine, Md., Mass., Mich., Minn., Miss., Mo., Mont., N.C., N.D., N.H.,
    N.J., N.M., N.Y., Neb., Nev., Ohio, Okla., Ore., Pa., R.I., S.C., S.D., Tenn., Texas, Utah,
    Va., Vt., W.Va., Wash., Wis., Wyo.
    """.replace("\n", " ").split(",")
)


def opening_lines(lines: list[Line], title: str) -> dict[int, str]:
    """Find the lines before the story: headline, byline, date, section label, furniture.

    Parameters
    ----------
    lines
        The lines of the text that are not blank.
    title
        Headline of the article, "" if it has none.

    Returns
    -------
    dict of int to str
        Index of the line, name of its step. The last line of a text is never found.
    """
    found: dict[int, str] = {}
    headline = fold(title)
    for index, line in enumerate(lines[:-1]):
        if headline and len(line.text) < 2 * len(title) + 40 and fold(line.text) == headline:
            found[index] = "headlines"
        elif len(line.text) < 200 and is_byline(line.text, lines[index + 1].text):
            found[index] = "bylines"
        else:
            step = kind_of_line(line.text, at_edge=True)
            if step is None:
                break
            found[index] = step
    return found


def fold(text: str) -> str:
    """Return the letters and digits of `text` in small letters, for comparing headlines.

    Parameters
    ----------
    text
        A headline or a line.

    Returns
    -------
    str
        Words joined by one space, no punctuation.
    """
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def is_byline(line: str, following: str = "") -> bool:
    """Tell a line that names only the author, the outlet, the date or the kind of a piece.

    Parameters
    ----------
    line
        One line without white space around it, at the beginning of a text.
    following
        The line after it: a name that stands alone is an author's if an outlet comes next.

    Returns
    -------
    bool
        True if the whole line is such.
    """
    if any(pattern.fullmatch(line) for pattern in (_BYLINE, _DATE_LINE, _LABEL)):
        return True
    if fold_name(line) in outlet_names():
        return True
    is_name = re.fullmatch(r"(?:[A-Z][\w.'’-]{0,30} ){1,3}[A-Z][\w.'’-]{1,30}", line)
    return bool(is_name) and bool(
        fold_name(following) in outlet_names() or _LABEL.fullmatch(following)
    )


def find_dateline(text: str, title: str = "") -> list[Edit]:
    """Find the dateline that opens a text, whole or broken.

    Parameters
    ----------
    text
        The article.
    title
        Not used.

    Returns
    -------
    list of Edit
        At most one cut, from the first character of the text to the first of the story.
    """
    start = len(text) - len(text.lstrip())
    head = text[start : start + 260].split("\n", 1)[0]
    match = _AGENCY_DATELINE.match(head)
    if match is None:
        match = _PLACE_DATELINE.match(head)
        if match is not None and not _is_place(match):
            match = None
    if match is None or not _can_begin(head[match.end() :]):
        return []
    return [Edit(start, start + match.end())]


def _is_place(match: re.Match[str]) -> bool:
    """Tell "KYIV —" and "OMAHA, Neb. —" from a sentence that opens with an acronym."""
    cities = match["city"].strip().split("/")
    if all(city in _CITIES for city in cities):
        return True
    # Four capitals or fewer may be an acronym: "NATO, Russia —".
    region = (match["region"] or "").removeprefix(", ")
    known = region in _STATES or all(len(city) > 4 for city in cities)
    return bool(region or match["date"]) and known


def _can_begin(rest: str) -> bool:
    """Tell whether `rest` looks like the beginning of a sentence."""
    first = rest.lstrip("\"'“‘«„(¿¡[…. $€£#")[:1]
    return first.isupper() or first.isdigit()
