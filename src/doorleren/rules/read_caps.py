# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Read `together_at_most`: what a scheme and others pay together at most.

Knows: what such a cap holds, and gathers everything that is wrong with it.
Leaves: whether the schemes that it names exist and count (`book`), what follows from it (`together`).
"""

from collections.abc import Mapping

from ..basics import Citation, Said, said
from .facts import FactBook, Kind
from .field import Field, do_you_mean
from .lined_yaml import shown_text
from .meaning import MONEY, SHARE, Type
from .scheme import AmountValue, SchemeKind, SumCap

CAPS = ("share", "amount")
EVERY_GRANT = "all"


class CapReader:
    """Reads the caps of one scheme, with the documents, amounts and facts that they may name."""

    def __init__(
        self,
        documents: Mapping[str, Citation],
        amounts: Mapping[str, tuple[AmountValue, ...]],
        types: Mapping[str, Type],
        facts: FactBook,
    ) -> None:
        self._documents, self._amounts, self._types = documents, amounts, types
        self._money = [name for name, fact in facts.facts.items() if fact.kind is Kind.GELD]

    def caps(self, scheme: Field, kind: str | None, name: str | None) -> tuple[SumCap, ...]:
        """The caps of the scheme `name`; what is a loan, less tax or a policy has none."""
        field = scheme.get("together_at_most")
        if field and kind in (SchemeKind.LENING, SchemeKind.FISCAAL):
            field.problem(
                said(
                    f"Wat een regeling van de soort «{kind}» betaalt, telt in zo'n som niet mee.",
                    f"What a scheme of the kind «{kind}» pays does not count in such a sum.",
                ),
                said(
                    "een regeling waarvan iemand het geld houdt, zoals een subsidie",
                    "a scheme of which somebody keeps the money, such as a subsidy",
                ),
                said("Haal `together_at_most` weg.", "Remove `together_at_most`."),
            )
        if kind in (SchemeKind.LENING, SchemeKind.FISCAAL, SchemeKind.BELEID):
            return ()
        return tuple(cap for inside in field.list() if (cap := self._cap(inside, name)))

    def _cap(self, field: Field, name: str | None) -> SumCap | None:
        field.only("with", *CAPS, "of", "from", "until", "source")
        first, until = field.span()
        source = field.source(self._documents)
        beside = _beside(field.need("with"), name)
        hows = [how for how in CAPS if field.get(how)]
        if len(hows) != 1:
            field.problem(
                said(
                    f"Hier staat {'op twee manieren' if hows else 'niet'} hoeveel zij samen betalen.",
                    f"This {'says in two ways' if hows else 'does not say'} how much they pay together.",
                ),
                said(f"precies één van: {', '.join(CAPS)}", f"exactly one of: {', '.join(CAPS)}"),
                said("Schrijf elke grens apart op.", "Write each limit by itself."),
            )
            return None
        (how,) = hows
        limit = self._share(field.get(how)) if how == "share" else self._amount(field.get(how))
        of = self._costs(field.need("of")) if how == "share" else None
        if how == "amount":
            _check_of_nothing(field.get("of"))
        if limit is None or beside is None or (how == "share" and of is None):
            return None
        share, amount = (limit, None) if how == "share" else (None, limit)
        return SumCap(beside, share, amount, of, source, first, until)

    def _share(self, field: Field) -> str | None:
        """The name of a percentage: more than nothing, and no more than all."""
        expected = said("de naam van een percentage uit `amounts`", "the name of a percentage from `amounts`")
        name = self._named(field, SHARE, said("percentage", "percentage"), expected)
        if name is None or all(0 < one.value <= 1 for one in self._amounts[name]):
            return name
        field.problem(
            said(f"«{name}» is soms geen deel van de kosten.", f"«{name}» is sometimes no part of the costs."),
            said("meer dan 0% en hoogstens 100%", "more than 0% and at most 100%"),
            said("Verbeter de waarde, of haal deze grens weg.", "Correct the value, or remove this limit."),
        )
        return None

    def _amount(self, field: Field) -> str | None:
        """The name of an amount of money."""
        expected = said(
            "de naam van een bedrag uit `amounts` die eindigt op _eurocent",
            "the name of an amount from `amounts` that ends in _eurocent",
        )
        return self._named(field, MONEY, said("geldbedrag", "amount of money"), expected)

    def _named(self, field: Field, kind: str, kind_said: Said, expected: Said) -> str | None:
        name = field.text()
        if name is None:
            return None
        its = self._types.get(name)
        if its is not None and its.kind == kind:
            return name
        shown = shown_text(name)
        unknown = said(f"«{shown}» staat niet bij `amounts`.", f"«{shown}» is not under `amounts`.")
        other = said(f"«{shown}» is geen {kind_said.nl}.", f"«{shown}» is no {kind_said.en}.")
        near = [one for one, its in self._types.items() if its.kind == kind]
        what_now = do_you_mean(name, near, "Verbeter de naam.", "Correct the name.")
        field.problem(other if its else unknown, expected, what_now)
        return None

    def _costs(self, field: Field) -> str | None:
        """The costs of which it is a share: a fact that is money."""
        name = field.text()
        if name is None or name in self._money:
            return name
        shown = shown_text(name)
        field.problem(
            said(f"«{shown}» is geen feit dat geld is.", f"«{shown}» is no fact that is money."),
            said("kosten, zoals opleiding_kosten_eurocent", "costs, such as opleiding_kosten_eurocent"),
            do_you_mean(name, self._money, "Verbeter de naam.", "Correct the name."),
        )
        return None


def _beside(field: Field, name: str | None) -> tuple[str, ...] | None:
    """The schemes that count in the sum beside this one; none of them stands for every grant."""
    if not field or field.value == EVERY_GRANT:
        return () if field else None
    names = [text for one in field.list() if (text := one.text())] if isinstance(field.value, list) else []
    if names and name not in names:
        return tuple(dict.fromkeys(names))
    itself = said("Hier staat de regeling zelf bij.", "This names the scheme itself.")
    nobody = said("Hier staan geen andere regelingen.", "This names no other schemes.")
    field.problem(
        itself if names else nobody,
        said(
            f"{EVERY_GRANT}, of een lijst met andere regelingen, zoals [slim, praktijkleren]",
            f"{EVERY_GRANT}, or a list of other schemes, such as [slim, praktijkleren]",
        ),
        said("Noem alleen de andere regelingen.", "Name only the other schemes."),
    )
    return None


def _check_of_nothing(field: Field) -> None:
    if field:
        field.problem(
            said("Een bedrag is geen deel van kosten.", "An amount is no share of costs."),
            said("`of` alleen bij `share`", "`of` only beside `share`"),
            said("Haal `of` weg, of gebruik `share`.", "Remove `of`, or use `share`."),
        )
