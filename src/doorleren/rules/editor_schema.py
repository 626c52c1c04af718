# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""JSON Schemas with which an editor completes and checks the files of a scheme while somebody types.

Knows: the shape of each file, from the lists with which the files are read and from the facts of the book.
Leaves: what a schema cannot see – names of amounts, days that overlap, rules that make no sense – to `read`.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from ..basics import LANGUAGES
from .cases import EXPECTED
from .facts import Fact, FactBook, Kind
from .read import (
    CONDITION_ID,
    HOWS,
    ONCE,
    PAYS,
    PERIODS,
    POLICY_FIELDS,
    SCHEME_FIELDS,
    SCHEME_ID,
    TESTS,
)
from .read_caps import CAPS, EVERY_GRANT
from .read_facts import FACT_FIELDS, OWNERS
from .read_timing import SAYS
from .reasons import ABOUT
from .scheme import Party, SchemeKind
from .timing import Moment, PaidWhen, Paper

FOLDER: Final = Path(__file__).parent / "schema"
_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
Shape = dict[str, Any]

_TEXT: Final[Shape] = {"type": "string", "pattern": r"\S"}
# The characters of a rule, and not broken off after a sign or a word that wants more.
_WRITTEN: Final = (
    r"^(?!.*(?:[<>=!+*/,(\[-]|\b(?:and|or|not|in|has|overlaps|within|under|is))\s*$)"
    r"(?:[A-Za-z0-9_\s<>=!+*/()\[\],.%-]|\"[^\"]*\")*$"
)
_RULE: Final[Shape] = {
    "type": ["string", "boolean", "integer"],
    "pattern": _WRITTEN,
    "maxLength": 4_000,
    "description": "A rule; see docs/rule-form.md.",
}
_DAY: Final[Shape] = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_UNTIL: Final[Shape] = {**_DAY, "description": "The first day on which it no longer holds."}
_FROM: Final[Shape] = {**_DAY, "description": "The first day on which it holds."}


def editor_schemas(facts: FactBook) -> dict[str, Shape]:
    """The schema of each kind of file, by the name of its own file."""
    return {
        "scheme.schema.json": _scheme_file(facts),
        "words.schema.json": _words_file(),
        "cases.schema.json": _cases_file(facts),
        "reasons.schema.json": _reasons_file(),
        "facts.schema.json": _facts_file(),
    }


def write_schemas(facts: FactBook, folder: Path) -> list[Path]:
    """Write the schemas into a folder; gives the files that changed."""
    changed = []
    for name, text in schema_texts(facts).items():
        path = folder / name
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            changed.append(path)
    return changed


def schema_texts(facts: FactBook) -> dict[str, str]:
    """Each schema as it stands in its file."""
    return {
        name: json.dumps(schema, ensure_ascii=False, indent=1) + "\n" for name, schema in editor_schemas(facts).items()
    }


# --- scheme.yaml ----------------------------------------------------------------------------------------------------


def _scheme_file(facts: FactBook) -> Shape:
    parts = _scheme_parts(facts)
    scheme = _only(
        SCHEME_FIELDS, parts, "id", "kind", "applicant", "recipient", "audience", "versions", "conditions", "pays"
    )
    policy = _only(POLICY_FIELDS, parts, "id", "kind", "audience", "versions", "sources")
    policy["properties"]["kind"] = {"const": SchemeKind.BELEID.value}
    return {
        **_head("scheme", "scheme.yaml: one scheme with its versions, amounts, conditions and payment, or a policy"),
        "if": {"properties": {"kind": {"const": SchemeKind.BELEID.value}}, "required": ["kind"]},
        "then": policy,
        "else": scheme,
        "$defs": _definitions(facts),
    }


_WIDER: Shape = {"const": True, "description": "It takes nothing from anybody who had it under the version before."}


