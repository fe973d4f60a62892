"""F23: what a stage asks of exams and research."""

from collections.abc import Mapping
from typing import Any

from bot.strategy.cells import Facts

_PACE = {True: "on_track", False: "behind", None: "unknown"}


def derive(given: Facts, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return exam and research of the stage; early on, research depends on how Step 1 work goes."""
    stage = given["stage"]
    early = data["early"][_PACE[given["step1_on_track"]]] if stage in data["early_stages"] else {}
    return {"exam": data["exam"].get(stage), "research": data["research"].get(stage), **early}
