"""Read from words where in time somebody stands: months left, a window, a school year, a season, a week of a plan."""

import re
from dataclasses import dataclass, replace
from datetime import date

from bot.advising.dating import MONTHS
from bot.timeline.seasons import ERAS_MONTH, MATCH_MONTH, MONTHS_A_YEAR, Season, running

_SPAN = r"(?<![\w.,/:#$–-])(?P<count>\d{1,3}(?:\.5)?) (?P<unit>months|weeks)"
_ERAS = r"(?P<eras>eras|apps?|applications?|applying|submission|i apply)"
_AIM = rf"(?:my |the |our )?(?:{_ERAS}|(?:i )?match(?: day| week)?|rank(?:ing)?)\b"
_LEFT = r"(?:left|out|away|off|to go|remaining|more|from now)"
_UNTIL = r"(?: (?:until|till|before|from|to|for|of))+"
_BEFORE = re.compile(rf"{_SPAN}(?:[^?!]{{0,30}}? {_LEFT})?{_UNTIL} {_AIM}")
_AHEAD = re.compile(rf"{_SPAN} (?:before|ahead of|prior to) {_AIM}")
"""Said of ERAS, it tells how far ahead something is done, and not where somebody stands."""
_IS_NOW = re.compile(
    r"\bmonth of (?:the )?match\b|\bmatch month\b|\bmatch is this month\b|\b0 months (?:to|before|until)\b"
)
_IS_OFF = re.compile(rf"\b{_AIM}(?: (?:is|opens?|starts?|in|about|only|just|still|exactly|now))* {_SPAN}(?: {_LEFT})?")
_TO_GO = re.compile(rf"{_SPAN.replace('|weeks', '')} {_LEFT}\b(?! (?:of|from|for))")
_ALONE = re.compile(
    rf"\b(?:what about|how about|what if|and|or|only|now|with|at|if)\b[a-z' ]{{0,20}}? {_SPAN.replace('|weeks', '')}\b"
)
_OTHER_AIM = re.compile(
    r"\b(?:exam|test|step [12]|ck|interviews?|graduat\w*|boards|rotation)\b(?!.*\b(?:match|eras)\b)"
)
"""What months may be left to instead of the Match."""
_WINDOWS = {"18–24": 21, "12–18": 15, "8–12": 10, "4–6": 5}
"""The windows of the guides, each with a month in its middle."""
_WINDOW = re.compile(rf"(?<![\w.,/:#$-])(?P<window>{'|'.join(_WINDOWS)}) months\b")
_SEASON_SPAN = re.compile(r"\bsept?(?:ember)?(?:–| to | - |-| through | until )march\b")
_WEEKS_A_MONTH = 365 / 12 / 7
_IN_SEASON = 3
"""A month of application season, after its beginning."""
_PART = (
    r"(?:(?P<early>early|beginning|start|starting|began|rising|incoming|entering|going|about to start)"
    r"|(?P<late>late|end|closing|finishing|second half)"
    rf"|(?P<mid>mid|middle|halfway)|(?P<month>{'|'.join(MONTHS)})[a-z]*)"
)
_STAGE = re.compile(rf"(?:\b{_PART}\b(?:[ -](?:of|in|into|through|with|up|my|the|an?|our))*[ -])?\bm(?P<year>[1-4])\b")
_APPLY = r"(?:appl(?:y|ying|ied|ications?|icants?)|submit\w*|eras)"
_SEPTEMBER = r"(?:sept?(?:ember)?|fall|autumn)"
_YEAR = r"20[2-4]\d"
_SUMMER = r"(?:june?|july?|aug(?:ust)?|sept?(?:ember)?) (?:\d{1,2}(?:st|nd|rd|th)?,? )?"
_APPLY_IN = re.compile(
    rf"\b{_APPLY}\b[^.?!;]{{0,40}}?\b{_SEPTEMBER} (?:of )?(?P<year>{_YEAR})\b"
    rf"|\b{_SEPTEMBER} (?:of )?(?P<first>{_YEAR}) {_APPLY}"
    rf"|\b{_APPLY}(?: (?:opens?|opening|opened|starts?|season))? (?:in|during) (?P<plain>{_YEAR})\b"
    r"(?! ?(?:[–/-]|match|cycle|season))"
    rf"|\b{_SUMMER}(?P<summer>{_YEAR})\b(?=.*\beras\b)|\beras\b.*\b{_SUMMER}(?P<then>{_YEAR})\b"
)
"""A year in which applications go out: the season is named by the one after it."""
_OF_MATCH = (
    r"(?:match(?:ing)?(?: day| week)?|cycle|season|class|graduat(?:e|es|ing|ion)|eras|deadline|soap|rank lists?)"
)
_END = r"(?:[–/-](?P<{}>(?:20)?\d\d))?"
_SEASON = re.compile(
    rf"\b(?P<year>{_YEAR}){_END.format('end')} (?:eras |nrmp |main |residency |application )?(?:match|cycle|season)\b"
    rf"|\b{_OF_MATCH} (?:in |of |for )?(?:march |may )?(?P<after>{_YEAR}){_END.format('after_end')}\b"
    rf"|\b(?:{_OF_MATCH}|{_APPLY})\b[^.?!;]{{0,30}} (?:in|for) (?:march )?(?P<plain>{_YEAR})\b"
)
_NEXT = re.compile(
    rf"\b(?:next|upcoming|coming|following) (?:cycle|season|application season|match|{_SEPTEMBER})\b"
    rf"|\b{_SEPTEMBER} next year\b|\b{_APPLY} next year\b"
)
_THIS = re.compile(r"\b(?:this|current) (?:cycle|season|application season|match|year's match)\b")
_IN_YEARS = re.compile(rf"\b{_APPLY}[a-z ]* in (?P<count>[1-9]) years?\b")
_ASKED_IN = re.compile(
    rf"\b(?:ask|request|get)\w*\b[^.?!;]{{0,40}}? in (?:early |mid |late )?(?P<month>{'|'.join(MONTHS)})[a-z]*\b"
)
_WEEK = re.compile(r"\bweek (?P<week>\d{1,2})\b(?!–)|\b(?P<final>(?:final|last) (?:1–2 |2 )?weeks?)\b")
_PLAN_WEEKS = re.compile(r"(?<![\w–])(?P<total>\d{1,2}) weeks (?:[a-z0-9]+ ){0,3}?(?:plan|schedule|program)\b")
_OF_PLAN = re.compile(r"\b(?:plan|schedule|prep|ck|step 2|studying)\b")
_STEP1 = re.compile(r"\b(?:step ?1|dedicated|s1)\b")
_OF_WHEN = (_BEFORE, _IS_OFF, _TO_GO, _WINDOW, _SEASON_SPAN, _APPLY_IN, _IN_YEARS, _SEASON, _NEXT, _THIS)