def _scheme_parts(facts: FactBook) -> dict[str, Shape]:
    party = {"enum": [one.value for one in Party]}
    money = sorted(name for name, fact in facts.facts.items() if fact.kind is Kind.GELD)
    pays = _exactly_one(
        _fields(
            **{"from": _FROM, "until": _UNTIL, "source": _ref("source")},
            amount={**_RULE, "description": "The sum, in whole cents."},
            at_most={"anyOf": [_RULE, _one_of_fields(first=_ref("sums"), table=_ref("table"))]},
            first=_ref("sums"),
            table=_ref("table"),
            in_kind={"const": True, "description": "Help without money."},
            per={"enum": list(PERIODS)},
            covers=_list({"enum": money}, "The costs that it pays."),
        ),
        PAYS,
    )
    return {
        "id": {"type": "string", "pattern": _whole(SCHEME_ID.pattern), "description": "The folder's name."},
        "kind": {"enum": [kind.value for kind in SchemeKind], "description": "What it gives."},
        "applicant": {**party, "description": "Who asks."},
        "recipient": {**party, "description": "Who gets the money."},
        "audience": {**party, "description": "Whom it is for, and so where it is shown."},
        "checked_on": {**_DAY, "description": "The day on which somebody last compared it with its sources."},
        "rows": _list(_TEXT, "The rows of the founding documents that it answers."),
        "documents": _ref("documents"),
        "versions": _list(_fields(["from", "source"], wider=_WIDER, **_span()), "On each day at most one.", least=1),
        "not_in_force": _list(_fields(["source"], **_span()), "Days on which a source says that it does not exist."),
        "not_known": _list(
            _fields(["why"], **{"from": _FROM, "until": _UNTIL}, why=_TEXT),
            "Days between versions of which no text was found, and what was looked for.",
        ),
        "amounts": {
            "type": "object",
            "description": "Every number of the law, dated. Money in whole cents, under a name in _eurocent.",
            "propertyNames": {"pattern": "^[a-z][a-z0-9_]*$"},
            "patternProperties": {"_eurocent$": _values({"type": "integer", "minimum": 0})},
            "additionalProperties": _values({"type": ["integer", "string", "array"], "items": _TEXT}),
        },
        "terms": {
            "type": "object",
            "description": "Parts of the rule with a name of their own, used in conditions and sums below.",
            "propertyNames": {"pattern": "^[a-z][a-z0-9_]*$"},
            "additionalProperties": _fields(["formula", "source"], formula=_RULE, source=_ref("source")),
        },
        "conditions": _list(_ref("condition"), "All of them must hold.", least=1),
        "pays": {"anyOf": [pays, _list(pays, least=1)], "description": "What is paid if the outcome is yes."},
        "warnings": _list(_fields(["id", "source"], id=_TEXT, **{"if": _RULE}, **_span())),
        "excludes": _list(_ref("relation"), "Schemes that cannot go together with it."),
        "follows": _list(_ref("relation"), "Schemes that come before it."),
        "together_at_most": _list(
            _cap(money), "What they pay together is never more than this; the rest is taken off here."
        ),
        "timing": _list(_timing(), "When to apply and when it is paid, each with its source; it decides no outcome."),
        "belongs_to": _list({"type": "string"}, "The schemes that a policy goes with."),
        "sources": _list(_ref("source"), "Where the description of a policy comes from.", least=1),
    }


def _cap(money: list[str]) -> Shape:
    named = _list(_TEXT, least=1)
    cap = _fields(
        ["with", "source"],
        **{"with": {"anyOf": [{"const": EVERY_GRANT}, named], "description": "Every grant, or these schemes."}},
        share={
            "type": "string",
            "pattern": "^(?!.*_eurocent$).*[^ ]",
            "description": "The name of a percentage, at most 100%.",
        },
        amount={"type": "string", "pattern": "_eurocent$", "description": "The name of an amount."},
        of={"enum": money, "description": "The costs of which it is a share."},
        **_span(),
    )
    return {**_exactly_one(cap, CAPS), "dependentRequired": {"share": ["of"], "of": ["share"]}}


