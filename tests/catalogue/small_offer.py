# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Some sixty courses made up by hand, and what somebody who types a few words must find among them.

Knows: names as providers write them, and words as people type them.
Leaves: the asking (test_search_words, and the benchmark).
"""

from datetime import date
from typing import Final

from doorleren.catalogue import Course, Level, Offering, Origin, Place, Provider
from doorleren.catalogue.search import Row

DAY: Final = date(2026, 2, 1)
HERE: Final = Origin("by hand", "small")

PLACES: Final = {
    "Groningen": Place("Groningen", latitude=53.219, longitude=6.567),
    "Assen": Place("Assen", latitude=52.993, longitude=6.564),
    "Leeuwarden": Place("Leeuwarden", latitude=53.201, longitude=5.799),
    "Emmen": Place("Emmen", latitude=52.786, longitude=6.897),
    "Den Haag": Place("Den Haag", latitude=52.078, longitude=4.288),
    "Haren": Place("Haren", latitude=53.172, longitude=6.609),
    "Dieren": Place("Dieren"),
}

# name | about | kind | subject | town | moment | way | price in euros | level
COURSES: Final = """
Computercursus voor beginners | Rustig leren omgaan met muis en toetsenbord. | cursus | digitaal | Groningen | avond | klassikaal | 75 |
Klik & Tik: digitale vaardigheden | Oefen met internet en e-mail. | basisvaardigheden | digitaal | Groningen | dag | klassikaal | 0 | 1
Excel basis | Tabellen, formules en grafieken. | cursus | digitaal | Assen | avond | klassikaal | 199 |
Excel gevorderd | Draaitabellen. | cursus | digitaal | | | online | 149 |
Werken met Word | Brieven en verslagen. | cursus | digitaal | Leeuwarden | dag | klassikaal | 120 |
Programmeren met Python | De eerste programma's. | cursus | ict | | | online | 349 |
Netwerkbeheerder | Servers en netwerken. | mbo_bbl | ict | Groningen | dag | klassikaal | | 4
Websites bouwen met WordPress | Een eigen site. | cursus | ict | Emmen | avond | klassikaal | 245 |
Smartphone en tablet | Appen, bellen en foto's. | basisvaardigheden | digitaal | Emmen | dag | klassikaal | 0 | 1
Lascursus MIG/MAG | Lassen van staal. | cursus | techniek | Assen | avond | werkplek | 650 |
Allround lasser | Ook TIG en elektrode. | mbo_bbl | techniek | Groningen | dag | werkplek | | 3
Metaalbewerken | Zagen, boren en vijlen. | mbo_bbl | techniek | Emmen | dag | werkplek | | 2
CNC-frezen | Verspanen met de computer. | cursus | techniek | Groningen | dag | werkplek | 890 |
Monteur elektrotechnische installaties | Kabels en groepenkasten. | mbo_bbl | techniek | Leeuwarden | dag | werkplek | | 2
NEN 3140 vakbekwaam persoon | Veilig werken aan laagspanning. | certificaat | techniek | Assen | dag | klassikaal | 225 |
Monteur werktuigkundige installaties | Leidingen, verwarming en sanitair. | mbo_bbl | techniek | Groningen | dag | werkplek | | 2
Warmtepompen installeren | Van ontwerp tot onderhoud. | cursus | techniek | Groningen | dag | gemengd | 795 |
Zonnepanelen monteren | Op het dak en achter de meter. | cursus | techniek | Emmen | weekend | werkplek | 495 |
Mechatronica | Machines onderhouden. | mbo_bol | techniek | Leeuwarden | dag | klassikaal | | 4
Procesoperator | Werken in de fabriek. | mbo_bbl | techniek | Groningen | dag | werkplek | | 3
Verpleegkundige | Zorg voor zieke mensen. | mbo_bbl | zorg | Leeuwarden | dag | gemengd | | 4
HBO-Verpleegkunde deeltijd | Bachelor. | hbo | zorg | Groningen | avond | gemengd | 2530 | 6
Verzorgende IG | In de wijk of het verpleeghuis. | mbo_bbl | zorg | Assen | dag | gemengd | | 3
Helpende zorg en welzijn | De eerste stap. | mbo_bbl | zorg | Emmen | dag | gemengd | | 2
Omgaan met dementie | Voor wie ouderen helpt. | cursus | zorg | | | online | 60 |
Pedagogisch medewerker kinderopvang | Spelen en verzorgen. | mbo_bbl | zorg | Groningen | dag | gemengd | | 3
Onderwijsassistent | Helpen in de klas. | mbo_bol | onderwijs | Assen | dag | klassikaal | | 4
Doktersassistent | Aan de balie van de praktijk. | mbo_bol | zorg | Groningen | dag | klassikaal | | 4
Begeleider gehandicaptenzorg | Wonen en werken. | mbo_bbl | zorg | Leeuwarden | dag | gemengd | | 3
Bedrijfshulpverlening (BHV) | Brand, ongeval en ontruiming. | certificaat | overig | Groningen | dag | klassikaal | 175 |
EHBO volledig | Eerste hulp met diploma. | certificaat | overig | Assen | avond | klassikaal | 210 |
VCA Basis | Veiligheid op de bouwplaats. | certificaat | bouw | Emmen | dag | klassikaal | 160 |
Heftruckchauffeur | Met certificaat. | certificaat | logistiek | Assen | dag | werkplek | 275 |
Vrachtwagenrijbewijs C | Theorie en praktijk. | cursus | logistiek | Emmen | dag | werkplek | 3200 |
Code 95 nascholing | Zeven uur. | cursus | logistiek | Assen | weekend | klassikaal | 140 |
Rijbewijs D touringcar | Personen vervoeren. | cursus | logistiek | Groningen | dag | werkplek | 2900 |
Logistiek medewerker | Magazijn en voorraad. | mbo_bbl | logistiek | Groningen | dag | werkplek | | 2
Timmerman | Kozijnen, daken en vloeren. | mbo_bbl | bouw | Leeuwarden | dag | werkplek | | 2
Metselen voor beginners | Een muur die recht staat. | cursus | bouw | Groningen | weekend | werkplek | 320 |
Schilder | Binnen en buiten. | mbo_bbl | bouw | Assen | dag | werkplek | | 2
Stukadoor | Wanden en plafonds. | mbo_bbl | bouw | Emmen | dag | werkplek | | 2
Machinist grondverzet | De graafmachine. | mbo_bbl | bouw | Emmen | dag | werkplek | | 3
Kok | Koken in een restaurant. | mbo_bbl | horeca | Groningen | dag | werkplek | | 2
Gastheer/gastvrouw horeca | Bediening. | mbo_bbl | horeca | Leeuwarden | dag | werkplek | | 2
Sociale hygiëne | Nodig voor een vergunning. | certificaat | horeca | Groningen | avond | klassikaal | 150 |
Brood en banket | Ambachtelijk. | mbo_bbl | horeca | Assen | dag | werkplek | | 2
Basiskennis Boekhouden (BKB) | Balans en grootboek. | certificaat | administratie | Groningen | avond | klassikaal | 695 |
Praktijkdiploma Boekhouden | PDB. | certificaat | administratie | | | zelfstudie | 895 |
Medewerker secretariaat | Agenda en post. | mbo_bol | administratie | Assen | dag | klassikaal | | 3
Salarisadministrateur | Van bruto naar netto. | cursus | administratie | | | online | 1100 |
Nederlands als tweede taal (NT2) | Naar het staatsexamen. | basisvaardigheden | taal | Groningen | avond | klassikaal | 0 | 2
Beter lezen en schrijven | Voor wie moeite heeft met taal. | basisvaardigheden | taal | Assen | dag | klassikaal | 0 | 1
Rekenen in het dagelijks leven | Sommen en geld. | basisvaardigheden | rekenen | Emmen | dag | klassikaal | 0 | 1
Engels spreken | Gesprekken. | cursus | taal | Den Haag | avond | klassikaal | 260 |
Hovenier | Tuinen aanleggen. | mbo_bbl | groen | Leeuwarden | dag | werkplek | | 2
Werken met de motorkettingzaag | Bomen veilig vellen. | certificaat | groen | Assen | dag | werkplek | 380 |
Dierenverzorging | Huisdieren en boerderijdieren. | mbo_bol | groen | Emmen | dag | klassikaal | | 3
Kapper | Knippen en kleuren van haar. | mbo_bbl | overig | Groningen | dag | werkplek | | 2
Haren knippen voor thuis | Voor ouders. | cursus | overig | Leeuwarden | avond | klassikaal | 45 |
Beveiliger | Toezicht en veiligheid. | mbo_bbl | overig | Groningen | dag | gemengd | | 2
Schoonmaken in de zorg | Hygiënisch werken. | praktijkverklaring | overig | Dieren | dag | werkplek | 0 | 1
Solliciteren met succes | Brief, cv en gesprek. | cursus | overig | Haren | avond | klassikaal | 35 |
Leidinggeven op de werkvloer | Voor teamleiders. | cursus | overig | Groningen | avond | klassikaal | 540 |
EVC-traject techniek | Laat zien wat u kunt. | evc | techniek | Groningen | | gemengd | 1250 |
Coöperatief ondernemen | Samen een bedrijf. | cursus | overig | Assen | avond | klassikaal | 90 |
"""

QUESTIONS: Final = (
    ("computer cursus avond groningen", ("Computercursus voor beginners",)),
    ("computercursus", ("Computercursus voor beginners",)),
    ("cursus computer", ("Computercursus voor beginners", "Klik & Tik: digitale vaardigheden")),
    ("pc les", ("Computercursus voor beginners",)),
    ("leren werken met de laptop", ("Computercursus voor beginners", "Klik & Tik: digitale vaardigheden")),
    ("komputer", ("Computercursus voor beginners",)),
    ("exel", ("Excel basis", "Excel gevorderd")),
    ("eksel avond", ("Excel basis",)),
    ("mobieltje", ("Smartphone en tablet",)),
    ("website maken", ("Websites bouwen met WordPress",)),
    ("programeren", ("Programmeren met Python",)),
    ("netwerkbeheer", ("Netwerkbeheerder",)),
    ("lasen", ("Lascursus MIG/MAG", "Allround lasser")),
    ("las cursus", ("Lascursus MIG/MAG", "Allround lasser")),
    ("gelast staal", ("Lascursus MIG/MAG",)),
    ("lasopleiding", ("Allround lasser", "Lascursus MIG/MAG")),
    ("elektricien", ("Monteur elektrotechnische installaties",)),
    ("loodgieter", ("Monteur werktuigkundige installaties", "Warmtepompen installeren")),
    ("cv monteur", ("Monteur werktuigkundige installaties",)),
    ("warmtepomp", ("Warmtepompen installeren",)),
    ("zonnepaneel weekend", ("Zonnepanelen monteren",)),
    ("verpleegkundge", ("Verpleegkundige", "HBO-Verpleegkunde deeltijd")),
    ("verpleegkundigeopleiding", ("Verpleegkundige",)),
    ("zuster worden", ("Verpleegkundige",)),
    ("ik wil in de zorg werken", ("Helpende zorg en welzijn", "Verzorgende IG", "Verpleegkundige")),
    ("verpleegkunde hbo", ("HBO-Verpleegkunde deeltijd",)),
    ("dementiecursus thuis", ("Omgaan met dementie",)),
    ("crèche", ("Pedagogisch medewerker kinderopvang",)),
    ("hulp in de klas", ("Onderwijsassistent",)),
    ("bhv", ("Bedrijfshulpverlening (BHV)",)),
    ("bedrijfshulpverlener", ("Bedrijfshulpverlening (BHV)",)),
    ("eerste hulp", ("EHBO volledig",)),
    ("heftruk", ("Heftruckchauffeur",)),
    ("heft truck", ("Heftruckchauffeur",)),
    ("vorkheftruck assen", ("Heftruckchauffeur",)),
    ("rijbewijs", ("Rijbewijs D touringcar", "Vrachtwagenrijbewijs C")),
    ("rijbewijs vrachtwagen", ("Vrachtwagenrijbewijs C",)),
    ("vrachtwagenchauffeur", ("Vrachtwagenrijbewijs C", "Code 95 nascholing")),
    ("buschauffeur", ("Rijbewijs D touringcar",)),
    ("magazijnmedewerker", ("Logistiek medewerker",)),
    ("timmeren", ("Timmerman",)),
    ("metselaar", ("Metselen voor beginners",)),
    ("huisschilder", ("Schilder",)),
    ("stucen", ("Stukadoor",)),
    ("kraanmachinist", ("Machinist grondverzet",)),
    ("koken", ("Kok",)),
    ("ober", ("Gastheer/gastvrouw horeca",)),
    ("bakker", ("Brood en banket",)),
    ("sociale hygiene", ("Sociale hygiëne",)),
    ("boekhauden", ("Basiskennis Boekhouden (BKB)", "Praktijkdiploma Boekhouden")),
    ("boekhouder avond", ("Basiskennis Boekhouden (BKB)",)),
    ("secretaresse", ("Medewerker secretariaat",)),
    ("loonadministratie", ("Salarisadministrateur",)),
    ("inburgering", ("Nederlands als tweede taal (NT2)",)),
    ("nederlands leren groningen", ("Nederlands als tweede taal (NT2)",)),
    ("leren lezen", ("Beter lezen en schrijven",)),
    ("laaggeletterd", ("Beter lezen en schrijven",)),
    ("sommen maken", ("Rekenen in het dagelijks leven",)),
    ("engelse les den haag", ("Engels spreken",)),
    ("tuinman", ("Hovenier",)),
    ("bomen zagen", ("Werken met de motorkettingzaag",)),
    ("dieren", ("Dierenverzorging",)),
    ("haren knippen", ("Haren knippen voor thuis", "Kapper")),
    ("kapster", ("Kapper",)),
    ("bewaker", ("Beveiliger",)),
    ("poetsen", ("Schoonmaken in de zorg",)),
    ("sollicitatiebrief", ("Solliciteren met succes",)),
    ("solisiteren", ("Solliciteren met succes",)),
    ("teamleider", ("Leidinggeven op de werkvloer",)),
    ("ervaringscertificaat", ("EVC-traject techniek",)),
    ("cooperatief", ("Coöperatief ondernemen",)),
    ("gratis cursus taal", ("Nederlands als tweede taal (NT2)", "Beter lezen en schrijven")),
)
"""Words as they are typed, and the courses that must be among the first ten."""


def small_offer() -> list[Row]:
    """One offering of each course, by one provider."""
    provider = Provider("p-hand", "Voorbeeldschool Noord", HERE)
    lines = [line for line in COURSES.strip().splitlines() if line]
    return [_row(n, [part.strip() for part in line.split("|")], provider) for n, line in enumerate(lines)]


def names_of(rows: list[Row]) -> dict[str, str]:
    """The name of each course by its id."""
    return {row.course.id: row.course.name for row in rows}


def _row(n: int, parts: list[str], provider: Provider) -> Row:
    name, about, kind, subject, town, moment, way, price, level = parts
    course = Course(
        id=f"c-{n:03}",
        provider=provider.id,
        name=name,
        origin=HERE,
        about=about,
        kind=kind,
        subjects=frozenset({subject}),
        level=Level(nlqf=level or None),
    )
    offering = Offering(
        id=f"o-{n:03}",
        course=course.id,
        origin=HERE,
        start=date(2026, 3, 1 + n % 28),
        moments=frozenset({moment} if moment else ()),
        way=way,
        place=PLACES[town] if town else None,
        price_cents=int(price) * 100 if price else None,
    )
    return Row(offering, course, provider)
