# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""XML of EDU-DEX, read safely, as the bodies that the Data API gives.

Knows: where an attribute in XML is a field in JSON, which elements repeat, texts by language, and the line of each.
Leaves: what the fields mean (`edudex_programme`), and which files there are (`edudex_files`).

What nobody here asked for is never opened: no DTD, no entity of a file's own, no other file, no network, no huge tree.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from lxml import etree

from ..basics import Said, said
from ..catalogue.feed import Misread, Note

LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
DIRECTORY, INSTITUTE, PROGRAMME, DISCOUNTS = "edudexDirectory", "instituteData", "program", "clientDiscounts"

_LISTS: Final = frozenset(
    "accreditation applicationRequirement contactData contactHoursPartOfDay cost course courseDay creboRegistration"
    " credits crohoRegistration competenceRijksoverheid eCFDevelopment genericModule includeInCatalog"
    " includeInExternalCatalog industryExamOrCertificate industryRegistration instructionLanguage instructionMode"
    " LeerRijkOpenFor media module nlqfRegistration programForm programLocation programRun requiredLevel"
    " salaryScaleBBRA subjectText targetFunctionRijksoverheid targetProfession targetSector teacher theme"
    " instituteLocation discount programResource subDirectory clientDiscountResource instituteDataResource".split()
)
_LISTS_IN: Final = frozenset({("contactData", "subject"), ("instituteLocation", "address"), ("discount", "programId")})
_ONE_WORD: Final = frozenset({("programRun", "programForm")})
_BODIES: Final = frozenset(
    "programAdmission programBasicProfile programClassification programCompetences programContacts programCurriculum"
    " programDescriptions programExternalAcknowledgements programFree programSchedule genericProgramRun programRun"
    " genericModule module courseDay location organization cost contactData media metadata teacher subjectText"
    " applicationRequirement instituteLocation address instituteDataFree programRunFree genericProgramRunFree".split()
)
_TEXT_IS: Final = {
    "credits": "credits",
    "startDate": "date",
    "endDate": "date",
    "programLocation": "description",
    "instructionLanguage": "languageCode",
    "clientId": "orgUnitId",
}
"""What the text of an element with attributes is called in JSON."""

_ORDER: Final = {
    PROGRAMME: (
        "editor expires format generator lastEdited programAdmission programClassification programContacts"
        " programCurriculum programDescriptions programSchedule"
    ).split(),
    "programClassification": "degree orgUnitId programDuration programForm programId programLevel programType".split(),
    DIRECTORY: "editor generator version instituteDataResource orgUnitId subDirectory programResource".split(),
    "cost": "amount amountIsFinal costType currency isRequiredCost".split(),
}
"""EDU-DEX wants elements in this order. We read them in any, and say so."""


class NotXml(Exception):
    """A text that is not XML that we read, and why."""

    def __init__(self, line: int, what: Said, expected: Said) -> None:
        super().__init__(what.en)
        self.line, self.what, self.expected = line, what, expected


@dataclass(frozen=True, slots=True)
class Element:
    """An element as a body, and the line on which each of its fields stands: "programSchedule programRun[0]"."""

    name: str
    line: int
    body: dict[str, Any]
    lines: dict[str, int] = field(default_factory=dict)
    notes: tuple[tuple[int, str, Said, Said], ...] = ()


def read_xml(text: bytes) -> etree._Element:
    """The outermost element. Raises NotXml."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, dtd_validation=False, recover=False
    )
    try:
        root = etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        raise NotXml(
            line,
            said(f"Dit is geen goede XML (regel {line}).", f"This is not good XML (line {line})."),
            said("XML zonder fouten", "XML without mistakes"),
        ) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise NotXml(
            1,
            said("Dit bestand heeft een DOCTYPE. Het is niet gelezen.", "This file has a DOCTYPE. It was not read."),
            said("XML van EDU-DEX, zonder DOCTYPE", "XML of EDU-DEX, without a DOCTYPE"),
        )
    return root


def name_of(element: etree._Element) -> str:
    """The name without its namespace."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def elements_of(root: etree._Element) -> Iterator[etree._Element]:
    """The programmes, institutes and discounts in a file, whatever stands around them; not one inside another."""
    ours = (PROGRAMME, INSTITUTE, DISCOUNTS)
    return (
        found
        for found in root.iter()
        if name_of(found) in ours
        and any(True for _ in _inner(found))
        and not any(name_of(outer) in ours for outer in found.iterancestors())
    )


def as_element(element: etree._Element) -> Element:
    """An element as a body in the form of the Data API."""
    lines: dict[str, int] = {"": line_of(element)}
    notes: list[tuple[int, str, Said, Said]] = []
    body = _body(element, "", lines, notes)
    return Element(name_of(element), line_of(element), body, lines, tuple(notes))


def with_line(problem: Misread | Note, base: str, lines: dict[str, int]) -> Misread | Note:
    """The same problem with the line it is about: "file.xml:12 programSchedule programRun[0]"."""
    path = problem.where.removeprefix(base).strip()
    parts = [*path.split(), *problem.field.split(".")]
    while parts and " ".join(parts) not in lines:
        last = parts.pop()
        if "[" in last:
            parts.append(last.partition("[")[0])
    line = lines.get(" ".join(parts), lines.get("", 0))
    return replace(problem, where=f"{base}:{line} {path}".strip())