def _timing() -> Shape:
    length = r"[0-9]+ +(?:day|week|month|year)s?"
    moments = "|".join(Moment)
    edge: Shape = {"type": "string", "pattern": f"^\\s*(?:{moments})(?:\\s*[+-]\\s*{length})?\\s*$"}
    statement = _fields(
        ["source"],
        apply_from={**edge, "description": "The first moment at which one can apply, such as «end»."},
        apply_until={**edge, "description": "From then on one can no longer apply: «start», «start - 4 weeks»."},
        paid={"enum": list(PaidWhen), "description": "When the money comes."},
        to={"enum": list(Party), "description": "Who receives it."},
        decision_within={
            "type": "string",
            "pattern": f"^\\s*{length}\\s*$",
            "description": "How long a decision takes at most.",
        },
        papers=_list({"enum": list(Paper)}, "What must come with it.", least=1),
        **_span(),
    )
    return {**statement, "anyOf": [{"required": [name]} for name in SAYS]}


def _definitions(facts: FactBook) -> dict[str, Shape]:
    test: Shape = {"anyOf": [_RULE, _exactly_one(_fields(**_tests()), TESTS)]}
    condition = _fields(
        ["id", "source"],
        id={"type": "string", "pattern": _whole(CONDITION_ID.pattern)},
        only_if={**_RULE, "description": "Counts only for whom this is true."},
        judged_by={**_TEXT, "description": "A named body decides; open until it has."},
        not_expressed={"const": True, "description": "In the source, but not written as a rule; open as well."},
        window=_list(_fields(["from", "until"], **_span()), "Days on which one can apply.", least=1),
        once_per={"enum": list(ONCE), "description": "Not had before in this year, or ever."},
        **_tests(),
        **_span(),
    )
    asked = {
        "enum": [*facts.facts, *facts.derived],
        "description": "The fact that the rows are about.",
    }
    table = _fields(["of", "rows", "otherwise"], of=asked, rows={"type": "object"}, otherwise=_RULE)
    return {
        "source": _source(),
        "documents": _documents(),
        "relation": _fields(["scheme", "source"], scheme=_TEXT, **_span()),
        "test": test,
        "condition": _exactly_one(condition, HOWS),
        "cases": _list(_case("then", _ref("test")), least=1),
        "sums": _list(_case("amount", _RULE), least=1),
        "table": table,
    }


def _tests() -> dict[str, Shape]:
    several = _list(_ref("test"), least=1)
    shapes: dict[str, Shape] = {
        "if": {**_RULE, "description": "A rule, such as «leeftijd < grens»."},
        "all": {**several, "description": "All of these."},
        "any": {**several, "description": "At least one of these."},
        "not": _ref("test"),
        "first": _ref("cases"),
        "table": _ref("table"),
    }
    return {name: shapes[name] for name in TESTS}


def _case(result: str, shape: Shape) -> Shape:
    return {
        "anyOf": [_fields(["when", result], when=_RULE, **{result: shape}), _fields(["otherwise"], otherwise=shape)]
    }


def _span() -> dict[str, Shape]:
    return {"from": _FROM, "until": _UNTIL, "source": _ref("source")}


def _values(value: Shape) -> Shape:
    return _list(_fields(["value", "source"], value=value, **_span()), least=1)


# --- the other files ------------------------------------------------------------------------------------------------


