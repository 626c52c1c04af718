# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The language that every room speaks: days, money, sources, findings, problems.

Knows: small immutable values and how they are said in Dutch and English.
Leaves: every rule, every file and every door to the other rooms.
"""

from .citation import Citation
from .days import Period, parse_day, years_between
from .finding import (
    Advice,
    Amount,
    ConditionFinding,
    Finding,
    NextStep,
    OpenPoint,
    Outcome,
    Question,
    Receipt,
    Truth,
)
from .problem import Problem, Said, said
from .words import LANGUAGES, plain_letters, say_day, say_euro, say_number

__all__ = [
    "LANGUAGES",
    "Advice",
    "Amount",
    "Citation",
    "ConditionFinding",
    "Finding",
    "NextStep",
    "OpenPoint",
    "Outcome",
    "Period",
    "Problem",
    "Question",
    "Receipt",
    "Said",
    "Truth",
    "parse_day",
    "plain_letters",
    "said",
    "say_day",
    "say_euro",
    "say_number",
    "years_between",
]
