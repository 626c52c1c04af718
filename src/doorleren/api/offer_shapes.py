# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The shapes of courses and plans, for the description in /v1/openapi.json; tests hold every answer against these."""

from typing import Any, Literal

from pydantic import BaseModel, Field

from .shapes import Bron, Cents, Day, OpenPunt, Uitslag


class Bereik(BaseModel):
    """Twee bedragen in hele eurocenten; wat niet bekend is, is null."""

    min: Cents | None
    max: Cents | None


class GevondenOpleiding(BaseModel):
    """Een opleiding in een lijst. `voorU` telt alleen giften, gratis plekken en wat een ander betaalt."""

    id: str
    naam: str
    aanbieder: str | None
    voorbeeld: bool = Field(description="Dit is een verzonnen voorbeeld: niemand kan zich hier aanmelden.")
    prijs: Bereik | None
    voorU: Bereik | None = Field(description="Wat iemand zelf betaalt van wie niets bekend is.")
    voorschieten: Cents
    lenen: Cents
    laterTerug: Cents
    start: Day | None
    plaats: str | None
    aanbod: list[str] = Field(description="De id's van de keren dat zij wordt gegeven en die passen; ten hoogste vijf.")
    aantalKeer: int


class Losser(BaseModel):
    """Wat iemand kan laten vallen, en hoeveel opleidingen er dan zijn."""

    soort: Literal["filter", "woord", "spelling"]
    naam: str
    totaal: int
    woorden: str | None


class GelezenAls(BaseModel):
    """Waarvoor een deel van de woorden is gehouden; wat niet gebruikt is, zou niets overlaten."""

    woorden: str
    soort: str
    waarden: list[str]
    gebruikt: bool


class Opleidingen(BaseModel):
    """Een bladzijde opleidingen."""

    op: Day
    totaal: int
    page: int
    pageSize: int
    opleidingen: list[GevondenOpleiding]
    aantallen: dict[str, dict[str, int]] = Field(description="Hoeveel opleidingen elke andere keuze zou geven.")
    gelezenAls: list[GelezenAls]
    losser: list[Losser]
    links: dict[str, Any] = Field(alias="_links")


class Code(BaseModel):
    soort: str
    code: str


class Plaats(BaseModel):
    plaats: str
    straat: str | None
    postcode: str | None
    gemeente: str | None
    breedte: float | None
    lengte: float | None
    land: str


class Aanbieder(BaseModel):
    id: str
    naam: str
    website: str | None
    plaats: Plaats | None
    erkendDoor: list[str]
    codes: list[Code]


class Niveau(BaseModel):
    nlqf: str | None
    eqf: int | None
    mbo: str | None
    graad: str | None


class Studielast(BaseModel):
    waarde: float
    eenheid: str


class Opleiding(BaseModel):
    """Een cursus, een deel van een opleiding of een hele opleiding. Wat de bron niet zegt is null of leeg."""

    id: str
    naam: str
    aanbieder: Aanbieder | None
    voorbeeld: bool
    bron: str
    omschrijving: str
    soort: str | None
    niveau: Niveau
    erkendDoor: list[str]
    bekostigd: bool | None
    codes: list[Code]
    studielast: Studielast | None
    studielastUren: int | None
    contacturen: int | None
    duurMaanden: int | None
    instapniveau: str | None
    instap: str
    lerenEnWerken: list[str]
    onderwerpen: list[str]
    vaardigheden: list[str]
    bewijs: str | None
    certificaten: list[str]
    gratisMet: list[str] = Field(description="Regelingen waarmee de aanbieder een gratis plek geeft.")
    website: str | None


class Prijsdeel(BaseModel):
    naam: str
    bedrag: Cents
    inPrijs: bool


class Aanbod(BaseModel):
    """Eén keer dat een opleiding wordt gegeven."""

    id: str
    opleiding: str
    voorbeeld: bool
    start: Day | None
    einde: Day | None
    elkeDag: bool
    aanmeldenVanaf: Day | None
    aanmeldenTot: Day | None
    vorm: str | None
    manier: str | None
    momenten: list[str]
    taal: str | None
    plaats: Plaats | None
    prijs: Cents | None
    prijsdelen: list[Prijsdeel]
    plaatsen: int | None
    plaatsenVrij: int | None
    website: str | None


