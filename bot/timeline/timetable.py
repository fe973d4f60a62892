"""The tables of `config/timeline`, read once and checked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.advising.catalogue import Catalogue, read_catalogue
from bot.configuring import tables_of
from bot.shipped import config_folder
from bot.timeline.milestones import DAYS, Milestone, Window, read_milestones, window
from bot.timeline.season_dates import SeasonDates, read_season_dates

SCHOOL_YEARS = {"m1": 1, "m1_m2": 1, "m2": 2, "early_m2": 2, "mid_m2": 2, "late_m2": 2, "m3": 3, "m4": 4}
"""Stages of medical school, each with the year it lies in or begins with."""


@dataclass(frozen=True, slots=True)
class Timetable:
    """Milestones, the stages of medical school as windows, and the dates of seasons."""

    milestones: tuple[Milestone, ...]
    years: Mapping[str, Window]
    dates: SeasonDates
    groups: Mapping[str, frozenset[str]]
    """What is put together where milestones are drawn, by subject."""
    alarms: Mapping[str, tuple[int, ...]]
    """Days before, on which a calendar reminds, by the end of its time that a milestone is put at."""
    revised: date
    """When the milestones were last changed, or a date of a season looked at."""
    catalogue: Catalogue

    def track(self, track: str, applicant: str = "") -> list[Milestone]:
        """Return the milestones of a track that speak to a kind of applicant, in the table's order."""
        return [one for one in self.milestones if track in one.tracks and one.speaks_to(applicant)]

    def group(self, one: Milestone) -> str:
        """Return the group a milestone is drawn with."""
        return next(name for name, subjects in self.groups.items() if not subjects.isdisjoint(one.about))

    def stage(self, months: float) -> str:
        """Return the stage of medical school, as `stage_plan` takes it, so many months before the Match."""
        latest_first = ("m4", "m3", "late_m2", "early_m2")
        return next((one for one in latest_first if months <= self.years[one].earliest), "m1_m2")


def shipped_timetable() -> Timetable:
    """Return the milestones and season dates that travel with the program."""
    config = config_folder()
    return read_timetable(config / "timeline", read_catalogue(config / "strategy"))


def read_timetable(folder: Path, catalogue: Catalogue) -> Timetable:
    """Read the tables of a folder.

    Raises SettingError with the file, and the entry at fault, where a value is wrong.
    """
    with tables_of(folder / "seasons.toml") as tables:
        dates = read_season_dates(tables)
    with tables_of(folder / "milestones.toml") as tables:
        years = {name: window(tables["years"][name]) for name in SCHOOL_YEARS}
        milestones = read_milestones(tables, years, catalogue)
        groups = {name: frozenset(subjects) for name, subjects in tables["groups"].items()}
        _check_groups(milestones, frozenset[str]().union(*groups.values()))
        return Timetable(
            milestones=milestones,
            years=years,
            dates=dates,
            groups=groups,
            alarms={end: tuple(tables["alarms"][end]) for end in DAYS},
            revised=max(tables["revised"], *(one.checked for one in dates.known)),
            catalogue=catalogue,
        )


def _check_groups(milestones: Iterable[Milestone], subjects: frozenset[str]) -> None:
    for one in milestones:
        if subjects.isdisjoint(one.about):
            raise ValueError(f"milestone {one.id}: none of {', '.join(sorted(one.about))} belongs to a group")
