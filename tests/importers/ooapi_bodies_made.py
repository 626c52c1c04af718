# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bodies of OOAPI as an invented school writes them, in v5 and in v6; a test changes what it is about."""

from typing import Any

from doorleren.catalogue.feed import Event
from doorleren.importers.ooapi_bodies import Bodies, Known
from doorleren.importers.ooapi_dialect import Dialect

SOURCE = "https://api.school.example"


def dutch(text: str) -> list[dict[str, str]]:
    return [{"language": "nl-NL", "value": text}]


def organisation_v5(**changes: Any) -> dict[str, Any]:
    return {
        "organizationId": "o1",
        "primaryCode": {"codeType": "brin", "code": "00AA"},
        "organizationType": "root",
        "name": dutch("Voorbeeldcollege"),
        "shortName": "VC",
    } | changes


def program_v5(**changes: Any) -> dict[str, Any]:
    return {
        "programId": "p1",
        "primaryCode": {"codeType": "crohoCreboCode", "code": "25168"},
        "programType": "program",
        "name": dutch("Verpleegkunde"),
        "abbreviation": "VPK",
        "description": dutch("<p>Leer verplegen.</p>"),
        "teachingLanguage": "nld",
        "organization": "o1",
    } | changes


def course_v5(**changes: Any) -> dict[str, Any]:
    return {
        "courseId": "c1",
        "primaryCode": {"codeType": "identifier", "code": "LAS-1"},
        "name": dutch("Lassen"),
        "abbreviation": "LAS",
        "description": dutch("<p>Leer lassen.</p>"),
        "teachingLanguage": "nld",
        "level": "secondary vocational education 2",
        "organization": "o1",
    } | changes


def offering_v5(**changes: Any) -> dict[str, Any]:
    return {
        "offeringId": "f1",
        "primaryCode": {"codeType": "offeringCode", "code": "LAS-1-26"},
        "offeringType": "course",
        "name": dutch("Lassen, najaar"),
        "description": dutch("Najaar"),
        "teachingLanguage": "nld",
        "resultExpected": False,
        "startDate": "2026-09-01",
        "endDate": "2026-12-18",
        "course": "c1",
    } | changes


def specification_v5(**changes: Any) -> dict[str, Any]:
    return {
        "educationSpecificationId": "e1",
        "primaryCode": {"codeType": "crohoCreboCode", "code": "25168"},
        "educationSpecificationType": "program",
        "name": dutch("Verpleegkundige"),
        "formalDocument": "diploma",
        "level": "secondary vocational education 4",
        "sector": "secondary vocational education",
    } | changes


def organisation_v6(**changes: Any) -> dict[str, Any]:
    return {
        "organisationId": "o1",
        "primaryCode": {"codeType": "institution_code", "code": "114B529"},
        "organisationType": "root",
        "name": dutch("Voorbeeldcollege"),
    } | changes


def programme_v6(**changes: Any) -> dict[str, Any]:
    return {
        "programmeId": "p1",
        "primaryCode": {"codeType": "programme_code", "code": "25168"},
        "programmeType": "programme",
        "name": dutch("Verpleegkunde"),
        "organisationId": "o1",
    } | changes


def course_v6(**changes: Any) -> dict[str, Any]:
    return {
        "courseId": "c1",
        "primaryCode": {"codeType": "identifier", "code": "LAS-1"},
        "name": dutch("Lassen"),
        "organisationId": "o1",
    } | changes


def offering_v6(**changes: Any) -> dict[str, Any]:
    return {
        "courseOfferingId": "f1",
        "primaryCode": {"codeType": "offering_code", "code": "LAS-1-26"},
        "name": dutch("Lassen, najaar"),
        "startDateTime": "2026-09-01T09:00:00+02:00",
        "courseId": "c1",
    } | changes


def read(dialect: Dialect, body: Any, kind: str, known: Known | None = None) -> list[Event]:
    """What one body gives, at a school of which we know the organisation."""
    return list(Bodies(dialect, SOURCE, known or Known({"o1"}, {"o1"})).read(body, kind, SOURCE))