@dataclass(frozen=True, slots=True)
class Moment:
    """Where in time somebody stands, as far as they tell; None and "" are what they do not."""

    months: float | None = None
    """Months left before the Match."""
    window: str = ""
    """The window of the guides that was named; `months` lies in it."""
    stage: str = ""
    dated: bool = False
    """Of the stage, the part or the month is told too."""
    season: int | None = None
    week: int | str | None = None
    """Week of a Step 2 CK plan, or `final`."""
    plan_weeks: int | None = None

    @property
    def told(self) -> bool:
        """Tell whether anything is told of when in the way to the Match."""
        return self.months is not None or bool(self.stage) or self.season is not None

    def with_more(self, later: "Moment") -> "Moment":
        """Return both together; what was told later counts, and a later count of months replaces an earlier window."""
        fields = ("months", "window", "stage", "dated", "season", "week", "plan_weeks")
        values = {name: getattr(later, name) for name in fields}
        told = {
            name: value for name, value in values.items() if value is not None and value is not False and value != ""
        }
        return replace(self, **({"window": ""} if "months" in told else {}) | told)


def moment_in(text: str, on: date) -> Moment:
    """Return the moment a text in figures tells of, as said on a day."""
    week, plan_weeks = _week(text)
    window = _window(text)
    stage, dated = _stage(text)
    return Moment(
        months=_WINDOWS.get(window, _IN_SEASON) if window else _months(text),
        window=window,
        stage=stage,
        dated=dated,
        season=_season(text, on),
        week=week,
        plan_weeks=plan_weeks,
    )