def _words_file() -> Shape:
    three = _fields(["rule"], rule=_TEXT, yes=_TEXT, no=_TEXT)
    shared = {"name": _TEXT, "summary": _TEXT, "url": _ADDRESS, "desk": _TEXT}
    scheme = _fields(
        [*shared, "conditions", "next"],
        **shared,
        amount={**_TEXT, "description": "What is paid, with {amounts} filled in."},
        conditions={"type": "object", "additionalProperties": three, "description": "By the id of the condition."},
        next=_fields(["yes"], yes=_TEXT, open=_TEXT, no=_TEXT),
        warnings={"type": "object", "additionalProperties": _TEXT, "description": "By the id of the warning."},
    )
    about = {**_TEXT, "description": "What the policy was, who made it, what it meant for learning."}
    policy = _fields([*shared, "about"], **shared, about=about)
    return {
        **_head("words", f"words.<language>.yaml ({', '.join(LANGUAGES)}): everything that a person reads"),
        "if": {"required": ["about"]},
        "then": policy,
        "else": scheme,
    }


def _cases_file(facts: FactBook) -> Shape:
    outcomes = ["ja", "nee", "hangt-af", "niet-van-kracht", "niet-bekend"]
    cents = {"type": ["integer", "null"], "minimum": 0}
    expected: dict[str, Shape] = {
        "uitkomst": {"enum": outcomes},
        "bedrag": {"anyOf": [{"type": "null"}, _fields(["min", "max"], min=cents, max=cents)]},
        "voorwaarden": {"type": "object", "additionalProperties": {"enum": ["ja", "nee", "open"]}},
        "hangtAfVan": {"type": ["array", "null"], "items": _TEXT},
        "vanaf": {"anyOf": [_DAY, {"type": "null"}]},
        "wijzig": {"anyOf": [{"type": "null"}, _ref("facts")]},
    }
    case = _fields(
        ["id", "says", "source", "op", "expect"],
        id=_TEXT,
        says={**_TEXT, "description": "What the source says, short, in our own words."},
        source=_ref("source"),
        op={"anyOf": [_DAY, _list(_DAY, least=1)], "description": "The day that is asked about, or several days."},
        like={**_TEXT, "description": "The id of a case above: the same facts, but for those given here."},
        facts=_ref("facts"),
        each={
            "type": "object",
            "description": "One fact with a list of values, each of which gets the same answer.",
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": {"type": "array", "minItems": 1},
        },
        expect={**_fields(**{name: expected[name] for name in EXPECTED}), "minProperties": 1},
    )
    given = _fields(**{name: _given(fact) for name, fact in facts.facts.items()})
    return {
        **_head("cases", "cases.yaml: people worked out by hand, from the source"),
        **_fields(["cases"], documents=_ref("documents"), cases=_list(case, least=1)),
        "$defs": {
            "source": _source(),
            "documents": _documents(),
            "facts": {**given, "type": ["object", "null"]},
        },
    }


def _given(fact: Fact) -> Shape:
    """How a fact is given in a case; null takes it away."""
    about = {"description": fact.words["nl"].question} if fact.words else {}
    shapes: Mapping[Kind, Shape] = {
        Kind.JA_NEE: {"enum": [True, False, "ja", "nee", None]},
        Kind.EEN_VAN: {"enum": [*fact.values, None]},
        Kind.LADDER: {"enum": [*fact.values, None]},
        Kind.VERZAMELING: {"type": ["array", "null"], "items": {"enum": list(fact.values)}},
        Kind.DATUM: {**_DAY, "type": ["string", "null"]},
        Kind.CODE: {"type": ["string", "integer", "null"]},
    }
    return {**about, **shapes.get(fact.kind, {"type": ["integer", "null"]})}


def _reasons_file() -> Shape:
    reason = _fields(
        ["about", "why"],
        about={"enum": list(ABOUT), "description": "What stays open: a mistake, a part of a condition, or a proof."},
        id={**_TEXT, "description": "Its name, as «doorleren regelingen bewijs» says it."},
        ids=_list(_TEXT, "Several names with the same reason.", least=1),
        why={**_TEXT, "description": "One English sentence."},
    )
    return {
        **_head("reasons", "reasons.yaml: why something about a scheme stays unproved"),
        **_fields(["reasons"], reasons=_list(_exactly_one(reason, ("id", "ids")), least=1)),
    }


