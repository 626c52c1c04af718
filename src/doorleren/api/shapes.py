# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The shapes of the answers, for the description in /v1/openapi.json.

Tests hold every answer against these. Answers themselves are not checked while the API runs: they are made by the
journeys, and checking each would cost more than making it.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field


def _may_be_left_out(schema: dict[str, Any]) -> None:
    schema.pop("default", None)


def _left_out(description: str) -> Any:
    """A field that is not always there."""
    return Field(default=None, description=description, json_schema_extra=_may_be_left_out)


Day = Annotated[date, Field(description="Een dag, zoals 2020-02-01.")]
Cents = Annotated[int, Field(description="Hele eurocenten.")]
Soort = Literal["subsidie", "vergoeding", "lening", "fiscaal", "in-natura", "recht", "beleid"]
Partij = Literal["inwoner", "werkgever", "aanbieder", "samenwerking"]
Uitslag = Literal["ja", "nee", "hangt-af", "niet-van-kracht", "niet-bekend"]
FeitWaarde = bool | int | str | list[str]


class Bron(BaseModel):
    """Waar iets staat: document, plaats en adres."""

    document: str
    plaats: str
    url: str | None


class Bedrag(BaseModel):
    """Wat er wordt betaald als de uitkomst ja is, in hele eurocenten. Zonder `max` is er geen plafond."""

    min: Cents
    max: Cents | None


class OpenPunt(BaseModel):
    """Iets waar de uitkomst nog van afhangt: een feit, een oordeel, of iets wat wij niet kunnen uitdrukken."""

    soort: Literal["feit", "oordeel", "niet-uitgedrukt"]
    naam: str


class BeoordeeldeVoorwaarde(BaseModel):
    """Eén voorwaarde: voldaan (ja), niet voldaan (nee) of nog open."""

    id: str
    uitkomst: Literal["ja", "nee", "open"]
    zin: str
    bron: Bron


class WatHelpt(BaseModel):
    """Wat iemand kan veranderen, of de dag waarop het vanzelf opengaat."""

    wijzig: dict[str, FeitWaarde] = _left_out("Feiten met hun nieuwe waarde.")
    vanaf: Day = _left_out("De eerste dag waarop het anders is.")
    wordt: Uitslag


class WatNu(BaseModel):
    """De volgende stap, en waar iemand terecht kan."""

    zin: str
    url: str | None
    loket: str | None


class NietUitgedrukt(BaseModel):
    """Een voorwaarde uit de bron die wij niet als regel konden schrijven. Zij blijft open."""

    zin: str
    bron: Bron


class Bewijs(BaseModel):
    """Genoeg om hetzelfde antwoord later opnieuw te geven."""

    versie: str = Field(description="id@eerste-dag", examples=["volwasseneneducatie@2018-01-01"])
    hash: str
    woordenHash: str
    programma: str
    op: Day
    taal: Literal["nl", "en"]
    feiten: dict[str, FeitWaarde]


class Uitkomst(BaseModel):
    """Wat één regeling op één dag over iemand zegt. Bij beleid valt niets te beslissen: daar ontbreekt `uitkomst`."""

    id: str
    naam: str
    soort: Soort
    aanvrager: Partij
    ontvanger: Partij
    voor: Partij
    samenvatting: str
    uitkomst: Uitslag = _left_out("Ontbreekt bij soort beleid.")
    bedrag: Bedrag | None = Field(description="null: hulp zonder geld, of het kan geen ja worden.")
    bedragPer: str | None
    bedragHangtAfVan: list[str] = Field(description="De feiten die nog bepalen hoe hoog het bedrag is.")
    hangtAfVan: list[OpenPunt]
    voorwaarden: list[BeoordeeldeVoorwaarde]
    watZouHelpen: list[WatHelpt]
    watNu: WatNu
    waarschuwingen: list[str]
    nietUitgedrukt: list[NietUitgedrukt]
    bewijs: Bewijs | None


class VolgendeVraag(BaseModel):
    """De vraag die nu het meest oplevert."""

    feit: str
    vraag: str
    waarom: str


class Deelbetaling(BaseModel):
    """Wat één regeling van de opleiding betaalt, in centen."""

    id: str
    naam: str
    soort: Soort
    bedrag: int
    waaromMinder: str | None = Field(
        description="Waarom dit minder is dan zij alleen zou betalen, als een grens dat doet."
    )
    bron: Bron | None = Field(description="Waar die grens staat.")


