# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every scheme in the book: its worked cases agree, its cases show every condition, and everything has a source.

The cases are written by hand from the official text; they stand in `cases.yaml` beside each rule.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest

from doorleren.basics import LANGUAGES, Citation, Finding, Outcome, Truth
from doorleren.rules import Book, read_book
from doorleren.rules.book import HERE
from doorleren.rules.cases import Case, read_cases, try_case
from doorleren.rules.scheme import ConditionKind, Scheme

FOLDERS = sorted(path.name for path in (HERE / "schemes").iterdir() if path.is_dir() and path.name[0] not in "._")
# A letter known by its number, and pages that were read but can no longer be shown. A new one is a failing test:
# look for an address first, and say here why there is none.
WITHOUT_ADDRESS = {
    "Kamerbrief Leven Lang Ontwikkelen, 27 september 2018, 2018-0000160418",
    "Nationaal Programma Groningen, Werken aan ontwikkeling (plan, 2020)",
    "Scholingsalliantie Noord, brief over Leven Lang Ontwikkelen (zonder datum)",
    "Arbeidsmarkttafel Noord, brief aan de formateurs van 12 mei 2023",
    "Deloitte en Middelkoop, tarieven box 1 in 2020 (niet meer vindbaar)",
    "Nieuwsbrief Medezeggenschap over de transitievergoeding (4-1-2023)",
    "Rendement, bericht over de maximale transitievergoeding (29-11-2022)",
    "payrolling.nl en wesseljuristen.nl, over vrij besteden",
}
# Secondary sources whose sites were read without https.
WITHOUT_HTTPS = {
    "http://www.pnr.nu/?p=1895",
    "http://www.asbutrecht.nl/2019/09/09/wab-to-do-transitievergoeding/",
    "http://docplayer.nl/3370932-Sectorfondsen-voor-opleiding-en-ontwikkeling-van-pepernoten-naar-spekkoek.html",
}
THE_FOURTEEN = """
    levenlanglerenkrediet bekostigd-hoger-onderwijs bekostigd-mbo volwasseneneducatie tel-mee-met-taal
    scholingsbudget-uwv ontwikkeladvies-45-plus voucher-studievoorschot scholingsaftrek stap-budget slim
    praktijkleren transitievergoeding participatiewet-scholing
""".split()


@cache
def the_book() -> tuple[Book, tuple[str, ...]]:
    book, problems = read_book()
    assert book is not None
    return book, tuple(f"{p.where}: {p.what.nl} Verwacht: {p.expected.nl}" for p in problems)


def scheme_of(name: str) -> Scheme:
    book, problems = the_book()
    assert [text for text in problems if text.startswith(f"{name}/")] == []
    return book.schemes[name]


@cache
def cases_of(name: str) -> tuple[list[Case], list[str]]:
    """The worked cases of a scheme, and what is wrong with their file."""
    book, _ = the_book()
    path = HERE / "schemes" / name / "cases.yaml"
    if name not in book.schemes:
        return [], [f"{name}: the scheme itself cannot be read"]
    cases, problems = read_cases(path, book.schemes[name], book.facts)
    return cases, [f"{p.where}: {p.what.nl} Verwacht: {p.expected.nl}" for p in problems]


@cache
def findings_of(name: str) -> list[tuple[Case, Finding]]:
    """Each case with what the rules say about it."""
    book, _ = the_book()
    return [(case, book.findings(case.facts, case.on, "nl", [name], help_too=False)[0]) for case in cases_of(name)[0]]


DECIDING = [name for name in FOLDERS if name in the_book()[0].schemes and the_book()[0].schemes[name].kind != "beleid"]
ALL_CASES = [(name, case.id) for name in DECIDING for case in cases_of(name)[0]]


def test_the_schemes_that_were_promised_are_in_the_book():
    assert set(THE_FOURTEEN) <= set(FOLDERS)
    assert the_book()[1] == ()


def test_we_looked_at_many_worked_cases():
    assert len(ALL_CASES) >= 500


@pytest.mark.parametrize("name", FOLDERS)
def test_the_files_of_a_scheme_can_be_read(name: str):
    scheme_of(name)

    assert name not in DECIDING or cases_of(name)[1] == []
    assert (HERE / "schemes" / name / "README.md").read_text("utf-8").strip()


@pytest.mark.parametrize(("name", "case"), ALL_CASES)
def test_a_worked_case_comes_out_as_the_source_says(name: str, case: str):
    found = next(one for one in cases_of(name)[0] if one.id == case)

    problems = try_case(the_book()[0], found)

    assert [f"{p.where}: {p.what.nl} Verwacht: {p.expected.nl}" for p in problems] == []


# --- the cases of a scheme together ---------------------------------------------------------------------------------


def judged_only(found: Finding) -> bool:
    """Everything that we can know is in order; a body decides, or a condition could not be written."""
    return found.outcome is Outcome.HANGT_AF and all(point.kind != "feit" for point in found.depends_on)


@pytest.mark.parametrize("name", DECIDING)
def test_somebody_gets_it(name: str):
    """A certain yes, or as near to it as a scheme with a judgement comes."""
    assert any(found.outcome is Outcome.JA or judged_only(found) for _, found in findings_of(name))


@pytest.mark.parametrize("name", DECIDING)
def test_every_condition_sends_somebody_away(name: str):
    """For each rule there is a worked case in which exactly that rule is not met, among others perhaps."""
    scheme = scheme_of(name)
    rules = {one.id for one in scheme.conditions if one.kind in (ConditionKind.RULE, ConditionKind.WINDOW)}
    refused = {
        condition.id
        for _, found in findings_of(name)
        if found.outcome is Outcome.NEE
        for condition in found.conditions
        if condition.truth is Truth.NEE
    }

    assert rules - refused == set()


