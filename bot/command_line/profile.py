"""`ir-advisor profile`: the plan for everything that somebody says of themselves."""

from typing import Annotated

import typer

from bot.advising.phrases import read_phrases
from bot.advising.profile import Profile
from bot.command_line.terminal import AsJson, Type, applicant_type, show_json
from bot.command_line.working import show_plan
from bot.errors import InputError
from bot.lexicon import read_lexicon
from bot.shipped import config_folder

Told = Annotated[
    str, typer.Argument(help="What you say of yourself, as in: US IMG, CK 238, NBME was 230, 1 IR letter.")
]


def profile(told: Told, applicant: Type = None, json: AsJson = False) -> None:
    """Plan with every strategy function that applies to you."""
    from bot.assembly import consultant  # noqa: PLC0415 - it loads the index

    config = config_folder()
    advising = consultant(config, read_lexicon(config / "lexicon.toml"), read_phrases(config / "profile.toml"))
    planned = advising.plan(told, Profile(applicant_type=applicant_type(applicant)))
    if planned.wrong:
        raise InputError("; ".join(planned.wrong))
    if json:
        show_json(planned.as_json())
    else:
        show_plan(advising.catalogue, planned)