class NietGebruikt(BaseModel):
    """Een regeling voor zulke kosten die niet in de combinatie zit, en waarom."""

    id: str
    naam: str
    waarom: str
    bron: Bron | None


class Combinatie(BaseModel):
    """De beste combinatie die mag: het minste eigen geld, dan de minste schuld, dan de minste aanvragen."""

    kosten: int
    eigenGeld: int = Field(description="Wat u zelf betaalt, als u alles hebt gekregen wat hier staat.")
    lenen: int
    laterTerug: int = Field(description="Wat later terugkomt, als minder belasting.")
    zin: str
    regelingen: list[Deelbetaling]
    nietGebruikt: list[NietGebruikt]


class Samen(BaseModel):
    """Wat samen mag voor één opleiding: wat zeker is, en wat het kan worden."""

    voor: Partij
    zeker: Combinatie | None
    mogelijk: Combinatie | None


class RegioNaam(BaseModel):
    code: str
    naam: str


class VeelVraag(BaseModel):
    """Werk waar werkgevers in een regio te weinig mensen voor vinden."""

    beroep: str
    vacaturesPerWerkzoekende: float
    zin: str


class BronVanCijfers(BaseModel):
    aanbieder: str
    tabel: str
    opgehaald: Day | None


class InUwRegio(BaseModel):
    """Waar werkgevers rond iemands woonplaats mensen voor zoeken. `periode` is een kwartaal, zoals 2026KW03."""

    regio: RegioNaam
    periode: str
    veelVraag: list[VeelVraag]
    bron: BronVanCijfers
    voorbeeld: bool = Field(description="Deze lijst is verzonnen: gebruik haar niet.")


class Overzicht(BaseModel):
    """Alles wat iemands opleiding op een dag kan betalen, het zekere ja voorop."""

    op: Day = Field(
        description="De dag waarvoor dit geldt. Noemt de aanvraag geen dag, dan is het vandaag in Nederland."
    )
    regelingen: list[Uitkomst]
    volgendeVraag: VolgendeVraag | None
    samen: list[Samen] = Field(description="Leeg als de kosten van de opleiding niet bekend zijn.")
    inUwRegio: InUwRegio | None = Field(description="Null zonder gemeente, of waar geen bron haar regio zegt.")


class Feit(BaseModel):
    """Iets wat bekend kan zijn. Wat ontbreekt hangt van het type af: waarden, min en max, of een patroon."""

    naam: str
    type: Literal["ja-nee", "geheel-getal", "geld", "percentage", "datum", "een-van", "verzameling", "ladder", "code"]
    eigenaar: Literal["persoon", "werkgever", "opleiding", "samenwerking"]
    waarden: list[str] = _left_out("De waarden die kunnen, bij een ladder van laag naar hoog.")
    min: int | str = _left_out("De laagste waarde op deze dag.")
    max: int | str | None = _left_out("De hoogste waarde op deze dag; null: zo hoog als u wilt.")
    magLeegZijn: bool = _left_out("Of een verzameling leeg mag zijn.")
    patroon: str = _left_out("De vorm van een code, als reguliere expressie.")
    eenheid: str | None = _left_out("De eenheid, of een voorbeeld van een code.")
    grenzen: list[FeitWaarde] = Field(
        description="Waar regels op deze dag een grens trekken: van elk stuk de eerste waarde, of een voorbeeld."
    )
    afgeleidVan: list[str] = Field(description="Niet leeg: dit feit rekenen wij zelf uit.")
    veranderbaar: bool
    gevoelig: bool
    vraag: str | None
    uitleg: str | None
    waarom: str = _left_out("Waarom wij het vragen.")
    label: str = _left_out("Het feit in een paar woorden.")
    labels: dict[str, str] = _left_out("Elke waarde in een paar woorden.")


class Deel(BaseModel):
    """Een deel van wat niet samen kan: een feit, hoe het wordt vergeleken, en waarmee."""

    feit: str
    bewerking: str = Field(examples=["=", "in", "has", "overlaps", "is empty", "<=", "not in"])
    waarde: FeitWaarde | None


class NietSamen(BaseModel):
    """Wat niet samen kan: wie aan alle delen voldoet, bestaat niet."""

    id: str
    feiten: list[str]
    als: str
    alle: list[Deel]
    zin: str
    bron: Bron


class Feiten(BaseModel):
    """Alle feiten met hun grenzen op een dag, en wat niet samen kan: genoeg om elk profiel af te maken."""

    op: Day
    feiten: list[Feit]
    nietSamen: list[NietSamen]