def _body(
    element: etree._Element, path: str, lines: dict[str, int], notes: list[tuple[int, str, Said, Said]]
) -> dict[str, Any]:
    parent = name_of(element)
    body: dict[str, Any] = {
        name if name not in _names(element) else f"@{name}": value for name, value in _attributes(element).items()
    }
    stray = "".join([element.text or "", *(child.tail or "" for child in element)]).strip()
    if stray:
        body["#text"] = stray
    _in_order(element, notes)
    for child in _inner(element):
        name = name_of(child)
        many = name in _LISTS or (parent, name) in _LISTS_IN
        if (parent, name) in _ONE_WORD:
            many = False
        number = len(body[name]) if many and isinstance(body.get(name), list) else 0
        here = f"{path} {name}[{number}]" if many else f"{path} {name}"
        here = here.strip()
        lines.setdefault(here, line_of(child))
        lines.setdefault(here.rpartition("[")[0] if many else here, line_of(child))
        language = child.get(LANG)
        if language is not None:
            _add_text(body, name, language, _written(child))
            continue
        value = _value(child, here, lines, notes)
        for field_ in value if isinstance(value, dict) else ():
            lines.setdefault(f"{here} {field_}", line_of(child))
        _add(body, name, value, many)
    return body


def _value(child: etree._Element, path: str, lines: dict[str, int], notes: list[tuple[int, str, Said, Said]]) -> Any:
    name, attributes = name_of(child), _attributes(child)
    if name.endswith("Html"):
        return _written(child)
    if any(True for _ in _inner(child)):
        return _body(child, path, lines, notes)
    text = (child.text or "").strip()
    if name == "programDuration" and attributes.get("unit", "").rstrip("s") in ("year", "month", "week", "day", "hour"):
        return {f"{attributes.pop('unit').rstrip('s')}s": text, **attributes}
    if name == "studyLoad" and attributes.get("period") in ("program", "week"):
        return {attributes.pop("period"): text, **attributes}
    if name == "programLocation" or (attributes and name in _TEXT_IS):
        return {_TEXT_IS[name]: text, **attributes}
    if name in ("credits", "instructionLanguage", "clientId") and text:
        return {_TEXT_IS[name]: text}
    if attributes:
        return {**attributes, "#text": text} if text else attributes
    return {} if name in _BODIES and not text else text


def _add(body: dict[str, Any], name: str, value: Any, many: bool) -> None:
    old = body.get(name)
    if many:
        body[name] = [*(old if isinstance(old, list) else [] if old is None else [old]), value]
    elif name not in body:
        body[name] = value
    elif name == "studyLoad" and isinstance(old, dict) and isinstance(value, dict) and not old.keys() & value.keys():
        body[name] = {**old, **value}
    else:
        body[name] = [*(old if isinstance(old, list) else [old]), value]


def _add_text(body: dict[str, Any], name: str, language: str, text: str) -> None:
    """A text in its language; a second one in that language is kept beside it."""
    old = body.get(name)
    texts = old if isinstance(old, dict) else {} if old is None else {"?": old}
    body[name] = texts
    key = language.partition("-")[0].lower()
    if name == "searchword":
        texts[key] = [*texts.get(key, []), text]
        return
    number = 2
    while key in texts:
        key, number = f"{language.lower()} {number}", number + 1
    texts[key] = text


def _in_order(element: etree._Element, notes: list[tuple[int, str, Said, Said]]) -> None:
    order = _ORDER.get(name_of(element))
    if order is None:
        return
    furthest = -1
    for child in _inner(element):
        place = order.index(name_of(child)) if name_of(child) in order else furthest
        if place < furthest:
            notes.append(
                (
                    line_of(child),
                    name_of(child),
                    said(
                        f"Dit staat na {order[furthest]}. Het is wel gelezen.",
                        f"This stands after {order[furthest]}. It was read all the same.",
                    ),
                    said(
                        f"eerst {name_of(child)}, dan {order[furthest]}", f"{name_of(child)} before {order[furthest]}"
                    ),
                )
            )
            return
        furthest = place


def _inner(element: etree._Element) -> Iterator[etree._Element]:
    return (child for child in element if isinstance(child.tag, str))


def _names(element: etree._Element) -> frozenset[str]:
    return frozenset(name_of(child) for child in _inner(element))


def _attributes(element: etree._Element) -> dict[str, str]:
    """The attributes that are EDU-DEX's own: those with a namespace say how to read the file."""
    return {str(name): str(value) for name, value in element.attrib.items() if not str(name).startswith("{")}


def _written(element: etree._Element) -> str:
    """The text in an element, with the marks in it if it has them."""
    inner = [etree.tostring(child, encoding="unicode") for child in element]
    return "".join([element.text or "", *inner]).strip()


def line_of(element: etree._Element) -> int:
    found: Any = element.sourceline
    return found if isinstance(found, int) else 0
