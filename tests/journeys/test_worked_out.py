# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was worked out before is not worked out again, as long as there is room for it."""

from doorleren.journeys.worked_out import WorkedOut


class Work:
    """Counts how often it is done."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def of(self, name: str) -> str:
        self.done.append(name)
        return name.upper()


def ask(worked_out: WorkedOut, work: Work, *names: str, size: int = 1) -> list[str]:
    return [worked_out.once(name, lambda name=name: work.of(name), lambda _: size) for name in names]  # type: ignore[misc]


def test_it_is_worked_out_once() -> None:
    worked_out, work = WorkedOut(room=10), Work()

    assert ask(worked_out, work, "a", "b", "a", "a") == ["A", "B", "A", "A"]
    assert work.done == ["a", "b"]


def test_nothing_is_an_answer_too() -> None:
    """A region without anything to say is not asked over and over."""
    worked_out, asked = WorkedOut(room=10), []

    for _ in range(3):
        assert worked_out.once("a", lambda: asked.append(1), lambda _: 1) is None

    assert asked == [1]


def test_what_was_not_used_for_longest_makes_room() -> None:
    worked_out, work = WorkedOut(room=3), Work()

    ask(worked_out, work, "a", "b", "c", "a", "d")

    assert ask(worked_out, work, "a", "c", "d", "b") == ["A", "C", "D", "B"]
    assert work.done == ["a", "b", "c", "d", "b"]
    assert len(worked_out) == 3


def test_a_large_result_takes_the_room_of_many_and_one_that_does_not_fit_is_not_kept() -> None:
    worked_out, work = WorkedOut(room=10), Work()

    ask(worked_out, work, "a", "b", "c")
    ask(worked_out, work, "large", size=9)
    assert len(worked_out) == 2

    ask(worked_out, work, "larger", "larger", size=11)
    assert work.done[-2:] == ["larger", "larger"]
    assert len(worked_out) == 2


def test_what_goes_wrong_is_not_kept() -> None:
    worked_out = WorkedOut(room=10)

    for _ in range(2):
        try:
            worked_out.once("a", lambda: 1 // 0, lambda _: 1)
        except ZeroDivisionError:
            continue
        raise AssertionError("it must be told each time")

    assert worked_out.once("a", lambda: 1, lambda _: 1) == 1
