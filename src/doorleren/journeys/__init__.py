# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The hall where rooms meet: what a door can ask for, as values that can be printed, stored and replayed.

Knows: overview, next question, replay, the lists of facts and schemes, and their shapes in the contract.
Leaves: rules to their room, and how a person sees it to the doors. A question never writes.
"""

from ..rules import Book, BookIsBroken, Profile
from ..rules.together import say_together
from .catalogue_of_rules import (
    fact_shapes,
    labour_market_region,
    municipalities,
    not_checked_since,
    region_names,
    scheme_shape,
    scheme_shapes,
    thresholds_day,
    too_long_ago,
)
from .check_book import KINDS, Checked, check_folder, keep_rules, new_scheme, rows_table, write_editor_schemas
from .hand_out import FORMS, handed_out
from .narrow_book import IN_FORCE, PARTIES, Wanted, municipality_problem, narrowed
from .overview import (
    WITH_PARTNERS,
    Aim,
    Combined,
    Overview,
    next_question,
    overview,
    question_to,
    read_request,
    read_text,
    tells_of_partnership,
    today,
)
from .replay import Replay, replay
from .rule_changes import compare_versions
from .shapes import finding_shape, overview_shape, problem_shapes
from .worked_examples import Example, worked_examples

__all__ = [
    "FORMS",
    "IN_FORCE",
    "KINDS",
    "PARTIES",
    "WITH_PARTNERS",
    "Aim",
    "Book",
    "BookIsBroken",
    "Checked",
    "Combined",
    "Example",
    "Overview",
    "Profile",
    "Replay",
    "Wanted",
    "check_folder",
    "compare_versions",
    "fact_shapes",
    "finding_shape",
    "handed_out",
    "keep_rules",
    "labour_market_region",
    "municipalities",
    "municipality_problem",
    "narrowed",
    "new_scheme",
    "next_question",
    "not_checked_since",
    "overview",
    "overview_shape",
    "problem_shapes",
    "question_to",
    "read_request",
    "read_text",
    "region_names",
    "replay",
    "rows_table",
    "say_together",
    "scheme_shape",
    "scheme_shapes",
    "tells_of_partnership",
    "thresholds_day",
    "today",
    "too_long_ago",
    "worked_examples",
    "write_editor_schemas",
]
