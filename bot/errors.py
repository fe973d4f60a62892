"""Errors whose words a reader may see.

* AdvisorError            its message is one line: what is wrong and what to do
  * SettingError          a setting or a data file holds a wrong value
  * InputError            what was given to a command cannot be used
"""


class AdvisorError(Exception):
    """Something the person in front of the program can mend."""


class SettingError(AdvisorError):
    """A setting or a data file holds a wrong value."""


class InputError(AdvisorError):
    """What was given to a command cannot be used."""
