"""Reminders while the processes that send them are killed at any moment: each comes, and none comes twice."""

from tests.measuring.reminder_kills import kills


def test_each_reminder_comes_once_whenever_processes_are_killed(url: str) -> None:
    found = kills(10, url)

    assert (found.times, found.due) == (10, 7 * 16)
    assert found.interrupted
    assert (found.missing, found.twice) == (0, 0)
