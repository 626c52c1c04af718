# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""`doorleren vergelijk`, as a policy maker runs it."""

import pytest

from .conftest import HOUSE, Run

PEOPLE = ("--bevolking", str(HOUSE / "voorbeelden" / "mensen.csv"), "--op", "2020-02-01")
SAME = ("volwasseneneducatie", "volwasseneneducatie")


def test_a_condition_less_is_told_with_who_notices(run: Run):
    told = run("vergelijk", *SAME, "--zonder", "vaardigheden", *PEOPLE)

    assert told.code == 0
    assert "voorwaarde vaardigheden" in told.out
    assert "kan het nu wel krijgen" in told.out
    assert "Aantallen zijn afgerond op 5" in told.out
    assert max(map(len, told.out.splitlines())) <= 80


def test_json_has_the_counts_by_name(run: Run):
    told = run("vergelijk", *SAME, "--zonder", "vaardigheden", *PEOPLE, "--per", "werk", "--json").json

    kinds = ("wint", "verliest", "krijgtMeer", "krijgtMinder", "gelijk", "nietZeker")
    assert all(isinstance(told[kind], int) for kind in kinds)
    assert [one["id"] for one in told["doorWat"]] == ["vaardigheden"]
    assert [one["groep"] for one in told["wieMinstLeren"]] == ["50-plus", "laag-niveau", "flex", "klein-bedrijf"]
    assert told["perGroep"]["werk"]


def test_versions_that_are_the_same_change_nothing(run: Run):
    told = run("vergelijk", *SAME, *PEOPLE, "--taal", "en")

    assert "No rule differs between these two versions." in told.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("slimm", "slim"), "slimm"),
        ((*SAME, "--zonder", "haar"), "Dit staat niet in deze versie."),
        ((*SAME, "--wijzig", "maximum"), "Hier ontbreekt een naam of een waarde."),
        ((*SAME, "--gebruik", "70-20"), "«70-20» is geen percentage."),
        ((*SAME, "--per", "schoenmaat"), "Op «schoenmaat» kunnen wij niet indelen."),
    ],
)
def test_what_cannot_be_compared_is_told_without_a_trace(run: Run, arguments: tuple[str, ...], said: str):
    told = run("vergelijk", *arguments, *PEOPLE)

    assert told.code == 2
    assert said in told.err
    assert "Traceback" not in told.err
