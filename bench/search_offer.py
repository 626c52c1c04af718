# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A made-up offer of any size, the same each time: nobody can attend any of it.

Knows: how courses, offerings, towns and prices are drawn from word lists.
Leaves: what is measured with it (search).
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Final

from doorleren.catalogue import Course, Level, Offering, Origin, Place, Provider
from doorleren.catalogue.records import FORMS, KINDS, MOMENTS, RECOGNISERS, SUBJECTS, WAYS
from doorleren.catalogue.search import Row

PER_COURSE: Final = 5
FIRST_DAY: Final = date(2026, 1, 5)
ORIGIN: Final = Origin("made-up", "bench", example=False)

TOPICS: Final = """lassen|computer|verpleegkunde|boekhouden|heftruck|timmeren|Nederlands|Engels|rekenen|Excel|Word|
elektrotechniek|installatietechniek|horeca|koken|schilderen|metselen|logistiek|administratie|verkoop|marketing|
kapper|beveiliging|schoonmaak|kinderopvang|onderwijsassistent|dierenverzorging|hovenier|melkveehouderij|
programmeren|Python|websites bouwen|netwerkbeheer|cybersecurity|data-analyse|projectmanagement|leidinggeven|
solliciteren|BHV|EHBO|VCA|vrachtwagenrijbewijs|buschauffeur|taxichauffeur|zonnepanelen|warmtepompen|isolatie|
stratenmaken|dakdekken|stukadoren|mechatronica|CNC frezen|verspanen|procestechniek|laboratorium|doktersassistent|
apothekersassistent|tandartsassistent|thuiszorg|dementie|gehandicaptenzorg|jeugdzorg|sociaal werk|ggz|kraamzorg|
pedicure|massage|yoga|fotografie|naaien|bloemschikken|boomverzorging|natuurbeheer|paardenhouderij|bakker|slager|
barista|gastvrijheid|receptie|salarisadministratie|belastingrecht|verzekeringen|hypotheken|HRM|coaching|loopbaan|
budgetteren|taal|leren lezen en schrijven|NT2|inburgering|digitale vaardigheden|internet|smartphone|social media|
fotobewerking|AutoCAD|robotica|waterstof|windturbines|scheepsbouw|asbest|steigerbouw|kraanmachinist|grondverzet|
code 95|ADR|hoogwerker|autotechniek|fietstechniek|landbouwmachines""".replace("\n", "").split("|")
SHAPES: Final = (
    "Cursus {t}", "{t} voor beginners", "Basis {t}", "{T}", "Opleiding {t}", "{t} gevorderd",
    "Training {t} in {n} dagen",
    "Vakbekwaam in {t}", "{T}: van theorie naar praktijk", "Medewerker {t}", "Specialist {t} niveau {n}",
    "{t} met {w}", "{w} en {t}", "Workshop {t}", "Certificaat {t}", "Praktijkleren {t}", "{T} {w}",
)  # fmt: skip
FIRST: Final = """bedrijfs|bouw|zorg|kwaliteits|veiligheids|energie|machine|staal|hout|glas|water|lucht|grond|boom|
dier|voedings|kantoor|winkel|magazijn|klant|personeels|project|proces|product|systeem|netwerk|gegevens|taal|reken|
schrijf|gespreks|team|loopbaan|ontwikkelings|milieu|afval|klimaat|warmte|koel|elektro|meet|regel|teken|ontwerp|
onderhouds|montage|transport|voertuig|haven|spoor|weg|dak|gevel|vloer|wand|keuken|tuin|park|natuur|landschaps|akker|
vee|melk|kind|jeugd|ouderen|gezins|wijk|ziekenhuis|medicatie|wond|voet|huid|haar|sport|muziek|kunst|beeld|geluid|
film|pers|recht|belasting|verzekerings|pensioen|hypotheek|krediet|inkoop|verkoop|export|reis|hotel|feest|bakkerij|
slagerij""".replace("\n", "").split("|")
LAST: Final = """techniek|beheer|leer|kunde|vaardigheden|planning|controle|analyse|advies|begeleiding|beleid|zorg|
recht|administratie|organisatie|ontwikkeling|verwerking|bewerking|inspectie|veiligheid|kwaliteit|communicatie|
management|instructie|methode|praktijk|theorie|onderzoek|registratie|rapportage|installatie|montage|reparatie|
onderhoud|opslag|vervoer|logistiek|verkoop|bouw|constructie|tekening|meting|regeling|besturing|bediening|
voorbereiding|uitvoering|toezicht|handhaving|dienst|school|project|examen|stage|opdracht|gesprek|dossier|protocol|
materiaal|gereedschap|apparatuur|machine|systeem|programma|software|netwerk|platform|bestand|tabel|formulier|brief|
tekst|cijfer""".replace("\n", "").split("|")
SENTENCES: Final = (
    "In deze cursus leert u {a} en {b} stap voor stap.", "U werkt met {a}, {b} en {c}.",
    "Na afloop kunt u zelfstandig {a} uitvoeren.", "De lessen gaan over {a} en over {b}.",
    "U krijgt begeleiding bij {a}.", "Er is aandacht voor {a}, maar ook voor {b}.",
    "De opleiding bestaat uit {a}, {b} en een stage.", "Voor wie wil werken in {t} of {u}.",
    "Ervaring met {a} is handig, maar niet nodig.", "U oefent met {t} op de werkplek.",
    "Het examen gaat over {a} en {b}.", "Wij leren u omgaan met {t}.",
)  # fmt: skip
REAL_TOWNS: Final = """Groningen|Assen|Leeuwarden|Emmen|Drachten|Heerenveen|Sneek|Hoogeveen|Meppel|Delfzijl|
Appingedam|Stadskanaal|Veendam|Winschoten|Zwolle|Utrecht|Amsterdam|Rotterdam|Den Haag|Eindhoven|Haren|Leek|
Goes|Best""".replace("\n", "").split("|")


