# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The shapes of regions, indicators and figures, for the description in /v1/openapi.json; tests hold every answer
against these."""

from typing import Any, Literal

from pydantic import BaseModel, Field

from .shapes import Day

SoortRegio = Literal["land", "provincie", "arbeidsmarktregio", "groep", "gemeente"]
SoortPeriode = Literal["jaar", "schooljaar", "halfjaar", "kwartaal", "maand", "week", "dag", "anders"]
Richting = Literal["omhoog", "omlaag", "niet-duidelijk", "geen-oordeel"]


class GenoemdeRegio(BaseModel):
    code: str
    naam: str | None


class Opvolger(BaseModel):
    """Wat er van een regio werd die er niet meer is. `verdeeld`: delen gingen naar verschillende regio's."""

    op: Day
    hoe: Literal["opgegaan", "verdeeld", "andere-code", "niet-bekend"]
    in_: list[GenoemdeRegio] = Field(alias="in")
    bron: str


class Voorganger(BaseModel):
    """Wat in deze regio opging, helemaal of voor een deel."""

    code: str
    naam: str | None
    op: Day
    hoe: Literal["opgegaan", "verdeeld", "andere-code", "niet-bekend"]


class Regio(BaseModel):
    """Een regio. `tot` is de eerste dag dat zij er niet meer is; null: zij is er nog."""

    code: str = Field(description="Zonder jaar: NL01, PV20, AM01, GM1979. Een eigen groep heeft een woord.")
    naam: str
    soort: SoortRegio
    vanaf: Day | None
    tot: Day | None
    opvolger: Opvolger | None
    voorgangers: list[Voorganger]


class Regios(BaseModel):
    """Een bladzijde regio's."""

    op: Day
    totaal: int
    page: int
    pageSize: int
    regios: list[Regio]
    links: dict[str, Any] = Field(alias="_links")


class Vindplaats(BaseModel):
    document: str
    plaats: str
    url: str | None


class CijferBron(BaseModel):
    """Een tabel die dit cijfer geeft. `opEchtBestandGeprobeerd`: wij lazen het echte bestand al eens."""

    aanbieder: str
    tabel: str
    soortRegio: list[SoortRegio]
    selectie: dict[str, str]
    periode: SoortPeriode
    seizoenGecorrigeerd: bool
    opEchtBestandGeprobeerd: bool
    document: Vindplaats


class VanBelang(BaseModel):
    verandering: float
    waarom: str


class Breuk(BaseModel):
    """Vanaf deze dag is het cijfer niet meer hetzelfde. `hersteld`: de bron rekende eerdere jaren opnieuw uit."""

    op: Day
    waarom: str
    hersteld: bool
    herstelVanaf: Day | None
    tabellen: list[str]
    bron: Vindplaats


class Klasse(BaseModel):
    """Een klasse zoals «krap». `boven` telt niet mee, `totEnMet` wel."""

    naam: str
    boven: float | None
    totEnMet: float | None
    vanaf: Day | None
    tot: Day | None
    bron: Vindplaats


class Indicator(BaseModel):
    """Een cijfer dat wij volgen, met waar het vandaan komt en wat het niet zegt."""

    id: str
    naam: str
    thema: str
    definitie: str
    eenheid: str
    decimalen: int
    veranderingIn: Literal["procent", "eenheid"]
    vanBelangVanaf: VanBelang
    zegtNiet: list[str]
    gevraagdDoor: list[Vindplaats]
    bronnen: list[CijferBron]
    breuken: list[Breuk]
    klassen: list[Klasse]
    optelbaar: bool
    geenBron: str | None
    geenBronPerRegio: str | None
    cijfersVoor: list[SoortRegio] = Field(description="De soorten regio waarvoor er hier cijfers zijn.")


class Indicatoren(BaseModel):
    """Een bladzijde indicatoren."""

    totaal: int
    page: int
    pageSize: int
    indicatoren: list[Indicator]
    links: dict[str, Any] = Field(alias="_links")


class Waarneming(BaseModel):
    """Eén cijfer. `waarde` null: er is geen cijfer, en `reden` zegt wat de bron daarover zegt; `ontbreekt`: de bron
    heeft deze rij niet. Het is nooit een nul."""

    periode: str
    soortPeriode: SoortPeriode
    vanaf: Day | None
    tot: Day | None
    waarde: float | None
    reden: str | None
    periodestatus: str | None = Field(description="Zoals de bron het schrijft, zoals «Voorlopig».")
    deel: bool = Field(description="De bron telde maar een deel van deze periode.")


class OpgehaaldeTabel(BaseModel):
    """De download waar cijfers uit komen. Van een verzonnen voorbeeld is er geen."""

    aanbieder: str
    tabel: str
    opgehaald: str | None
    kenmerk: str | None
    versie: str | None
    filter: str | None
    voorbeeld: bool


class RichtingOver(BaseModel):
    """Welke kant een cijfer op ging. Een pijl komt er vanaf `pijlVanaf`; van veranderingen van `gevondenVanaf` vinden
    wij er minstens 80 van de 100."""

    over: Literal["kwartaal", "jaar", "land"]
    richting: Richting
    verandering: float | None
    van: str | None
    naar: str | None
    pijlVanaf: float | None
    gevondenVanaf: float | None
    waaromNiet: str | None


class Kerncijfer(BaseModel):
    indicator: str
    naam: str
    thema: str
    regio: str
    eenheid: str
    cijfer: Waarneming | None
    klasse: str | None
    nederland: Waarneming | None
    richtingen: list[RichtingOver]
    zin: str
    geenCijfer: str | None
    bron: list[OpgehaaldeTabel]
    voorbeeld: bool


class Delen(BaseModel):
    """Wat er in een regio ligt. `precies` false: de delen zijn samen niet de regio, dus tel ze niet op."""

    codes: list[str]
    precies: bool
    waarom: str | None
    bron: str


class KaleRegio(BaseModel):
    code: str
    naam: str
    soort: SoortRegio
    vanaf: Day | None
    tot: Day | None


class RegioInBeeld(Regio):
    """Een regio met haar kerncijfers."""

    op: Day
    ligtIn: list[KaleRegio]
    delen: dict[str, Delen]
    voorbeeld: bool
    kerncijfers: list[Kerncijfer]


class Waarnemingen(BaseModel):
    """Een bladzijde cijfers van één indicator voor één regio, het oudste eerst."""

    op: Day
    regio: str
    indicator: str
    eenheid: str
    voorbeeld: bool = Field(description="Dit zijn verzonnen cijfers: gebruik ze niet.")
    samengesteldUit: list[str]
    geenCijfer: str | None
    richtingen: list[RichtingOver]
    totaal: int
    page: int
    pageSize: int
    waarnemingen: list[Waarneming]
    bron: list[OpgehaaldeTabel]
    links: dict[str, Any] = Field(alias="_links")