def _facts_file() -> Shape:
    bound = {"type": ["integer", "string"], "description": "A number, or a day such as «op - 110 years»."}
    shapes: dict[str, Shape] = {
        "type": {"enum": [kind.value for kind in Kind]},
        "owner": {"enum": list(OWNERS)},
        "values": _list({"type": ["string", "integer"]}, least=1),
        "min": bound,
        "max": bound,
        "pattern": _TEXT,
        "known_in": {**_TEXT, "description": "The table that names every code."},
        "may_be_empty": {"type": "boolean"},
        "unit": _TEXT,
        "effort": {"type": "integer", "minimum": 1, "maximum": 9, "description": "What a change costs somebody."},
        "sensitive": {"type": "boolean"},
        "weights": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}},
        "expected": {"type": "array", "items": bound, "minItems": 2, "maxItems": 2},
        "resets": {"const": "year"},
        "part_of": {**_TEXT, "description": "The amount that this one is a part of."},
    }
    fact = _only(FACT_FIELDS, shapes, "type", "owner")
    derived = _fields(
        ["type"], type=shapes["type"], formula=_RULE, table=_TEXT, of=_TEXT, values=shapes["values"], words={}
    )
    impossible = _fields(["id", "if", "source"], id=_TEXT, source=_ref("source"), **{"if": _RULE})
    return {
        **_head("facts", "facts.yaml: what can be asked, what follows from it and what cannot go together"),
        **_fields(
            ["facts"],
            documents=_ref("documents"),
            facts={"type": "object", "additionalProperties": fact},
            derived={"type": "object", "additionalProperties": derived},
            impossible=_list(impossible),
        ),
        "$defs": {"source": _source(), "documents": _documents()},
    }


# --- pieces ---------------------------------------------------------------------------------------------------------


def _head(name: str, title: str) -> Shape:
    return {"$schema": _DRAFT, "$id": f"urn:doorleren:schema:{name}", "title": title}


_ADDRESS: Shape = {"type": "string", "pattern": "^https?://"}


def _ref(name: str) -> Shape:
    return {"$ref": f"#/$defs/{name}"}


def _source() -> Shape:
    place = {**_TEXT, "description": "Such as «artikel 3, lid 1»."}
    document = {**_TEXT, "description": "A short name from `documents`."}
    return _fields(["document", "place"], document=document, place=place, url=_ADDRESS)


def _documents() -> Shape:
    document = _fields(
        ["title"],
        title=_TEXT,
        url={"anyOf": [_ADDRESS, {"type": "null"}]},
        bwb_id={"type": "string", "pattern": "^BWBR[0-9]{7}$"},
        juriconnect={"type": "string", "pattern": "^jci1\\.3:c:BWBR"},
    )
    about = "Short names for the sources; a law by its address, its BWB id or a Juriconnect reference."
    return {"type": "object", "additionalProperties": document, "description": about}


def _fields(required: Iterable[str] = (), /, **shapes: Shape) -> Shape:
    """A mapping with these fields and no other."""
    needed = list(required)
    shape: Shape = {"type": "object", "properties": shapes, "additionalProperties": False}
    return {**shape, "required": needed} if needed else shape


def _only(names: Iterable[str], shapes: Mapping[str, Shape], *required: str) -> Shape:
    return _fields(required, **{name: shapes[name] for name in names})


def _exactly_one(shape: Shape, names: Iterable[str]) -> Shape:
    """The mapping, in which exactly one of these fields is given."""
    return {**shape, "oneOf": [{"required": [name]} for name in names]}


def _one_of_fields(**shapes: Shape) -> Shape:
    return _exactly_one(_fields(**shapes), shapes)


def _list(items: Shape, about: str = "", least: int = 0) -> Shape:
    shape: Shape = {"type": "array", "items": items}
    return {**shape, **({"minItems": least} if least else {}), **({"description": about} if about else {})}


def _whole(pattern: str) -> str:
    return f"^(?:{pattern})$"
