# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A run of a programme of EDU-DEX as an offering: one time that it is given.

Knows: when, where, in which form and language, how many places, and which costs count for whom begins then. What a run
does not say itself, the general run says, and else the programme.
Leaves: what an amount is with its VAT (`edudex_price`), the programme itself (`edudex_programme`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from ..basics import said
from ..catalogue import Offering, Origin, Place, id_of
from .edudex_body import Body
from .edudex_institute import place_of
from .edudex_price import Cost, Price, costs_of, price_of
from .edudex_words import FORMS, MOMENTS
from .taken import shown_value

STATUSES: Final = ("application opened", "application closed", "canceled")


@dataclass(frozen=True, slots=True)
class Common:
    """What holds for every run of a programme that says nothing else."""

    course: str
    origin: Origin
    website: str | None
    open: bool
    any_day: bool
    places: int | None
    form: str | None
    way: str | None
    moments: frozenset[str]
    language: str | None
    online: bool
    duration: tuple[str, int] | None


@dataclass(frozen=True, slots=True)
class General:
    """The general run: what every run has unless it says so itself."""

    costs: tuple[Cost, ...] = ()
    moments: frozenset[str] = frozenset()
    place: Place | None = None
    inner: bool = False


def offerings_of(schedule: Body, common: Common) -> list[Offering]:
    """The runs that anybody can still apply for; without any run the general one. Others stay in the rest."""
    generic = schedule.part("genericProgramRun")
    general = _general(generic, common)
    runs = list(schedule.bodies("programRun"))
    if not runs and common.open:
        return [_general_offering(generic, common, general)]
    seen: set[str] = set()
    return [found for run in runs if (found := _offering(run, common, general, seen))]


def _general_offering(generic: Body, common: Common, general: General) -> Offering:
    price = _price(generic, [], general, None, general.inner)
    key = f"{common.origin.key}/"
    return Offering(
        id=id_of("offering", common.origin.source, key),
        course=common.course,
        origin=Origin(common.origin.source, key),
        any_day=common.any_day,
        form=common.form,
        way="online" if common.online else common.way,
        moments=general.moments or common.moments,
        language=common.language,
        place=None if common.online else general.place,
        price_cents=price.cents,
        price_parts=price.parts,
        price_text=price.text,
        places=common.places,
        website=common.website,
    )


def _general(body: Body, common: Common) -> General:
    location = body.inside("location")
    return General(
        costs=tuple(costs_of(body, common.duration)),
        moments=moments_of(body),
        place=place_of(location) if location else None,
        inner=_costs_inside(body, ("genericModule", "courseDay")),
    )


def _offering(run: Body, common: Common, general: General, seen: set[str]) -> Offering | None:
    key = run.text("id", required=True)
    if key is None:
        _all_of(run)
        return None
    if key in seen:
        run.odd(
            "id",
            said(
                f"Deze uitvoering staat er twee keer: {shown_value(key)}. Alleen de eerste telt.",
                f"This run stands here twice: {shown_value(key)}. Only the first counts.",
            ),
            said("elke uitvoering één keer", "each run once"),
        )
        _all_of(run)
        return None
    seen.add(key)
    status, open_to = run.one_of("status", STATUSES), run.one_of("openTo", ("public", "client only"))
    if not run.has("status"):
        run.missing("status")
    if status in ("application closed", "canceled") or open_to == "client only" or not common.open:
        # Nobody can apply for it any more, it does not go on, or it is for the staff of one client.
        _all_of(run)
        return None
    source, full_key = common.origin.source, f"{common.origin.key}/{key}"
    start, _ = run.dated("startDate")
    end, _ = run.dated("endDate")
    if start and end and end < start:
        run.wrong("endDate", end, said("een dag op of na de eerste dag", "a day on or after the first day"))
        end = None
    online = run.yes_no("fullyOnline")
    is_online = common.online if online is None else online
    form = run.named("programForm", FORMS)
    location = run.inside("location")
    place = place_of(location) if location else general.place
    own = costs_of(run, common.duration)
    price = _price(run, own, general, start, _costs_inside(run, ("module", "courseDay")))
    places = run.whole("maxNumberOfParticipants", 1)
    apply_until = run.day("applicationDeadline")
    moments = moments_of(run) or general.moments or common.moments
    return Offering(
        id=id_of("offering", source, full_key),
        course=common.course,
        origin=Origin(source, full_key),
        start=start,
        end=end,
        any_day=start is None and common.any_day,
        apply_until=apply_until,
        form=form or common.form,
        way="online" if is_online else None if common.online else common.way,
        moments=moments,
        language=common.language,
        place=None if is_online and location is None else place,
        price_cents=price.cents,
        price_parts=price.parts,
        price_text=price.text,
        places=places if places is not None else common.places,
        website=common.website,
        rest=run.hand_over(),
    )


def moments_of(body: Body) -> frozenset[str]:
    """When in the week; what is neither day, evening nor weekend stays in the rest."""
    found = set()
    for one in body.texts("contactHoursPartOfDay"):
        if one not in MOMENTS:
            body.strange("contactHoursPartOfDay", one, MOMENTS)
        elif moment := MOMENTS[one]:
            found.add(moment)
        # Which parts of a day they were is finer than we have it.
        body.keep("contactHoursPartOfDay")
    return frozenset(found)


def _price(run: Body, own: list[Cost], general: General, start: date | None, inner: bool) -> Price:
    costs = own or list(general.costs)
    price = price_of(costs, start)
    if own and price.cents is not None:
        missing = _required(general.costs) - _required(own)
        if missing:
            run.odd(
                "cost",
                said(
                    f"De algemene kosten noemen ook: {', '.join(sorted(missing))}. Of dat hierbij komt, staat er niet. "
                    "De prijs blijft onbekend.",
                    f"The general costs also name: {', '.join(sorted(missing))}. It does not say whether that comes on "
                    "top. The price stays unknown.",
                ),
                said("alle verplichte kosten bij de uitvoering", "all compulsory costs with the run"),
            )
            return Price(None, price.parts, price.text)
    if inner and price.cents is not None and not any(cost.split_below for cost in costs):
        run.odd(
            "cost",
            said(
                "Modules of lesdagen hebben ook verplichte kosten. Of die in de prijs zitten, staat er niet. "
                "De prijs blijft onbekend.",
                "Modules or days have compulsory costs too. It does not say whether the price has them inside. "
                "The price stays unknown.",
            ),
            said("alle verplichte kosten bij de uitvoering", "all compulsory costs with the run"),
        )
        return Price(None, tuple((name, cents, False) for name, cents, _ in price.parts), price.text)
    return price


def _required(costs: Iterable[Cost]) -> set[str]:
    return {cost.kind for cost in costs if cost.required}


def _costs_inside(body: Body, names: tuple[str, ...]) -> bool:
    """Whether a part of it has compulsory costs of its own. The parts themselves stay in the rest."""
    found = False
    for name in names:
        for part in body.bodies(name):
            inside = [cost for cost in part.bodies("cost") if cost.yes_no("isRequiredCost")]
            found = found or bool(inside) or _costs_inside(part, ("courseDay",))
        body.keep(name)
    return found


def _all_of(run: Body) -> None:
    for name in run.names():
        run.keep(name)