@pytest.mark.parametrize("name", DECIDING)
def test_every_condition_is_met_by_somebody(name: str):
    scheme = scheme_of(name)
    rules = {one.id for one in scheme.conditions if one.kind in (ConditionKind.RULE, ConditionKind.WINDOW)}
    met = {one.id for _, found in findings_of(name) for one in found.conditions if one.truth is Truth.JA}

    assert rules - met == set()


@pytest.mark.parametrize("name", DECIDING)
def test_a_scheme_was_tried_on_its_first_day_and_before_it(name: str):
    first = min(span.first for span in scheme_of(name).versions if span.first)
    days = {case.on for case, _ in findings_of(name)}

    assert first in days
    assert any(day < first for day in days)


@pytest.mark.parametrize("name", DECIDING)
def test_every_version_has_a_worked_case(name: str):
    """Also a version that differs little: somebody looked at what changed."""
    days = [case.on for case, _ in findings_of(name)]

    for span in scheme_of(name).versions:
        assert any(scheme_of(name).version_on(day) == span for day in days), f"no case in the version of {span.first}"


@pytest.mark.parametrize("name", DECIDING)
def test_somebody_hears_that_it_depends(name: str):
    assert any(found.outcome is Outcome.HANGT_AF for _, found in findings_of(name))


@pytest.mark.parametrize("name", DECIDING)
def test_a_scheme_that_pays_money_has_a_case_with_a_sum(name: str):
    pays_money = any(payment.cases for payment in scheme_of(name).payments)

    assert not pays_money or any("bedrag" in case.expected for case, _ in findings_of(name))


# --- sources --------------------------------------------------------------------------------------------------------


def sources_of(scheme: Scheme) -> Iterator[tuple[str, Citation]]:
    """Every place that a scheme leans on, with what leans on it."""
    for span in (*scheme.versions, *scheme.not_in_force):
        yield f"version {span.first}", span.source
    for condition in scheme.conditions:
        yield condition.id, condition.source
        yield from ((f"{condition.id}, window {window.first}", window.source) for window in condition.windows)
    for amount, parts in scheme.amounts.items():
        yield from ((amount, part.source) for part in parts)
    yield from (("pays", payment.source) for payment in scheme.payments)
    yield from ((warning.id, warning.source) for warning in scheme.warnings)
    yield from ((relation.scheme, relation.source) for relation in scheme.relations)
    yield from (("description", source) for source in scheme.sources)


@pytest.mark.parametrize("name", FOLDERS)
def test_everything_in_a_rule_names_a_document_a_place_and_an_address(name: str):
    found = list(sources_of(scheme_of(name)))

    assert len(found) >= (3 if name in DECIDING else 1)
    for what, source in found:
        assert source.document, what
        assert len(source.place) >= 3, what
        if source.url is None:
            assert source.document in WITHOUT_ADDRESS, f"{what}: {source.document} has no address"
        elif source.url not in WITHOUT_HTTPS:
            assert re.fullmatch(r"https://[a-z0-9.-]+\.[a-z]{2,}(/\S*)?", source.url), f"{what}: {source.url}"


@pytest.mark.parametrize("name", FOLDERS)
def test_every_worked_case_quotes_its_source_in_plain_words(name: str):
    for case in cases_of(name)[0]:
        assert case.says, case.id
        assert case.source.document, case.id
        assert case.source.place, case.id


@pytest.mark.parametrize("name", FOLDERS)
def test_somebody_compared_a_scheme_with_its_sources_on_a_known_day(name: str):
    checked = scheme_of(name).checked_on

    assert checked is not None
    assert date(2020, 1, 1) < checked < date(2030, 1, 1)


# --- words ----------------------------------------------------------------------------------------------------------


def texts_in(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inside in value.items():
            yield from texts_in(inside, f"{path}.{key}".lstrip("."))
    else:
        yield path, str(value)


@pytest.mark.parametrize("name", FOLDERS)
def test_a_scheme_says_everything_in_both_languages(name: str):
    """The same things are said in Dutch and in English, and the one is not a copy of the other."""
    scheme = scheme_of(name)
    dutch, english = (dict(texts_in(scheme.words[language].raw)) for language in LANGUAGES)

    assert dutch.keys() == english.keys()
    for path, text in dutch.items():
        assert text.strip(), path
        assert english[path].strip(), path
        if path not in ("name", "url", "desk"):
            assert text != english[path], path


@pytest.mark.parametrize("name", FOLDERS)
def test_both_languages_name_the_same_amounts(name: str):
    scheme = scheme_of(name)
    dutch, english = (dict(texts_in(scheme.words[language].raw)) for language in LANGUAGES)

    for path, text in dutch.items():
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", english[path])), path


@pytest.mark.parametrize("name", DECIDING)
def test_a_condition_says_something_else_when_it_is_met_than_when_it_is_not(name: str):
    scheme = scheme_of(name)
    rules = {one.id for one in scheme.conditions if one.kind in (ConditionKind.RULE, ConditionKind.WINDOW)}

    for language in LANGUAGES:
        for rule in rules:
            words = scheme.words[language].conditions[rule]
            assert words.no not in (words.rule, words.yes), rule


@pytest.mark.parametrize("name", FOLDERS)
def test_the_address_of_the_desk_is_safe(name: str):
    for language in LANGUAGES:
        url = scheme_of(name).words[language].url
        assert url is not None
        assert url.startswith("https://")