def offer(offerings: int) -> Iterator[Row]:
    """So many rows, five to a course on average."""
    draw = Random(5)
    places, providers = towns(), [provider(n) for n in range(1200)]
    many = offerings // PER_COURSE
    counted = 0
    for n in range(many):
        one = course(n, draw, providers)
        here = providers[int(one.provider[2:])]
        often = offerings - counted if n == many - 1 else min(int(draw.expovariate(1 / (PER_COURSE - 1))) + 1, 60)
        often = max(1, min(often, offerings - counted - (many - 1 - n)))
        for k in range(often):
            yield Row(offering(n, k, draw, places), one, here)
        counted += often


def word(draw: Random) -> str:
    """A long word; the first of the lists far more often than the last."""
    first = FIRST[int(len(FIRST) * draw.random() ** 2)]
    return first + LAST[int(len(LAST) * draw.random() ** 2)]


def towns() -> list[Place]:
    draw = Random(7)
    ends = "wolde veen um burg dorp dijk kerk huizen mond hoven zijl stede".split()
    starts = "Ooster Wester Noorder Zuider Nieuw Oud Hoog Laag Groot Klein Midden Over Onder Beek Berg Brug".split()
    names = [*REAL_TOWNS, *(a + b for a in starts for b in ends)]
    return [Place(name, latitude=51 + 2.4 * draw.random(), longitude=4 + 3 * draw.random()) for name in names]


def provider(n: int) -> Provider:
    draw = Random(f"provider{n}")
    name = f"{draw.choice(FIRST).capitalize()}{draw.choice(['school', 'academie', 'college', 'instituut'])} {n}"
    known = frozenset(draw.sample(RECOGNISERS, 1)) if draw.random() < 0.4 else frozenset()
    return Provider(f"p-{n:05}", name, ORIGIN, recognised_by=known)


def course(n: int, draw: Random, providers: list[Provider]) -> Course:
    topic = draw.choice(TOPICS)
    name = draw.choice(SHAPES).format(t=topic, T=topic[0].upper() + topic[1:], n=draw.randint(1, 5), w=word(draw))
    about = " ".join(
        draw.choice(SENTENCES).format(a=word(draw), b=word(draw), c=word(draw), t=topic, u=draw.choice(TOPICS))
        for _ in range(draw.randint(3, 9))
    )
    return Course(
        id=f"c-{n * 7919 % 1_000_003:07}",
        provider=draw.choice(providers).id,
        name=name[0].upper() + name[1:],
        origin=ORIGIN,
        about=about,
        kind=draw.choice(KINDS),
        level=Level(nlqf=draw.choice((None, "1", "2", "3", "4", "4+", "5", "6"))),
        subjects=frozenset(draw.sample(SUBJECTS, draw.randint(1, 2))),
        recognised_by=frozenset({"OCW"}) if draw.random() < 0.2 else frozenset(),
        words=(topic, word(draw)),
        free_with=frozenset({"leven-lang-ontwikkelen"}) if draw.random() < 0.05 else frozenset(),
    )


def offering(n: int, k: int, draw: Random, places: list[Place]) -> Offering:
    any_day = draw.random() < 0.1
    at_home = draw.random() < 0.15
    return Offering(
        id=f"o-{n:06}-{k:03}",
        course=f"c-{n * 7919 % 1_000_003:07}",
        origin=ORIGIN,
        start=None if any_day or draw.random() < 0.05 else FIRST_DAY + timedelta(days=draw.randint(-200, 500)),
        any_day=any_day,
        form="online" if at_home else draw.choice(FORMS),
        way="online" if at_home else draw.choice(WAYS),
        moments=frozenset(draw.sample(MOMENTS, draw.choice((0, 1, 1, 1, 2)))),
        language=draw.choice(("nl", "nl", "nl", "nl", "nl", "en", None)),
        place=None if at_home else places[int(len(places) * draw.random() ** 1.5)],
        price_cents=draw.choice((None, 0, 0, 9_500, 24_900, 45_000, 89_500, 149_500, 295_000, 620_000)),
    )