class Aanvraagtijdvak(BaseModel):
    """Of er nu kan worden aangevraagd, en vanaf welke dag weer."""

    open: bool
    volgende: Day | None


class Aanvraag(BaseModel):
    """Of er op deze dag kan worden aangevraagd, door wie dan ook."""

    stand: Literal["open", "gaat-open", "gesloten", "niet-bekend", "niet-van-kracht"]
    vanaf: Day | None = Field(description="De eerste latere dag waarop het open is, als wij die kennen.")
    tot: Day | None = Field(description="De eerste dag waarop het dicht is, als wij die kennen.")
    geldKanOpZijn: bool = Field(description="De regeling zegt dat het geld eerder op kan zijn.")


class Regeling(BaseModel):
    """Een regeling in één regel."""

    id: str
    naam: str
    soort: Soort
    aanvrager: Partij
    ontvanger: Partij
    voor: Partij
    samenvatting: str
    opDezeDag: Literal["van-kracht", "niet-van-kracht", "niet-bekend"]
    aanvraag: Aanvraag | None = Field(description="null: beleid, daar vraagt niemand iets aan.")
    aanvraagtijdvak: Aanvraagtijdvak | None = Field(description="null: aanvragen kan altijd.")
    hash: str
    nagekekenOp: Day | None = Field(description="De dag waarop iemand de regeling naast de bron legde.")


class Adres(BaseModel):
    """Een adres."""

    href: str


class Adressen(BaseModel):
    """Deze bladzijde en de bladzijden eromheen; wat er niet is, ontbreekt."""

    self: Adres
    first: Adres
    prev: Adres = _left_out("De bladzijde hiervoor.")
    next: Adres = _left_out("De bladzijde hierna.")
    last: Adres


class Regelingen(BaseModel):
    """Een bladzijde met regelingen."""

    model_config = ConfigDict(populate_by_name=True)

    op: Day
    totaal: int = Field(description="Hoeveel regelingen er op alle bladzijden samen staan.")
    page: int
    pageSize: int
    regelingen: list[Regeling]
    links: Adressen = Field(alias="_links")


class Tijdvak(BaseModel):
    """Van de eerste dag tot de eerste dag waarop het niet meer geldt; null: zonder begin of eind."""

    van: Day | None
    tot: Day | None
    bron: Bron


class OnbekendeTijd(BaseModel):
    """Dagen waarvan wij niets weten, en waar naar gezocht is."""

    van: Day | None
    tot: Day | None
    waarom: str | None


class Voorwaarde(BaseModel):
    """Een voorwaarde zoals zij in de bron staat."""

    id: str
    soort: str
    zin: str
    regel: str | None
    beslist: str | None = Field(description="Wie hierover beslist, als het een oordeel is.")
    tijdvakken: list[Tijdvak]
    bron: Bron


class GenoemdBedrag(BaseModel):
    """Een getal uit de wet, met de dagen waarop het geldt."""

    naam: str
    waarde: int | str | list[str]
    tekst: str
    gemeenten: list[str] = Field(description="De namen van de gemeenten, als `waarde` een lijst van gemeenten is.")
    van: Day | None
    tot: Day | None
    bron: Bron


class Som(BaseModel):
    """Wat er wordt betaald, en voor wie; zonder `als` voor alle anderen."""

    als: str | None
    som: str


class Betaling(BaseModel):
    """Wat er wordt betaald, met de dagen waarop dat geldt."""

    bedrag: list[Som]
    hoogstens: bool
    per: str | None
    van: Day | None
    tot: Day | None
    bron: Bron


class ZinMetBron(BaseModel):
    """Een zin en waar zij op berust."""

    zin: str
    bron: Bron


class Verhouding(BaseModel):
    """Hoe een regeling zich tot een andere verhoudt, of hoeveel zij samen hoogstens betalen."""

    soort: Literal["excludes", "follows", "together_at_most"]
    regeling: str | None = Field(
        description="De andere regeling; leeg als alle hulp samen telt, of als `samenMet` meer noemt."
    )
    samenMet: list[str] = Field(
        description="De regelingen die in de som meetellen; leeg is alle hulp die u niet terugbetaalt."
    )
    zin: str
    bron: Bron


class Duur(BaseModel):
    """Een tijd in hele maanden en dagen; een week is 7 dagen."""

    maanden: int
    dagen: int


class MomentVanDeOpleiding(BaseModel):
    """Een moment van de opleiding, of een tijd ervoor of erna. Zonder `kant` is het dat moment zelf."""

    moment: Literal[
        "inschrijving",
        "start",
        "einde",
        "betaling",
        "studiejaar",
        "einde-studiejaar",
        "einde-jaar",
        "einde-opleidingsjaar",
        "einde-contract",
    ]
    kant: Literal["voor", "na"] | None
    duur: Duur | None


