# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a drawing says to who cannot see it: the same figures in a few sentences.

Knows: those sentences in Dutch and English. Leaves: the drawing (`chart_spark`, `chart_trend`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ..basics import Said, said, say_day
from .chart_marks import Cut, Fan, Mark
from .chart_numbers import with_unit
from .chart_parts import cuts_between, since_the_last_break

FROM_TO = said("Van {a} ({a_when}) naar {b} ({b_when}).", "From {a} ({a_when}) to {b} ({b_when}).")
SINCE = said("Sinds de laatste breuk: van {a} ({a_when}) naar {b} ({b_when}).",
             "Since the last break: from {a} ({a_when}) to {b} ({b_when}).")  # fmt: skip
ONLY = said("Er is één cijfer: {a} ({a_when}).", "There is one figure: {a} ({a_when}).")
ONLY_SINCE = said("Sinds de laatste breuk is er één cijfer: {a} ({a_when}).",
                  "Since the last break there is one figure: {a} ({a_when}).")  # fmt: skip
ENDS = said("Het laagste cijfer is {a} ({a_when}), het hoogste {b} ({b_when}).",
            "The lowest figure is {a} ({a_when}), the highest {b} ({b_when}).")  # fmt: skip
EQUAL = said("Alle cijfers zijn {a}.", "All figures are {a}.")
MISSING = said("Er ontbreken {n} cijfers.", "{n} figures are missing.")
MISSING_ONE = said("Er ontbreekt 1 cijfer.", "1 figure is missing.")
BREAK = said("Breuk op {day}: {why} Cijfers van daarvoor en daarna kunt u niet vergelijken.",
             "Break on {day}: {why} You cannot compare figures before and after it.")  # fmt: skip
PROVISIONAL = said("Het laatste cijfer is voorlopig.", "The last figure is provisional.")
BESIDE = said("{name}: {a} ({a_when}).", "{name}: {a} ({a_when}).")
EXPECTED = said(
    "Verwachting voor {when}: {a}. Het wordt 80 van de 100 keer een cijfer tussen {low80} en {high80}, "
    "en 95 van de 100 keer een cijfer tussen {low95} en {high95}.",
    "Expected for {when}: {a}. 80 times in 100 the figure falls between {low80} and {high80}, "
    "and 95 times in 100 between {low95} and {high95}.",
)
EXAMPLE = said("voorbeeld", "example")
MADE_UP = said("Dit is een voorbeeld. De cijfers zijn verzonnen.", "This is an example. The figures are made up.")


@dataclass(frozen=True, slots=True)
class Unit:
    """How the figures of a drawing are written."""

    decimals: int
    name: str
    language: str

    def __call__(self, value: float) -> str:
        return with_unit(value, self.decimals, self.name, self.language)

    def say(self, sentence: Said, **parts: object) -> str:
        return sentence.in_language(self.language).format(**parts)


def in_words(
    marks: Sequence[Mark], cuts: Sequence[Cut], unit: Unit, *, fan: Sequence[Fan] = (), made_up: bool = False
) -> list[str]:
    """What the line does, as far as its figures may be compared; what is missing; where it breaks."""
    since = since_the_last_break(marks, cuts)
    broken = cuts_between(marks, cuts)
    said_so = [unit.say(MADE_UP)] if made_up else []
    ends = {
        "a": _value(since[0], unit),
        "a_when": since[0].when,
        "b": _value(since[-1], unit),
        "b_when": since[-1].when,
    }
    whole = len(since) == sum(mark.value is not None for mark in marks)
    if len(since) == 1:
        said_so.append(unit.say(ONLY if whole else ONLY_SINCE, **ends))
    else:
        said_so.append(unit.say(FROM_TO if whole else SINCE, **ends))
        said_so += _lowest_and_highest(since, unit)
    missing = sum(mark.value is None for mark in marks)
    if missing:
        said_so.append(unit.say(MISSING_ONE if missing == 1 else MISSING, n=missing))
    said_so += [unit.say(BREAK, day=say_day(cut.on, unit.language), why=_sentence(cut.why)) for cut in broken]
    if since[-1].provisional:
        said_so.append(unit.say(PROVISIONAL))
    if fan:
        bounds = {name: unit(getattr(fan[-1], name)) for name in ("low80", "high80", "low95", "high95")}
        said_so.append(unit.say(EXPECTED, when=fan[-1].when, a=unit(fan[-1].middle), **bounds))
    return said_so


def _lowest_and_highest(since: Sequence[Mark], unit: Unit) -> list[str]:
    lowest, highest = (which(since, key=lambda mark: mark.value or 0.0) for which in (min, max))
    if lowest.value == highest.value:
        return [unit.say(EQUAL, a=_value(lowest, unit))]
    if len(since) == 2:
        return []
    parts = {"a": _value(lowest, unit), "a_when": lowest.when, "b": _value(highest, unit), "b_when": highest.when}
    return [unit.say(ENDS, **parts)]


def beside_in_words(name: str, marks: Sequence[Mark], unit: Unit) -> list[str]:
    """The last figure of the line beside it."""
    last = next((mark for mark in reversed(marks) if mark.value is not None), None)
    return [unit.say(BESIDE, name=name, a=_value(last, unit), a_when=last.when)] if last else []


def _value(mark: Mark, unit: Unit) -> str:
    assert mark.value is not None
    return unit(mark.value)


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."