class HeleOpleiding(Opleiding):
    """Een opleiding met elke keer dat zij nog begint."""

    op: Day
    aanbod: list[Aanbod]


class GratisPlek(BaseModel):
    regeling: str
    naam: str
    zeker: bool


class DeelVanSamen(BaseModel):
    id: str
    naam: str
    soort: str
    bedrag: Cents
    waaromMinder: str | None
    bron: Bron | None


class NietGebruikt(BaseModel):
    id: str
    naam: str
    waarom: str
    bron: Bron | None


class SamenVoorEen(BaseModel):
    """Wie wat betaalt van één opleiding."""

    kosten: Cents
    eigenGeld: Cents
    lenen: Cents
    laterTerug: Cents
    zin: str
    regelingen: list[DeelVanSamen]
    nietGebruikt: list[NietGebruikt]


class Betaler(BaseModel):
    """Wie een deel betaalt; zonder naam is het de deelnemer zelf. `eerstZelf`: dit komt pas later terug.
    `inPlaatsVan`: wie dit krijgt, krijgt het geld van deze regelingen niet."""

    wie: str | None
    regeling: str | None
    soort: str
    bedrag: Cents
    zeker: bool
    eerstZelf: bool
    wanneer: str | None
    bron: Bron | None
    inPlaatsVan: list[str]


class VoorWerkgever(BaseModel):
    id: str
    naam: str
    uitkomst: Uitslag | None


class GekozenOpleiding(BaseModel):
    """Een opleiding in een plan, met wie wat betaalt."""

    opleiding: Opleiding
    aanbod: Aanbod
    prijs: Cents | None
    voorU: Bereik | None
    lenen: Cents
    laterTerug: Cents
    gratisPlek: GratisPlek | None
    hangtAfVan: list[OpenPunt]
    zeker: SamenVoorEen | None
    mogelijk: SamenVoorEen | None
    voorschieten: Cents
    betalers: list[Betaler]
    werkgever: list[VoorWerkgever] = Field(description="Regelingen waarvoor de werkgever geld kan krijgen.")


class Stap(BaseModel):
    """Eén stap. `opleiding` is het nummer in de lijst, vanaf 0; null is voor het hele plan. `moetEerst`: wie een latere
    stap eerder zet, verliest het recht op deze. `verder`: papieren, en hoe lang de beslissing duurt."""

    nummer: int
    soort: Literal[
        "advies",
        "hulp-erbij",
        "vragen",
        "aanvragen-voor-aanmelden",
        "aanmelden",
        "aanvragen-voor-start",
        "betalen",
        "begin",
        "einde",
        "aanvragen-achteraf",
        "geld-terug",
    ]
    zin: str
    waarom: str | None
    op: Day | None
    uiterlijk: Day | None
    teLaat: bool
    opleiding: int | None
    regeling: str | None
    loket: str | None
    url: str | None
    bron: Bron | None
    moetEerst: bool
    verder: list[str]


class Totaal(BaseModel):
    prijs: Cents | None
    voorU: Bereik | None
    voorschieten: Cents
    lenen: Cents
    laterTerug: Cents


class NogOpen(BaseModel):
    """`regeling` is de naam van wie hierop wacht. `vraagDeOpleider`: alleen de opleider weet dit."""

    soort: Literal["feit", "oordeel", "niet-uitgedrukt"]
    naam: str
    zin: str
    regeling: str | None
    vraagDeOpleider: bool


class LerenPlan(BaseModel):
    """Een plan: stappen op volgorde, wie wat betaalt, wat nog open is."""

    op: Day
    voorbeeld: bool
    opleidingen: list[GekozenOpleiding]
    stappen: list[Stap]
    totaal: Totaal
    nogOpen: list[NogOpen]
    inDeWeg: list[str]
    opmerkingen: list[str]
