# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Read a scheme's folder: `scheme.yaml` and `words.<language>.yaml`.

Knows: what these files should contain, and gathers everything that is wrong with them.
Leaves: how a place in a file is read (`field`), what an expression means (`meaning`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from ..basics import LANGUAGES, Citation, Period, Problem, parse_day, said
from .expression import Node, NotUnderstood, parse
from .facts import FactBook
from .field import Field, do_you_mean
from .lined_yaml import Lines, read_yaml, shown_text
from .meaning import DAY, LIST, MONEY, NUMBER, PERIOD, SHARE, Meaning, Misfit, Type, facts_in
from .monotone import Direction, direction_of
from .read_caps import CapReader
from .read_facts import documents_in
from .read_timing import timing_in
from .scheme import (
    AmountValue,
    Condition,
    ConditionKind,
    ConditionWords,
    Party,
    Payment,
    Relation,
    Scheme,
    SchemeKind,
    SchemeWords,
    Span,
    SumCap,
    Term,
    Unknown,
    Warning,
    holds_on,
)

SCHEME_FIELDS = (
    *("id", "kind", "applicant", "recipient", "audience", "checked_on", "rows", "documents", "versions"),
    *("not_in_force", "not_known", "amounts", "terms", "conditions", "pays", "warnings", "excludes"),
    *("follows", "together_at_most", "timing"),
)
POLICY_FIELDS = (
    *("id", "kind", "audience", "checked_on", "rows", "documents", "versions", "not_in_force", "not_known", "amounts"),
    *("belongs_to", "sources"),
)
SCHEME_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CONDITION_ID = re.compile(r"[a-z][a-z0-9_]*")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
TESTS = ("if", "all", "any", "not", "first", "table")
HOWS = (*TESTS, "judged_by", "not_expressed", "window", "once_per")
PAYS = ("amount", "at_most", "first", "table", "in_kind")
PERIODS = ("maand", "jaar", "keer")
ONCE = {"year": "dit_jaar_al_gekregen", "life": "ooit_al_gekregen"}

Texts = Mapping[str, str]
"""The files of one folder: name to text."""


def read_folder(folder: Path, facts: FactBook) -> tuple[Scheme | None, list[Problem]]:
    """The scheme in `folder`, or None, with every problem found in its files."""
    texts, problems = {}, []
    for path in sorted([*folder.glob("scheme.yaml"), *folder.glob("words.*.yaml")]):
        try:
            texts[path.name] = path.read_text("utf-8-sig")
        except (UnicodeDecodeError, OSError):
            problems.append(unreadable(_shown(folder.name, path.name)))
    scheme, found = read_scheme(texts, facts, folder.name)
    # A file that cannot be read is not missing as well.
    return scheme, problems + [one for one in found if one.where not in {other.where for other in problems}]


def read_scheme(texts: Texts, facts: FactBook, folder: str = "") -> tuple[Scheme | None, list[Problem]]:
    """The scheme in these files, or None where it cannot be used, with every problem found."""
    if "scheme.yaml" not in texts:
        return None, [_no_scheme(folder)]
    top, lines, problems = read_yaml(texts["scheme.yaml"], _shown(folder, "scheme.yaml"))
    field = Field(top, (), lines, problems)
    if not isinstance(top, dict):
        if not problems:
            problems.append(_no_scheme(folder))
        _all_words(texts, None, folder, problems)
        return None, problems
    scheme = _SchemeReader(field, facts, folder).scheme()
    scheme = replace(scheme, words=_all_words(texts, scheme, folder, problems))
    return (None if problems else scheme), problems


def _shown(folder: str, file: str) -> str:
    return f"{folder}/{file}" if folder else file


def reread_scheme(raw: Any, facts: FactBook, words: Mapping[str, Any]) -> tuple[Scheme | None, list[Problem]]:
    """A scheme from values that were kept earlier; `words` by language."""
    problems: list[Problem] = []
    field = Field(raw, (), Lines("kept"), problems)
    scheme = _SchemeReader(field, facts, "").scheme()
    read = {lang: _words(Field(value, (), Lines("kept"), problems), scheme) for lang, value in words.items()}
    return (None if problems else replace(scheme, words=read)), problems


class _SchemeReader:
    """Reads one scheme.yaml; every method reads one part of it."""

    def __init__(self, field: Field, facts: FactBook, folder: str) -> None:
        self._field, self._facts, self._folder = field, facts, folder
        self._documents = documents_in(field)
        self._amounts = {name: self._amount(name, inside) for name, inside in field.get("amounts").items()}
        self._types = {name: _type_of(name, values) for name, values in self._amounts.items()}
        self._meaning = Meaning(facts.facts, facts.derived, self._types)
        found = {name: self._term(name, inside) for name, inside in field.get("terms").items()}
        self._terms = {name: term for name, term in found.items() if term is not None}

    def scheme(self) -> Scheme:
        """The scheme; where there are problems it only serves to look at the words that go with it."""
        policy = self._field.get("kind").value == SchemeKind.BELEID
        field = self._field.only(*(POLICY_FIELDS if policy else SCHEME_FIELDS))
        name = self._id()
        kind = field.need("kind").choice(*SchemeKind)
        # Nobody applies for a policy and nobody is paid by it.
        roles = ("audience",) * 3 if policy else ("applicant", "recipient", "audience")
        parties = [field.need(role).choice(*Party) for role in roles]
        versions = self._versions()
        absent = tuple(self._absent(inside) for inside in field.get("not_in_force").list())
        unknown = tuple(self._unknown(inside) for inside in field.get("not_known").list())
        conditions = self._conditions(name or "") if not policy else ()
        payments = tuple(found for inside in self._payments() if (found := self._payment(inside)))
        warnings = tuple(self._warning(inside) for inside in field.get("warnings").list())
        relations = self._relations("excludes") + self._relations("follows")
        caps = CapReader(self._documents, self._amounts, self._types, self._facts).caps(field, kind, name)
        # What hangs on a mistake is not told as well: mend the mistake first.
        if not self._wrong_in("versions") and not self._wrong_in("not_in_force"):
            self._check_spans("versions", (*versions, *absent, *unknown))
            self._check_bounds(versions, conditions)
            self._check_amounts(versions, [*conditions, *payments, *warnings, *caps])
            if not policy and not self._wrong_in("pays"):
                self._check_something_paid(versions, payments)
        nodes = [c.node for c in conditions] + [w.node for w in warnings]
        nodes += [node for payment in payments for case in payment.cases for node in case]
        if not self._field.problems:
            self._check_terms([node for node in nodes if node is not None])
        applicant, recipient, audience = (Party(party or Party.INWONER) for party in parties)
        return Scheme(
            id=name or self._folder,
            kind=SchemeKind(kind or SchemeKind.SUBSIDIE),
            applicant=applicant,
            recipient=recipient,
            audience=audience,
            versions=versions,
            not_in_force=absent,
            conditions=conditions,
            amounts=self._amounts,
            terms=self._terms,
            payments=payments,
            warnings=warnings,
            relations=relations,
            caps=caps,
            words={},
            checked_on=field.get("checked_on").day(),
            facts=frozenset().union(*(facts_in(node) for node in nodes if node is not None)),
            raw=field.value,
            rows=tuple(text for inside in field.get("rows").list() if (text := inside.text())),
            belongs_to=tuple(text for inside in field.get("belongs_to").list() if (text := inside.text())),
            sources=self._sources(field) if policy else (),
            not_known=unknown,
            timing=timing_in(field, self._documents) if not policy else (),
        )

    def _sources(self, field: Field) -> tuple[Citation, ...]:
        """Where the description of a policy comes from: at least one document."""
        return tuple(inside.citation(self._documents) for inside in field.need("sources").list())

    def _wrong_in(self, part: str) -> bool:
        """Whether a problem was found in this part of the file."""
        return _wrong_in(self._field.problems, part)

    def _id(self) -> str | None:
        field = self._field.need("id")
        name = field.text()
        if name and (not SCHEME_ID.fullmatch(name) or (self._folder and name != self._folder)):
            field.problem(
                said(
                    f"De id «{shown_text(name)}» is niet de naam van de map.",
                    f"The id «{shown_text(name)}» is not the folder's name.",
                ),
                said(f"«{self._folder}» (kleine letters en streepjes)", f"«{self._folder}» (lower case and hyphens)"),
                said("Geef map en id dezelfde naam.", "Give folder and id the same name."),
            )
        return name

    # versions ------------------------------------------------------------------------------------------------------

    def _versions(self) -> tuple[Span, ...]:
        spans = []
        for inside in self._field.need("versions").list():
            inside.only("from", "until", "wider", "source").need("from")
            first, until = inside.span()
            spans.append(Span(first, until, inside.source(self._documents), inside.get("wider").flag()))
        return tuple(spans)

    def _absent(self, field: Field) -> Span:
        first, until = field.only("from", "until", "source").span()
        return Span(first, until, field.source(self._documents))

    def _unknown(self, field: Field) -> Unknown:
        first, until = field.only("from", "until", "why").span()
        return Unknown(first, until, field.need("why").text() or "")

    def _check_spans(self, name: str, spans: tuple[Span | Unknown, ...]) -> None:
        for n, one in enumerate(spans):
            for other in spans[n + 1 :]:
                if _overlap(one, other):
                    self._field.get(name).problem(
                        said(
                            f"Twee perioden gelden tegelijk: {_span_text(one)} en {_span_text(other)}.",
                            f"Two periods hold at once: {_span_text(one)} and {_span_text(other)}.",
                        ),
                        said("op elke dag ten hoogste één versie", "at most one version on each day"),
                        said(
                            "Laat de eerste eindigen waar de tweede begint.",
                            "End the first on the day the second begins.",
                        ),
                    )

    def _check_bounds(self, versions: tuple[Span, ...], conditions: tuple[Condition, ...]) -> None:
        """A condition begins and ends with a version, so that within a version the rule is one rule."""
        days = {span.first for span in versions} | {span.until for span in versions}
        for condition in conditions:
            for day in (condition.first, condition.until):
                if day is not None and day not in days:
                    self._field.get("conditions").problem(
                        said(
                            f"De voorwaarde «{condition.id}» verandert op {day}, midden in een versie.",
                            f"The condition «{condition.id}» changes on {day}, inside a version.",
                        ),
                        said("een versie die op die dag begint", "a version that begins on that day"),
                        said(f"Knip de versie op {day} in tweeën.", f"Cut the version in two on {day}."),
                    )

    # amounts -------------------------------------------------------------------------------------------------------

    def _amount(self, name: str, field: Field) -> tuple[AmountValue, ...]:
        values = []
        for inside in field.list():
            inside.only("from", "until", "value", "source")
            first, until = inside.span()
            source = inside.source(self._documents)
            value = _amount_value(name, inside.need("value"))
            if value is not None:
                values.append(AmountValue(value, source, first, until))
        for n, one in enumerate(values):
            for m, other in enumerate(values[n + 1 :], n + 1):
                if _overlap(one, other):
                    field.problem(*self._two_values(name, field, one, other, n, m))
        if len({type(one.value) for one in values}) > 1:
            field.problem(
                said(f"«{name}» heeft waarden van verschillende soort.", f"«{name}» has values of different kinds."),
                said("alleen getallen, of alleen percentages, …", "only numbers, or only percentages, …"),
                said("Schrijf alle waarden op dezelfde manier.", "Write all values in the same way."),
            )
        return tuple(values)

    def _two_values(self, name: str, field: Field, one: AmountValue, other: AmountValue, n: int, m: int) -> Any:
        day = max(one.first or date.min, other.first or date.min)
        at = [field.lines.at.get((*field.path, k), 0) for k in (n, m)]
        first, second = (f"{line} ({_span_text(span)})" for line, span in zip(at, (one, other), strict=True))
        return (
            said(
                f"Twee waarden van «{name}» gelden op {day}: regel {first} en regel {second}.",
                f"Two values for «{name}» hold on {day}: line {first} and line {second}.",
            ),
            said("op elke dag één waarde", "one value on each day"),
            said(
                f"Laat de eerste eindigen op {other.first}, of haal er een weg.",
                f"Let the first end on {other.first}, or remove one.",
            ),
        )

    def _check_amounts(self, versions: tuple[Span, ...], parts: list[Condition | Payment | Warning | SumCap]) -> None:
        """An amount has a value on every day on which a part uses it; outside its dates we know nothing."""
        for name, values in self._amounts.items():
            if self._wrong_in(f"amounts.{name}"):
                continue
            needed = [part for part in parts if name in _amounts_in(part)]
            for span in versions:
                if gap := next(filter(None, (_gap(both, values) for p in needed if (both := _shared(span, p)))), None):
                    self._field.get("amounts").get(name).problem(
                        said(
                            f"«{name}» heeft op {gap} geen waarde, en de versie van {span.first} geldt dan wel.",
                            f"«{name}» has no value on {gap}, while the version of {span.first} holds.",
                        ),
                        said("een waarde voor elke dag van de versie", "a value for every day of the version"),
                        said(
                            "Vul de waarde aan, of laat de versie eerder eindigen.",
                            "Add the value, or let the version end sooner.",
                        ),
                    )

    # terms ---------------------------------------------------------------------------------------------------------

    def _term(self, name: str, field: Field) -> Term | None:
        field.only("formula", "source")
        if name in self._facts.facts or name in self._facts.derived or name in self._amounts or name == "op":
            field.problem(
                said(
                    f"«{name}» bestaat al, als feit of als bedrag.", f"«{name}» exists already, as a fact or an amount."
                ),
                said("een naam die nog niet bestaat", "a name that does not exist yet"),
                said("Kies een andere naam.", "Choose another name."),
            )
            return None
        source = field.source(self._documents)
        inside = field.need("formula")
        node = inside.rule()
        if node is None:
            return None
        try:
            return Term(self._meaning.names(name, node), source)
        except Misfit as error:
            inside.misfit(error)
            return None

    def _check_terms(self, nodes: Sequence[Node]) -> None:
        """A term that nothing uses says nothing."""
        used = {id(step) for node in nodes for step in node.walk()}
        for name, term in self._terms.items():
            if id(term.node) not in used:
                self._field.get("terms").get(name).problem(
                    said(f"Niets gebruikt «{name}».", f"Nothing uses «{name}»."),
                    said("een naam die in een voorwaarde of som staat", "a name that stands in a condition or a sum"),
                    said("Gebruik de naam, of haal dit deel weg.", "Use the name, or remove this part."),
                )

    # conditions ----------------------------------------------------------------------------------------------------

    def _conditions(self, scheme: str) -> tuple[Condition, ...]:
        conditions: list[Condition] = []
        for inside in self._field.need("conditions").list():
            found = self._condition(scheme, inside)
            if found is None:
                continue
            if any(found.id == other.id and _overlap(found, other) for other in conditions):
                inside.get("id").problem(
                    said(
                        f"De voorwaarde «{found.id}» staat er twee keer.", f"The condition «{found.id}» is given twice."
                    ),
                    said("elke id één keer op een dag", "each id once on a day"),
                    said(
                        "Geef een van de twee een andere id of andere dagen.",
                        "Give one of them another id or other days.",
                    ),
                )
            conditions.append(found)
        return tuple(conditions)

    def _condition(self, scheme: str, field: Field) -> Condition | None:
        field.only("id", "from", "until", "only_if", "source", *HOWS)
        name, source = field.need("id").text(), field.source(self._documents)
        first, until = field.span()
        hows = [how for how in HOWS if field.get(how)]
        if len(hows) != 1:
            field.problem(
                said(
                    f"De voorwaarde «{name}» zegt {'op meer dan één manier' if hows else 'niet'} wat er moet gelden.",
                    f"The condition «{name}» {'says in more than one way' if hows else 'does not say'} what must hold.",
                ),
                said(f"precies één van: {', '.join(HOWS)}", f"exactly one of: {', '.join(HOWS)}"),
                said("Splits de voorwaarde, of vul die aan.", "Split the condition, or complete it."),
            )
            return None
        if name is None:
            return None
        if not CONDITION_ID.fullmatch(name):
            field.get("id").problem(
                said(
                    f"«{shown_text(name)}» kan niet de id van een voorwaarde zijn.",
                    f"«{shown_text(name)}» cannot be the id of a condition.",
                ),
                said("kleine letters, cijfers en _", "lower case letters, digits and _"),
                said("Verbeter de id.", "Correct the id."),
            )
        how, judge, kind = hows[0], None, ConditionKind.RULE
        windows: tuple[Span, ...] = ()
        if how == "window":
            windows, kind = self._windows(field.get("window"), source), ConditionKind.WINDOW
            node: Node | None = Node("window", name=name)
        elif how in ("judged_by", "not_expressed"):
            kind = ConditionKind(how)
            judge = field.get(how).text() if how == "judged_by" else None
            node = Node("open", name=name)
        elif how == "once_per":
            node = self._once(field.get(how), scheme)
        else:
            node = self._test(field)
        if node is not None and field.get("only_if"):
            guard = self._rule(field.get("only_if"))
            node = Node("or", (Node("not", (guard,)), node)) if guard else None
        return Condition(name, kind, node, source, first, until, judge, windows) if node else None

    def _test(self, field: Field) -> Node | None:
        """A test: a rule, or all / any / not / first / table of tests."""
        if not isinstance(field.value, dict):
            return self._rule(field)
        how = next((how for how in TESTS if field.get(how)), None)
        if how is None:
            field.problem(
                said("Hier staat geen toets.", "There is no test here."),
                said(f"een van: {', '.join(TESTS)}", f"one of: {', '.join(TESTS)}"),
                said("Verbeter de toets.", "Correct the test."),
            )
            return None
        inside = field.get(how)
        if how == "if":
            return self._rule(inside)
        if how == "not":
            node = self._test(inside)
            return Node("not", (node,)) if node else None
        if how in ("all", "any"):
            parts = [self._test(part) for part in inside.list()]
            op = "and" if how == "all" else "or"
            return Node(op, tuple(p for p in parts if p)) if parts and None not in parts else None
        return self._first([(when, self._test(then)) for when, then in self._cases(inside, how, "then")])

    def _first(self, cases: list[tuple[Node | None, Node | None]]) -> Node | None:
        """First matching case as one condition: this case, and none of those before it."""
        rows: list[Node] = []
        before: list[Node] = []
        for when, then in cases:
            if then is None:
                return None
            rows.append(Node("and", (*before, *([when] if when else []), then)))
            if when:
                before.append(Node("not", (when,)))
        return Node("or", tuple(rows)) if rows else None

    def _cases(self, field: Field, how: str, then: str) -> list[tuple[Node | None, Field]]:
        """The cases of a `first` or a `table`, each as its test (None: otherwise) and its result."""
        if how == "table":
            return self._table_cases(field, then)
        cases: list[tuple[Node | None, Field]] = []
        parts = list(field.list())
        for n, inside in enumerate(parts):
            last = n == len(parts) - 1
            inside.only(*(("otherwise",) if last else ("when", then)))
            if last:
                cases.append((None, inside.need("otherwise")))
            elif (when := self._rule(inside.need("when"))) is not None:
                cases.append((when, inside.need(then)))
        return cases

    def _table_cases(self, field: Field, then: str) -> list[tuple[Node | None, Field]]:
        field.only("of", "rows", "otherwise")
        of = field.need("of").text()
        cases: list[tuple[Node | None, Field]] = []
        for key, row in field.need("rows").items():
            inside = row.only(then).need(then) if isinstance(row.value, dict) and then in row.value else row
            items = tuple(Node("name", name=part.strip()) for part in key.split(","))
            test = Node("in", (Node("name", name=of or ""), Node("list", items)))
            try:
                cases.append((self._meaning.condition(test), inside))
            except Misfit as error:
                replace(inside, value=key).misfit(error)
        cases.append((None, field.need("otherwise")))
        return cases

    def _windows(self, field: Field, source: Citation) -> tuple[Span, ...]:
        spans = []
        for inside in field.list():
            inside.only("from", "until", "source").need("from")
            inside.need("until")
            first, until = inside.span()
            spans.append(Span(first, until, inside.source(self._documents) if inside.get("source") else source))
        return tuple(spans)

    def _once(self, field: Field, scheme: str) -> Node | None:
        period = field.choice(*ONCE)
        if period is None:
            return None
        had = Node("has", (Node("name", name=ONCE[period]), Node("value", value=scheme)))
        try:
            return self._meaning.condition(Node("not", (had,)))
        except Misfit as error:
            field.misfit(error)
            return None

    def _rule(self, field: Field) -> Node | None:
        node = field.rule()
        if node is None:
            return None
        try:
            checked = self._meaning.condition(node)
        except Misfit as error:
            field.misfit(error)
            return None
        self._check_divisors(field, checked)
        for leaf in _leaves(checked):
            self._check_leaf(field, leaf)
        return checked

    def _check_divisors(self, field: Field, node: Node) -> None:
        """Nothing is divided by an amount that is 0 on some day."""
        divisors = {leaf.name for step in node.walk() if step.op == "/" for leaf in step.args[1].walk()}
        for name in sorted(divisors):
            if any(one.value == 0 for one in self._amounts.get(name, ())):
                field.problem(
                    said(
                        f"Hier wordt gedeeld door «{name}», en dat kan 0 zijn.",
                        f"This divides by «{name}», which can be 0.",
                    ),
                    said("een getal dat nooit 0 is", "a number that is never 0"),
                    said("Verander de regel of de waarde.", "Change the rule or the value."),
                )

    def _check_leaf(self, field: Field, leaf: Node) -> None:
        """A comparison looks at one fact, and goes one way in it: then thresholds cut the fact into cells."""
        facts = sorted(facts_in(leaf))
        if len(facts) > 1:
            field.problem(
                said(
                    f"«{leaf}» vergelijkt twee feiten: {' en '.join(facts)}.",
                    f"«{leaf}» compares two facts: {' and '.join(facts)}.",
                ),
                said("één feit in elke vergelijking", "one fact in each comparison"),
                said("Splits de regel, of maak er één feit van.", "Split the rule, or make it one fact."),
            )
        elif leaf.op in ("<", "<=", ">", ">=", "=", "!=") and facts:
            ways = {direction_of(arg, facts[0]) for arg in leaf.args} - {Direction.CONSTANT}
            if Direction.MIXED in ways or len(ways) > 1:
                field.problem(*_not_monotone(leaf, facts[0]))

    # payments ------------------------------------------------------------------------------------------------------

    def _payments(self) -> list[Field]:
        field = self._field.get("pays")
        if isinstance(field.value, dict):
            return [field]
        return list(field.list())

    def _payment(self, field: Field) -> Payment | None:
        field.only("from", "until", *PAYS, "per", "covers", "source")
        first, until = field.span()
        source = field.source(self._documents)
        per = field.get("per").choice(*PERIODS)
        covers = tuple(text for inside in field.get("covers").list() if (text := inside.text()))
        hows = [how for how in PAYS if field.get(how)]
        if len(hows) != 1:
            field.problem(
                said(
                    "Hier moet precies één keer staan wat er betaald wordt.", "This must say exactly once what is paid."
                ),
                said(f"precies één van: {', '.join(PAYS)}", f"exactly one of: {', '.join(PAYS)}"),
                said("Verbeter de betaling.", "Correct the payment."),
            )
            return None
        how = hows[0]
        if how == "in_kind":
            return Payment((), False, per, covers, source, first, until)
        cases: list[tuple[Node | None, Field]]
        inside = field.get(how)
        if how == "at_most" and isinstance(inside.value, dict):
            how = next((way for way in ("first", "table") if inside.only("first", "table").get(way)), "first")
            inside = inside.need(how)
        cases = self._cases(inside, how, "amount") if how in ("first", "table") else [(None, inside)]
        amounts = [(when, self._sum(inside)) for when, inside in cases]
        checked = tuple((when, amount) for when, amount in amounts if amount is not None)
        at_most = bool(field.get("at_most"))
        return Payment(checked, at_most, per, covers, source, first, until) if len(checked) == len(amounts) else None

    def _sum(self, field: Field) -> Node | None:
        node = field.rule()
        if node is None:
            return None
        try:
            checked = self._meaning.value(node, MONEY)
        except Misfit as error:
            field.misfit(error)
            return None
        self._check_divisors(field, checked)
        for fact in sorted(facts_in(checked)):
            if direction_of(checked, fact) is Direction.MIXED:
                field.problem(*_not_monotone(checked, fact))
        return checked

    def _check_something_paid(self, versions: tuple[Span, ...], payments: tuple[Payment, ...]) -> None:
        for span in versions:
            if gap := _gap(span, payments):
                self._field.get("pays").problem(
                    said(f"Op {gap} is niet gezegd wat er betaald wordt.", f"This does not say what is paid on {gap}."),
                    said("`pays` voor elke dag van elke versie", "`pays` for every day of every version"),
                    said(
                        "Vul `pays` aan; hulp zonder geld is `in_kind: true`.",
                        "Complete `pays`; help without money is `in_kind: true`.",
                    ),
                )
        for n, one in enumerate(payments):
            if any(_overlap(one, other) for other in payments[n + 1 :]):
                self._field.get("pays").problem(
                    said("Twee betalingen gelden op dezelfde dag.", "Two payments hold on the same day."),
                    said("op elke dag één betaling", "one payment on each day"),
                    said("Geef ze `from` en `until`.", "Give them `from` and `until`."),
                )

    # the rest ------------------------------------------------------------------------------------------------------

    def _warning(self, field: Field) -> Warning:
        field.only("id", "if", "from", "until", "source")
        first, until = field.span()
        node = self._rule(field.get("if")) if field.get("if") else None
        return Warning(field.need("id").text() or "", node, field.source(self._documents), first, until)

    def _relations(self, kind: str) -> tuple[Relation, ...]:
        found = []
        for inside in self._field.get(kind).list():
            inside.only("scheme", "from", "until", "source")
            name = inside.need("scheme").text() or ""
            first, until = inside.span()
            found.append(Relation(kind, name, inside.source(self._documents), first, until))
        return tuple(found)


def _leaves(node: Node) -> list[Node]:
    if node.op in ("and", "or", "not"):
        return [leaf for arg in node.args for leaf in _leaves(arg)]
    return [node]


def _not_monotone(node: Node, fact: str) -> Any:
    return (
        said(
            f"«{node}» gaat niet één kant op als «{fact}» groter wordt.",
            f"«{node}» goes both up and down as «{fact}» grows.",
        ),
        said(
            "een som die met het feit alleen stijgt of alleen daalt",
            "a sum that only rises or only falls with the fact",
        ),
        said("Splits de regel met `first`.", "Split the rule with `first`."),
    )


def _amount_value(name: str, field: Field) -> Any:
    value = field.value
    if isinstance(value, list):
        return tuple(text for inside in field.list() if (text := inside.text()))
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        field.text()
        return None
    if name.endswith("_eurocent"):
        return _cents(field)
    if isinstance(value, str) and (day := parse_day(value)):
        return day
    try:
        node = parse(str(value))
    except NotUnderstood:
        node = Node("name")
    if node.op == "value" and isinstance(node.value, (int, Fraction, Period)):
        return node.value
    field.problem(
        said(
            f"«{shown_text(value)}» is geen waarde van een bedrag of grens.",
            f"«{shown_text(value)}» is not a value for an amount or limit.",
        ),
        said(
            "55, 60%, 5 years, 2020-02-01, of een lijst; geld in centen bij een naam op _eurocent",
            "55, 60%, 5 years, 2020-02-01 or a list; money in cents with a name in _eurocent",
        ),
        said("Verbeter de waarde.", "Correct the value."),
    )
    return None


def _cents(field: Field) -> int | None:
    if isinstance(field.value, int) and 0 <= field.value <= 10**13:
        return field.value
    field.problem(
        said(f"Hier staat «{shown_text(field.value)}».", f"It says «{shown_text(field.value)}» here."),
        said("hele eurocenten: 250000 voor € 2.500", "whole euro cents: 250000 for €2,500"),
        said(
            "Schrijf het bedrag in centen, zonder punt of komma.",
            "Write the amount in cents, without a point or comma.",
        ),
    )
    return None


def _type_of(name: str, values: tuple[AmountValue, ...]) -> Type:
    if name.endswith("_eurocent"):
        return Type(MONEY)
    value = values[0].value if values else 0
    if isinstance(value, tuple):
        items = (item for one in values if isinstance(one.value, tuple) for item in one.value)
        return Type(LIST, tuple(dict.fromkeys(items)))
    return Type({int: NUMBER, Fraction: SHARE, Period: PERIOD, date: DAY}[type(value)])


def _wrong_in(problems: list[Problem], part: str) -> bool:
    places = (problem.where.partition(": ")[2] for problem in problems)
    return any(place == part or place.startswith(f"{part}.") for place in places)


def _overlap(one: Any, other: Any) -> bool:
    starts_before_end = other.until is None or one.first is None or one.first < other.until
    return starts_before_end and (one.until is None or other.first is None or other.first < one.until)


def _gap(span: Span, parts: tuple[Any, ...]) -> date | None:
    """The first day of a version on which none of the parts holds."""
    day = span.first or date.min
    while True:
        part = next((part for part in parts if holds_on(part, day)), None)
        if part is None:
            return day
        if part.until is None or (span.until and part.until >= span.until):
            return None
        day = part.until


def _shared(span: Span, part: Any) -> Span | None:
    """The days on which both hold."""
    if not _overlap(span, part):
        return None
    first = max(span.first or date.min, part.first or date.min)
    until = min(span.until or date.max, part.until or date.max)
    return Span(first, None if until == date.max else until, span.source)


def _amounts_in(part: Condition | Payment | Warning | SumCap) -> set[str]:
    """The names of the amounts that a part of the rule uses."""
    if isinstance(part, SumCap):
        return {part.limit}
    nodes = [node for case in part.cases for node in case] if isinstance(part, Payment) else [part.node]
    return {step.name for node in nodes if node is not None for step in node.walk() if step.op == "amount"}


def _span_text(span: Any) -> str:
    return f"{span.first or '…'} – {span.until or '…'}"


def unreadable(file: str) -> Problem:
    """A file that is no text in UTF-8."""
    return Problem(
        file,
        said("Dit bestand is niet te lezen.", "This file cannot be read."),
        said("een tekstbestand in UTF-8", "a text file in UTF-8"),
        said("Sla het bestand opnieuw op als UTF-8.", "Save the file again as UTF-8."),
    )


def _no_scheme(folder: str) -> Problem:
    return Problem(
        _shown(folder, "scheme.yaml"),
        said("Hier staat geen regeling.", "There is no scheme here."),
        said("een bestand scheme.yaml met velden", "a file scheme.yaml with fields"),
        said(
            "Begin met de voorbeeldmap uit docs/tasks/add-a-scheme.md.",
            "Start from the example folder in docs/tasks/add-a-scheme.md.",
        ),
    )


# --- words ----------------------------------------------------------------------------------------------------------


def _all_words(texts: Texts, scheme: Scheme | None, folder: str, problems: list[Problem]) -> dict[str, SchemeWords]:
    """The words in every language; without a scheme only their form can be looked at."""
    words, whole = {}, not problems
    for language in LANGUAGES:
        file = f"words.{language}.yaml"
        value, lines, found = read_yaml(texts.get(file, ""), _shown(folder, file))
        problems += found
        if not isinstance(value, dict):
            if not found:
                problems.append(_no_words(_shown(folder, file)))
            continue
        field = Field(value, (), lines, problems)
        _check_braces(field)
        if scheme is not None:
            words[language] = _words(field, scheme, whole)
    return words


def _words(field: Field, scheme: Scheme, whole: bool = True) -> SchemeWords:
    """The words of one language. Of a scheme that is not whole, what is missing is not missed here as well."""
    if scheme.kind is SchemeKind.BELEID:
        return _policy_words(field, scheme)
    field.only("name", "summary", "amount", "conditions", "next", "url", "desk", "warnings")
    conditions = {}
    said_of = field.need("conditions") if scheme.conditions else field.get("conditions")
    for name in dict.fromkeys(condition.id for condition in scheme.conditions):
        inside = (said_of.need(name) if said_of else said_of.get(name)).only("rule", "yes", "no")
        rule = (inside.need("rule").text() if inside else None) or name
        open_ = all(
            c.kind in (ConditionKind.JUDGED, ConditionKind.NOT_EXPRESSED) for c in scheme.conditions if c.id == name
        )
        yes = inside.get("yes") if open_ or not inside else inside.need("yes")
        no = inside.get("no") if open_ or not inside else inside.need("no")
        conditions[name] = ConditionWords(rule, yes.text() or rule, no.text() or rule)
    written = scheme.raw.get("conditions")
    listed = written if isinstance(written, list) else []
    ids = {one["id"] for one in listed if isinstance(one, dict) and isinstance(one.get("id"), str)}
    if whole or ids:
        _only_known(field.get("conditions"), ids)
    if whole or scheme.warnings:
        _only_known(field.get("warnings"), {warning.id for warning in scheme.warnings})
    warnings = {w.id: field.need("warnings").need(w.id).text() or w.id for w in scheme.warnings if w.id}
    steps = {key: inside.text() or "" for key, inside in field.need("next").only("yes", "no", "open").items()}
    field.get("next").need("yes")
    if whole or scheme.amounts:
        _check_placeholders(field, scheme)
    return SchemeWords(
        name=field.need("name").text() or scheme.id,
        summary=field.need("summary").text() or "",
        conditions=conditions,
        next_steps=steps,
        url=field.need("url").url(),
        desk=field.need("desk").text(),
        warnings=warnings,
        amount=field.get("amount").text(),
        about=None,
        raw=field.value,
    )


def _policy_words(field: Field, scheme: Scheme) -> SchemeWords:
    """The words of a policy: what it was, in a few sentences, and where to read on."""
    field.only("name", "summary", "about", "url", "desk")
    _check_placeholders(field, scheme)
    return SchemeWords(
        name=field.need("name").text() or scheme.id,
        summary=field.need("summary").text() or "",
        conditions={},
        next_steps={},
        url=field.need("url").url(),
        desk=field.need("desk").text(),
        warnings={},
        amount=None,
        about=field.need("about").text() or "",
        raw=field.value,
    )


def _only_known(field: Field, names: set[str]) -> None:
    for name, inside in field.items():
        if name not in names:
            inside.problem(
                said(f"«{name}» staat niet in scheme.yaml.", f"«{name}» is not in scheme.yaml."),
                said(
                    f"een van: {', '.join(sorted(names)) or '(er zijn er geen)'}",
                    f"one of: {', '.join(sorted(names)) or '(there are none)'}",
                ),
                do_you_mean(
                    name, names, "Verbeter de naam of haal de woorden weg.", "Correct the name or remove the words."
                ),
            )


def _check_braces(field: Field) -> None:
    """Every { in the words has its }: what is left open would be read out as it stands."""
    if isinstance(field.value, str) and re.search(r"[{}]", _PLACEHOLDER.sub("", field.value)):
        field.problem(
            said("Hier staat een accolade zonder de andere.", "There is a brace here without the other one."),
            said(
                "een naam tussen accolades, zoals {grens_leeftijd}", "a name between braces, such as {grens_leeftijd}"
            ),
            said(
                "Zet de naam tussen { en }, of haal de accolade weg.",
                "Put the name between { and }, or remove the brace.",
            ),
        )
    elif isinstance(field.value, dict):
        for _, inside in field.items():
            _check_braces(inside)


def _check_placeholders(field: Field, scheme: Scheme) -> None:
    """Words may name an amount, as in {grens_leeftijd}; anything else between braces is a mistake."""
    if isinstance(field.value, str):
        for name in _PLACEHOLDER.findall(field.value):
            if name in scheme.amounts:
                _check_said_on_every_day(field, name, scheme)
            else:
                field.problem(
                    said(
                        f"«{{{name}}}» is geen bedrag van deze regeling.",
                        f"«{{{name}}}» is not an amount of this scheme.",
                    ),
                    said(
                        f"een van: {', '.join(scheme.amounts) or '(er zijn geen bedragen)'}",
                        f"one of: {', '.join(scheme.amounts) or '(there are no amounts)'}",
                    ),
                    do_you_mean(
                        name, scheme.amounts, "Verbeter de naam tussen accolades.", "Correct the name between braces."
                    ),
                )
    elif isinstance(field.value, dict):
        for _, inside in field.items():
            _check_placeholders(inside, scheme)


def _check_said_on_every_day(field: Field, name: str, scheme: Scheme) -> None:
    """An amount that the words name has a value on every day on which they are read."""
    gap = next((gap for span in scheme.versions if (gap := _gap(span, scheme.amounts[name]))), None)
    if gap and not _wrong_in(field.problems, f"amounts.{name}") and not _wrong_in(field.problems, "versions"):
        field.problem(
            said(f"«{{{name}}}» heeft op {gap} geen waarde.", f"«{{{name}}}» has no value on {gap}."),
            said(
                "een bedrag met een waarde voor elke dag van elke versie",
                "an amount with a value on every day of every version",
            ),
            said("Zeg het zonder dit bedrag, of vul het aan.", "Say it without this amount, or complete it."),
        )


def _no_words(file: str) -> Problem:
    return Problem(
        file,
        said("De woorden van de regeling ontbreken.", "The scheme's words are missing."),
        said("name, summary, conditions, next, url, desk", "name, summary, conditions, next, url, desk"),
        said("Maak dit bestand.", "Create this file."),
    )
