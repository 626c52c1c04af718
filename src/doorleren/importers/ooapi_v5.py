# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""OOAPI v5: an endpoint or files of it.

Knows: the names and words of version 5.0 of the Open Education API.
Leaves: reading (`ooapi_feed`) and what it means (`ooapi_bodies`).
"""

from typing import Final

from ..catalogue.records import Level
from .ooapi_dialect import COURSE, OFFERING, ORGANISATION, OTHER, PROGRAMME, SPECIFICATION, Dialect, Reference
from .ooapi_feed import OoapiFeed

DIALECT: Final = Dialect(
    name="OOAPI v5",
    other_name="OOAPI v6",
    foreign=frozenset(
        "organisationId programmeId programmeIds courseOfferingId programmeOfferingId modesOfDelivery".split()
    ),
    kinds={
        "offeringId": OFFERING,
        "groupId": OTHER,
        "componentId": OTHER,
        "courseId": COURSE,
        "programId": PROGRAMME,
        "educationSpecificationId": SPECIFICATION,
        "newsItemId": OTHER,
        "newsFeedId": OTHER,
        "personId": OTHER,
        "roomId": OTHER,
        "buildingId": OTHER,
        "academicSessionId": OTHER,
        "organizationId": ORGANISATION,
        "courseOfferingId": OFFERING,
        "programmeOfferingId": OFFERING,
        "programmeId": PROGRAMME,
        "organisationId": ORGANISATION,
    },
    components={
        ORGANISATION: "Organization",
        SPECIFICATION: "EducationSpecification",
        PROGRAMME: "Program",
        COURSE: "Course",
        "course offering": "CourseOffering",
        "programme offering": "ProgramOffering",
    },
    lists={
        "organizations": ORGANISATION,
        "education-specifications": SPECIFICATION,
        "programs": PROGRAMME,
        "courses": COURSE,
    },
    lists_elsewhere="organisations",
    offering_lists={COURSE: ("courses", "offerings"), PROGRAMME: ("programs", "offerings")},
    organisation=Reference("organization", "organization", "organizationId"),
    programme=Reference("program", "program", "programId"),
    course=Reference("course", "course", "courseId"),
    specification=Reference("educationSpecification", "educationSpecification", "educationSpecificationId"),
    organisation_type="organizationType",
    organisation_types=("root", "institute", "department", "faculty", "branch", "academy", "school"),
    modes_of_delivery="modeOfDelivery",
    # At a distance can be online or by post, and on location can be in a room or at work: those stay unknown.
    ways={
        "distance-learning": None,
        "on campus": "klassikaal",
        "online": "online",
        "hybrid": "gemengd",
        "situated": None,
    },
    forms={"full-time": "voltijd", "part-time": "deeltijd", "dual training": "duaal", "self-paced": None},
    languages="teachingLanguage",
    levels={
        "secondary vocational education": None,
        "secondary vocational education 1": Level("1", 1, "entree"),
        "secondary vocational education 2": Level("2", 2, "niveau2"),
        "secondary vocational education 3": Level("3", 3, "niveau3"),
        "secondary vocational education 4": Level("4", 4, "niveau4"),
        "associate degree": Level("5", 5),
        "bachelor": Level("6", 6),
        "master": Level("7", 7),
        "doctoral": Level("8", 8),
        "undefined": None,
        "undivided": None,
        "nt2-1": None,
        "nt2-2": None,
    },
    qualification_levels={**{str(one): Level(str(one), one) for one in range(1, 9)}, "4+": Level("4+", 4)},
    degrees={
        "AD": "associate_degree",
        **dict.fromkeys(("BA", "BSc", "LLB"), "bachelor"),
        **dict.fromkeys(("MA", "MSc", "LLM"), "master"),
        "Phd": None,
        "None": None,
    },
    awarded={one: f"diploma ({one})" for one in ("AD", "BA", "BSc", "LLB", "MA", "MSc", "LLM", "Phd")},
    documents={
        "diploma": "diploma",
        "certificate": "certificaat",
        "testimonial": "getuigschrift",
        "no official document": None,
        "school advice": None,
    },
    sectors={
        "secondary vocational education": "mbo",
        "higher professional education": "hbo",
        "university education": "wo",
    },
    units={"ects": 28.0, "sbu": 1.0, "sp": None, "hour": 1.0},
    contact="contacttime",
    code_kinds={
        "brin": "brin",
        "crohoCreboCode": "official",
        "crebo": "crebo",
        "croho": "isat",
        "isat": "isat",
        "kvk": "kvk",
    },
    address_types={"teaching": 3, "visit": 2, "postal": 0, "deliveries": -1, "billing": -1},
    total_costs="total costs",
    stap="STAP eligible",
    first_start="firstStartDate",
    start="startDate",
    end="endDate",
    flexible=("flexibleEntryPeriodStart", "flexibleEntryPeriodEnd"),
    apply=("enrollStartDate", "enrollEndDate"),
    states={},
)


class OoapiV5(OoapiFeed):
    """A source of OOAPI v5."""

    dialect = DIALECT
