"""Ways in which a model goes wrong; each answers every kind of request."""

from collections.abc import Callable, Mapping

from tests.model_server.asked import AskedModel
from tests.model_server.lies_in_form import (
    drops_everything_but_last,
    empty_statements,
    hundreds_of_statements,
    markers,
    markup,
    repeats_one,
    wrong_shapes,
)
from tests.model_server.lies_in_meaning import (
    dropped_conditions,
    invented_advice,
    negated,
    other_audience,
    overclaims,
    reversed_order,
    wrong_subject,
)
from tests.model_server.lies_in_numbers import (
    invented_numbers,
    spelled_out_wrong_numbers,
    swapped_numbers,
    wrong_numbers,
    wrong_units,
)
from tests.model_server.lies_in_sources import all_sources, no_sources, unknown_sources, wrong_sources
from tests.model_server.lies_in_trust import chatter, echo_prompt, echo_question, leaks_secret, obeys_question
from tests.model_server.reading import Change, changing
from tests.model_server.replies import Reply

_CHANGES: tuple[Change, ...] = (
    wrong_numbers,
    invented_numbers,
    swapped_numbers,
    spelled_out_wrong_numbers,
    wrong_units,
    unknown_sources,
    wrong_sources,
    no_sources,
    all_sources,
    negated,
    reversed_order,
    wrong_subject,
    dropped_conditions,
    other_audience,
    overclaims,
    invented_advice,
    echo_prompt,
    echo_question,
    leaks_secret,
    obeys_question,
    chatter,
    markers,
    markup,
    empty_statements,
    hundreds_of_statements,
    drops_everything_but_last,
    repeats_one,
)

LIES: Mapping[str, Callable[[AskedModel], Reply]] = {
    **{change.__name__: changing(change) for change in _CHANGES},
    "wrong_shapes": wrong_shapes,
}
"""Lies by their names."""