def without_moment(text: str) -> str:
    """Return a text in figures without the words that tell of when: "7 months before ERAS" does not ask about ERAS."""
    for pattern in _OF_WHEN:
        text = pattern.sub(" , ", text)
    return text


def _window(text: str) -> str:
    found = _WINDOW.search(text)
    return found["window"] if found else "season" if _SEASON_SPAN.search(text) else ""


def _months(text: str) -> float | None:
    """Return the months left before the Match; those before ERAS are counted on from its month."""
    if _IS_NOW.search(text):
        return 0
    ahead, found = _AHEAD.search(text), _BEFORE.search(text) or _IS_OFF.search(text)
    found = found or (None if _OTHER_AIM.search(text) else _TO_GO.search(text))
    if not found or (ahead and ahead["eras"]):
        return None
    until_eras = found.groupdict().get("eras")
    months = _count(found) + ((MATCH_MONTH - ERAS_MONTH) % MONTHS_A_YEAR if until_eras else 0)
    return int(months) if months.is_integer() else months


def _count(span: re.Match[str]) -> float:
    return round(float(span["count"]) / (_WEEKS_A_MONTH if span["unit"] == "weeks" else 1), 1)


def lead_in(text: str) -> float | None:
    """Return how many months before ERAS, or ahead, a text in figures says something is done."""
    ahead = _AHEAD.search(text)
    if ahead:
        return _count(ahead) if ahead["eras"] else None
    asked = _ASKED_IN.search(text)
    return (ERAS_MONTH - 1 - MONTHS.index(asked["month"])) % MONTHS_A_YEAR if asked else None


def alone_in(text: str) -> Moment:
    """Return the moment of a text in figures that only makes sense after another one: bare months or a bare year."""
    months, year = _ALONE.search(text), re.search(rf"\b{_YEAR}\b", text)
    return Moment(months=_count(months) if months else None, season=int(year[0]) if year else None)


def year_in(text: str) -> int | None:
    """Return the only year that a text in figures names."""
    years = set(re.findall(rf"\b{_YEAR}\b", text))
    return int(years.pop()) if len(years) == 1 else None


def _stage(text: str) -> tuple[str, bool]:
    """Return the stage of medical school, of M2 also which part, and whether more than the year is told."""
    found = _STAGE.search(text)
    if not found:
        return "", False
    part = next((name for name in ("early", "mid", "late") if found[name]), "")
    if found["month"]:
        left = (MATCH_MONTH - 1 - MONTHS.index(found["month"])) % MONTHS_A_YEAR
        part = "early" if left in range(4, 10) else "late"
    return f"{part}_m2" if part and found["year"] == "2" else f"m{found['year']}", bool(part)


def _season(text: str, on: date) -> int | None:
    """Return the year of the Match that is aimed at."""
    if found := _APPLY_IN.search(text):
        return int(next(filter(None, found.groups()))) + 1
    if found := _IN_YEARS.search(text):
        return _next_cycle(on).year + int(found["count"]) - 1
    if _NEXT.search(text):
        return _next_cycle(on).year
    if _THIS.search(text):
        return running(on).year
    return _named_season(text)


def _named_season(text: str) -> int | None:
    found = _SEASON.search(text)
    if not found:
        return None
    end = found["end"] or found["after_end"]
    return 2000 + int(end[-2:]) if end else int(found["year"] or found["after"] or found["plain"])


def _next_cycle(on: date) -> Season:
    """Return the season whose applications are the next to go out."""
    return Season(on.year + 1 + (on.month > ERAS_MONTH))


def _week(text: str) -> tuple[int | str | None, int | None]:
    """Return the week of a Step 2 CK plan, and how many weeks the plan has, where they are told."""
    total = _PLAN_WEEKS.search(text)
    found = None if _STEP1.search(text) else _WEEK.search(text)
    if not found or not _OF_PLAN.search(text):
        return None, None
    return ("final" if found["final"] else int(found["week"])), int(total["total"]) if total else None
