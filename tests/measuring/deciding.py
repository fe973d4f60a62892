"""Time the strategy functions, each on the calls of its cases, and the plan for a whole profile."""

import json
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from bot.advising.phrases import read_phrases
from bot.assembly import consultant
from bot.lexicon import read_lexicon
from bot.shipped import config_folder
from knowledge.encoder import Encoder

_CASES = Path(__file__).resolve().parents[1] / "strategy" / "cases"
_ROUNDS = 20
_PROFILE = (
    "non-US IMG, CK 238, failed step 1 once, passed on second attempt, NBME baseline 230, target 245, 1 IR letter,"
    " 2 observerships, 3 abstracts, 1 IR paper, exam in July, 10 months before the match, need a visa"
)


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of the slowest function, of the plan, and of one pass of the encoder, each the median of many."""

    slowest: str
    function: float
    plan: float
    forward: float


def strategy(encoder: Encoder) -> Times:
    """Return the times, taken one after the other in one process."""
    config = config_folder()
    advising = consultant(config, read_lexicon(config / "lexicon.toml"), read_phrases(config / "profile.toml"))
    calls = defaultdict(list)
    for path in sorted(_CASES.glob("*.jsonl")):
        for line in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            calls[line["function"]].append(partial(advising.catalogue.advise, line["function"], line["inputs"]))
    taken = {name: max(_seconds(call) for call in these) for name, these in calls.items()}
    slowest = max(taken, key=lambda name: taken[name])
    plan = _seconds(partial(advising.plan, _PROFILE))
    return Times(slowest, taken[slowest], plan, _seconds(partial(encoder.query_vectors, [_PROFILE])))


def _seconds(work: Callable[[], object]) -> float:
    """Return the median of several runs."""
    taken = []
    for _ in range(_ROUNDS):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return median(taken)
