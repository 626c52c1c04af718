# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""OOAPI v6: an endpoint or files of it.

Knows: the names and words of version 6.0 of the Open Education API (OEAPI).
Leaves: reading (`ooapi_feed`) and what it means (`ooapi_bodies`).
"""

from typing import Final

from ..catalogue.records import Level
from .ooapi_dialect import COURSE, OFFERING, ORGANISATION, OTHER, PROGRAMME, Dialect, Reference
from .ooapi_feed import OoapiFeed

DIALECT: Final = Dialect(
    name="OOAPI v6",
    other_name="OOAPI v5",
    foreign=frozenset("organizationId organization programId programs offeringId educationSpecification".split()),
    kinds={
        "learningComponentOfferingId": OTHER,
        "testComponentOfferingId": OTHER,
        "courseOfferingId": OFFERING,
        "programmeOfferingId": OFFERING,
        "groupId": OTHER,
        "learningComponentId": OTHER,
        "testComponentId": OTHER,
        "componentId": OTHER,
        "courseId": COURSE,
        "programmeId": PROGRAMME,
        "learningOutcomeId": OTHER,
        "documentId": OTHER,
        "personId": OTHER,
        "roomId": OTHER,
        "buildingId": OTHER,
        "academicSessionId": OTHER,
        "organisationId": ORGANISATION,
        "offeringId": OFFERING,
        "programId": PROGRAMME,
        "organizationId": ORGANISATION,
    },
    components={
        ORGANISATION: "Organisation",
        PROGRAMME: "Programme",
        COURSE: "Course",
        "course offering": "CourseOffering",
        "programme offering": "ProgrammeOffering",
    },
    lists={"organisations": ORGANISATION, "programmes": PROGRAMME, "courses": COURSE},
    lists_elsewhere="organizations",
    offering_lists={COURSE: ("courses", "course-offerings"), PROGRAMME: ("programmes", "programme-offerings")},
    organisation=Reference("organisationId", "organisation", "organisationId"),
    programme=Reference("programmeId", "programme", "programmeId"),
    course=Reference("courseId", "course", "courseId"),
    specification=None,
    organisation_type="organisationType",
    organisation_types=("root", "institute", "department", "faculty", "branch", "academy", "school"),
    modes_of_delivery="modesOfDelivery",
    # The last three say with whom or on what one works, not in what way it is taught.
    ways={
        "blended": "gemengd",
        "coil": "online",
        "hybrid": "gemengd",
        "online": "online",
        "presential": "klassikaal",
        "work_based": "werkplek",
        "joint_delivery": None,
        "project_based": None,
        "research_lab_based": None,
    },
    forms={"full_time": "voltijd", "part_time": "deeltijd", "dual_training": "duaal", "self_paced": None},
    languages="teachingLanguages",
    levels={
        "pre_vocational": None,
        "secondary_vocational_education": None,
        "secondary_vocational_education_1": Level("1", 1, "entree"),
        "secondary_vocational_education_2": Level("2", 2, "niveau2"),
        "secondary_vocational_education_3": Level("3", 3, "niveau3"),
        "secondary_vocational_education_4": Level("4", 4, "niveau4"),
        "associate_degree": Level("5", 5),
        "bachelor": Level("6", 6),
        "master": Level("7", 7),
        "doctoral": Level("8", 8),
        "post_doctoral": None,
        "undefined": None,
        "undivided": None,
        "nt2_1": None,
        "nt2_2": None,
    },
    qualification_levels={
        "eqf_0": None,
        **{f"eqf_{one}": Level(str(one), one) for one in range(1, 9)},
        "nlqf_4plus": Level("4+", 4),
    },
    degrees={
        "associate_degree": "associate_degree",
        "bachelor": "bachelor",
        "master": "master",
        **dict.fromkeys(("doctoral", "diploma", "vocational_diploma", "certificate", "none")),
    },
    awarded={
        "associate_degree": "diploma (associate degree)",
        "bachelor": "diploma (bachelor)",
        "master": "diploma (master)",
        "doctoral": "diploma (doctor)",
        "diploma": "diploma",
        "vocational_diploma": "mbo-diploma",
        "certificate": "certificaat",
    },
    documents={
        "certificate": "certificaat",
        "diploma": "diploma",
        "micro_credential_certificate": "microcredential",
        "testimonial": "getuigschrift",
        "school_advice": None,
        "no_official_document": None,
    },
    sectors={},
    units={"ects": 28.0, "sbu": 1.0, "sp": None, "hour": 1.0},
    contact="contact_time",
    code_kinds={
        "institution_code": "rio",
        "programme_code": "rio",
        "crohoCreboCode": "official",
        "kvk_organisation_id": "kvk",
        "brin": "brin",
        "crebo": "crebo",
        "croho": "isat",
        "isat": "isat",
    },
    address_types={"teaching": 3, "visit": 2, "postal": 0, "deliveries": -1, "invoicing": -1},
    total_costs="total_costs",
    stap="stap_eligible",
    first_start="firstStartDate",
    start="startDateTime",
    end="endDateTime",
    flexible=("flexibleEntryPeriodStartDateTime", "flexibleEntryPeriodEndDateTime"),
    apply=None,
    # What is called off, closed or not ready yet is nothing that somebody can choose.
    states={"active": True, "concept": False, "cancelled": False, "inactive": False},
)


class OoapiV6(OoapiFeed):
    """A source of OOAPI v6."""

    dialect = DIALECT