class AanvraagOfBetaling(BaseModel):
    """Wat een bron zegt over aanvragen, betalen, beslissen of stukken. Zonder bron is het niet bekend."""

    over: Literal["aanvragen", "betalen", "beslissen", "stukken"]
    zin: str
    aanvragenVanaf: MomentVanDeOpleiding | None = Field(description="Eerder kan de aanvraag niet.")
    aanvragenTot: MomentVanDeOpleiding | None = Field(description="Vanaf dit moment kan de aanvraag niet meer.")
    betaald: Literal["vooraf", "in-delen", "achteraf", "lagere-prijs", "minder-belasting", "in-natura"] | None
    aan: Literal["inwoner", "werkgever", "aanbieder", "samenwerking"] | None = Field(
        description="Wie het geld ontvangt."
    )
    voorgeschotenDoor: Literal["inwoner", "werkgever", "aanbieder", "samenwerking"] | None = Field(
        description="Wie eerst zelf betaalt; leeg als niemand dat hoeft, of als het niet bekend is."
    )
    beslistermijn: Duur | None
    stukken: list[str]
    van: Day | None
    tot: Day | None
    bron: Bron | None


class HeleRegeling(Regeling):
    """Een regeling met haar versies, voorwaarden, bedragen en bronnen."""

    getoondVoor: Day
    bedragZin: str | None
    watNu: WatNu
    versies: list[Tijdvak]
    nietVanKracht: list[Tijdvak]
    nietBekend: list[OnbekendeTijd] = Field(description="De dagen waarvan wij geen regels kennen.")
    aanvraagtijdvakken: list[Tijdvak] = Field(description="Elk tijdvak van elke versie, op volgorde.")
    voorwaarden: list[Voorwaarde]
    bedragen: list[GenoemdBedrag]
    betaling: list[Betaling]
    waarschuwingen: list[ZinMetBron]
    verhoudingen: list[Verhouding]
    aanvragenEnBetalen: list[AanvraagOfBetaling] = Field(
        description="Wanneer u aanvraagt, wanneer het geld komt, hoe lang de beslissing duurt, welke stukken."
    )
    hoortBij: list[str] = Field(description="Bij beleid: de regelingen waar het bij hoort.")
    bronnen: list[Bron] = Field(description="Bij beleid: waar de beschrijving vandaan komt.")
    rijen: list[str] = Field(description="De rijen van de brondocumenten die deze regeling beantwoordt.")


class Verwijzing(BaseModel):
    """Een plaats in de wet, met de namen van `legalBasis` in regelrecht; wat niet zeker is ontbreekt."""

    bwb_id: str = Field(pattern="^BWBR[0-9]{7}$")
    article: str | None = _left_out("Het artikel, als het er zeker één is.")
    paragraph: str | None = _left_out("Het lid, als het er zeker één is.")
    juriconnect: str


class BronBij(Bron):
    """Een bron, met het deel van de regel dat erop steunt."""

    bij: str
    verwijzing: Verwijzing | None


class BoekRegeling(BaseModel):
    """Een regeling zoals die is opgeschreven (scheme.yaml en words), met al haar bronnen."""

    id: str
    hash: str
    nagekekenOp: Day | None
    regel: dict[str, Any]
    woorden: dict[str, dict[str, Any]]
    bronnen: list[BronBij]


class Boek(BaseModel):
    """Het hele boek, in een vorm die teruggelezen kan worden."""

    vorm: Literal["doorleren-boek/1"]
    programma: str
    regelingen: list[BoekRegeling]
    feiten: dict[str, Any] = Field(description="De feiten, wat eruit volgt en wat niet samen kan.")
    tabellen: dict[str, list[list[str | None]]] = Field(description="Rijen: sleutel, waarde, van, tot.")
    algemeneWoorden: dict[str, dict[str, Any]]


class Probleem(BaseModel):
    """Eén probleem: waar het staat, wat er is, wat er werd verwacht, en wat u nu kunt doen."""

    waar: str = Field(description="Bijvoorbeeld feiten.gemeente, query: op, header: Content-Type, of body.")
    wat: str
    verwacht: str
    watNu: str


class Problemen(BaseModel):
    """Waarom er geen antwoord is, volgens RFC 9457; alle problemen tegelijk."""

    status: int
    title: str
    detail: str
    problemen: list[Probleem]
