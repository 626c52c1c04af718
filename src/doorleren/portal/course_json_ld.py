# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A course as data for search engines: schema.org Course with a CourseInstance for each time that it is given.

It says what the source says and nothing of the person who looks: the price is the list price.

Knows: the names of schema.org, and how text is kept from closing the block that it stands in.
Leaves: the page.
"""

import json
from collections.abc import Sequence
from typing import Any, Final

from django.utils.safestring import SafeString, mark_safe

from ..journeys.find_courses import Course, Offering, Provider
from .page import PortalRequest, address
from .words import Words

_MODES: Final = {
    "online": "Online",
    "zelfstudie": "Online",
    "gemengd": "Blended",
    "klassikaal": "Onsite",
    "werkplek": "Onsite",
}
_ESCAPED: Final = {ord(one): f"\\u{ord(one):04x}" for one in "<>&\u2028\u2029"}


def json_ld(
    course: Course, provider: Provider | None, offerings: Sequence[Offering], request: PortalRequest, words: Words
) -> SafeString:
    """The data as JSON that can stand in a page: no text in it can end the block or begin a tag."""
    shape = course_data(course, provider, offerings, _absolute(request, course), words)
    text = json.dumps(shape, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
    return mark_safe(text)  # noqa: S308 (what could end the block was escaped above)


def _absolute(request: PortalRequest, course: Course) -> str:
    return request.build_absolute_uri(address("nl", "course", course_id=course.id))


def course_data(
    course: Course, provider: Provider | None, offerings: Sequence[Offering], url: str, words: Words
) -> dict[str, Any]:
    """What is known, by the names of schema.org; what is not known is left out."""
    # A search engine must not offer an example to anybody as if it could be attended.
    example = str(words["courses"]["example_note"]) if course.origin.example else None
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "Course",
            "@id": url,
            "url": url,
            "name": course.name,
            "disambiguatingDescription": example,
            "description": course.about or course.name,
            "provider": _provider(provider),
            "educationalLevel": f"NLQF {course.level.nlqf}" if course.level.nlqf else None,
            "educationalCredentialAwarded": course.proof,
            "coursePrerequisites": course.entry_text or None,
            "courseCode": course.codes[0].value if course.codes else None,
            "teaches": list(course.skills) or None,
            "hasCourseInstance": [_instance(one, course) for one in offerings] or None,
        }
    )


def _provider(provider: Provider | None) -> dict[str, Any] | None:
    if provider is None:
        return None
    return _known({"@type": "EducationalOrganization", "name": provider.name, "url": provider.website})


def _instance(offering: Offering, course: Course) -> dict[str, Any]:
    months = course.duration_months
    return _known(
        {
            "@type": "CourseInstance",
            "courseMode": _MODES.get(offering.way or ""),
            "startDate": offering.start.isoformat() if offering.start else None,
            "endDate": offering.end.isoformat() if offering.end else None,
            "duration": f"P{months}M" if months else None,
            "inLanguage": offering.language,
            "location": _place(offering),
            "offers": _price(offering),
        }
    )


def _place(offering: Offering) -> dict[str, Any] | None:
    place = offering.place
    if place is None:
        return None
    found = {
        "@type": "PostalAddress",
        "streetAddress": place.street,
        "postalCode": place.postcode,
        "addressLocality": place.town,
        "addressCountry": place.country,
    }
    return {"@type": "Place", "name": place.town, "address": _known(found)}


def _price(offering: Offering) -> dict[str, Any] | None:
    if offering.price_cents is None:
        return None
    euros, cents = divmod(offering.price_cents, 100)
    return {
        "@type": "Offer",
        "price": f"{euros}.{cents:02d}",
        "priceCurrency": "EUR",
        "category": "Paid" if offering.price_cents else "Free",
    }


def _known(shape: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in shape.items() if value is not None}
