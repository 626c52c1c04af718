# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What residents of the north type, and what they must then see among the first of the example offer.

Knows: words as people type them (mistakes, dialect, English, whole sentences), written down before the synonyms and
wishes were looked at. `a/b` is one of both.
Leaves: the asking (test_search_residents).
"""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from doorleren.catalogue import Course, Offering, Provider
from doorleren.catalogue.examples import examples
from doorleren.catalogue.search import Row

DAY: Final = date(2026, 11, 21)
OWN: Final = "voorbeeld-"
"""How the id of each course of the example offer begins."""

TYPED: Final = """
# --- the computer
computer cursus avond groningen | 1 | computercursus-groningen
computercursus | 3 | computercursus-groningen
leren werken met computers | 3 | computer-voor-beginners
ik wil leren werken met computers | 3 | computer-voor-beginners
omgaan met de computer | 5 | computer-voor-beginners/computerles-fryslan/eerste-stappen-computer
computur les voor ouderen | 3 | eerste-stappen-computer/computerles-drenthe
learn computers | 3 | computer-voor-beginners
I want to learn to work with computers | 3 | computer-voor-beginners
computer course evening | 3 | computercursus-groningen
computer lessons library | 3 | computerles-drenthe
cursus pc beginners loppersum | 3 | computer-voor-beginners
ik snap niks van me telefoon | 3 | smartphone-en-tablet
whatsapp leren | 3 | beeldbellen-en-appen
digid aanvragen | 3 | overheid-online
ipad cursus | 3 | smartphone-en-tablet
eksel | 3 | excel-basis excel-gevorderd
exel voor gevorderden | 1 | excel-gevorderd
excel | 2 | excel-basis excel-gevorderd
word | 3 | word-basis
typediploma | 3 | typen-met-tien-vingers
blind typen | 3 | typen-met-tien-vingers
photoshop | 5 | foto-en-film
autocad | 3 | technisch-tekenen
python | 2 | python-voor-beginners python-en-data
pyton programeren | 3 | python-voor-beginners
leren programmeren | 3 | python-voor-beginners
programmeur worden | 5 | python-voor-beginners/software-ontwikkelaar-bol
website bouwen | 3 | website-maken websites-bouwen
cyber security | 3 | veiligheid-van-computers
hacker worden | 5 | veiligheid-van-computers
internet bankieren | 2 | online-bankieren
online oplichting voorkomen | 3 | veilig-online
ict helpdesk | 2 | helpdesk-medewerker
data analyse | 3 | data-analist
databases sql | 3 | sql-gegevens-opvragen
# --- language and sums
nederlans leren | 5 | nederlands-leren-a1
learn dutch | 3 | nederlands-leren-a1/nederlands-leren-a2
dutch language course groningen | 3 | nederlands-leren-a2
nt2 b1 | 3 | nederlands-leren-b1
inburgering | 5 | nederlands-leren-a2/nederlands-leren-b1
niet goed kunnen lezen | 5 | beter-lezen-en-schrijven/lezen-en-schrijven-eemsdelta
ik kan niet goed lezen en schrijven | 3 | beter-lezen-en-schrijven/lezen-en-schrijven-eemsdelta
laaggeletterd | 5 | beter-lezen-en-schrijven/lezen-en-schrijven-eemsdelta/nederlands-fryslan
taalhuis | 5 | beter-lezen-en-schrijven/lezen-en-schrijven-eemsdelta
brieven van de gemeente begrijpen | 3 | formulieren-en-brieven
engels leren | 3 | engels-basis
engelse les beginners assen | 2 | engels-basis
english course | 3 | engels-basis
duits emmen | 2 | duits-voor-de-grensstreek
frysk leare | 3 | fries-leren
rekenen | 3 | rekenen-voor-elke-dag/rekenen-drenthe
ik wil beter leren rekenen | 3 | rekenen-voor-elke-dag/rekenen-drenthe
schulden geld omgaan | 3 | grip-op-uw-geld
budgetteren | 3 | grip-op-uw-geld
voorlezen kinderen | 2 | voorlezen-met-uw-kind
d en t fouten | 5 | spelling-opfrissen
mavo diploma halen | 3 | vavo-vmbo-tl
havo | 1 | vavo-havo
# --- care
verpleegster | 3 | verpleegkundige-bol/hbo-verpleegkunde-deeltijd
verpleegkundige worden | 3 | verpleegkundige-bol
zuster worden | 5 | verpleegkundige-bol/verzorgende-bbl
nurse | 3 | verpleegkundige-bol/hbo-verpleegkunde-deeltijd
ik wil iets met zorg doen maar ik heb geen diploma | 5 | kennismaken-met-zorg/basis-van-zorg
werken in de zorg zonder diploma | 5 | kennismaken-met-zorg/basis-van-zorg/helpende-bbl
met ouderen werken | 5 | zorg-bij-dementie/helpende-bbl/verzorgende-bbl/basis-van-zorg
demente bejaarden | 3 | zorg-bij-dementie
alzheimer | 3 | zorg-bij-dementie
thuiszorg | 5 | basis-van-zorg/helpende-bbl/verzorgende-bbl/kennismaken-met-zorg
verzorgende ig | 3 | verzorgende-bbl verzorgende-derde-leerweg
helpende niveau 2 bbl winschoten | 1 | helpende-bbl
palliatieve zorg | 2 | zorg-in-de-laatste-fase
kinderopvang | 3 | pedagogisch-werk-bbl
peuterspeelzaal juf | 5 | pedagogisch-werk-bbl
ehbo | 1 | eerste-hulp-ehbo
first aid | 1 | eerste-hulp-ehbo
reanimatie | 3 | eerste-hulp-ehbo
bhv drachten | 1 | bhv-bedrijfshulp
medicatie toedienen | 2 | medicijnen-geven
dokters assistente | 1 | doktersassistent-bbl
care for elderly | 5 | zorg-bij-dementie/basis-van-zorg/helpende-bbl
rugpijn tillen | 2 | tillen-zonder-pijn
maatschappelijk werk | 3 | sociaal-werk-bol
# --- hands
elektrisien | 3 | elektra-in-huis
electricien worden | 3 | elektra-in-huis
loodgieter | 5 | monteur-installaties-bbl
cv monteur | 5 | monteur-installaties-bbl/warmtepompen-installeren
lassen | 5 | lassen-kennismaken lassen-mig-mag-1
lascursus beginners | 3 | lassen-kennismaken
leren lassen in het weekend | 2 | lassen-kennismaken
tig lassen avond | 2 | lassen-tig-1
welding | 3 | lassen-kennismaken/lassen-mig-mag-1
warmtepompmonteur | 3 | monteur-warmtepomp-derde-leerweg
zonnepanelen leggen | 1 | zonnepanelen-monteren
zonepaneelen | 2 | zonnepanelen-monteren
solar panels | 2 | zonnepanelen-monteren
automonteur | 2 | autotechnicus-bbl
auto's repareren | 2 | autotechnicus-bbl
fietsenmaker | 2 | fietsen-repareren-leerbaan
timmerman | 3 | timmerman-bbl timmeren-certificaat/timmeren-voor-beginners
hout bewerken | 5 | timmeren-voor-beginners
stukadoor | 1 | stukadoren
plafond stucen | 2 | stukadoren
huisschilder | 3 | schilderen-vakwerk
badkamer tegelen | 2 | tegels-zetten
huis isoleren | 1 | isoleren-van-huizen
stratenmaker | 5 | wegenbouwer-bbl
aardbeving | 2 | aardbevingsbestendig-bouwen
vca | 2 | vca-basis vca-leidinggevenden
vca zaterdag | 1 | vca-basis
vca vol | 2 | vca-leidinggevenden
windmolen | 1 | windmolens-onderhoud
waterstof | 1 | module-waterstof
cnc | 1 | cnc-draaien-en-frezen
nen 3140 | 3 | veilig-werken-met-stroom
# --- on the road, in the kitchen, in the garden, in the office
heftruk | 2 | heftruck-rijbewijs heftruck-herhaling
heftruckcertificaat verlengen | 2 | heftruck-herhaling
forklift | 2 | heftruck-rijbewijs
vrachtwagenchauffeur | 1 | chauffeur-vrachtwagen
truck rijbuwijs | 3 | chauffeur-vrachtwagen
groot rijbewijs | 3 | chauffeur-vrachtwagen
rijbewijs c | 2 | chauffeur-vrachtwagen
code 95 | 2 | code-95-nascholing
orderpicker | 3 | magazijn-en-scanner/logistiek-medewerker-bbl
kok worden | 2 | koken-als-vak
koken | 1 | koken-als-vak
serveerster | 2 | bediening
ober | 2 | bediening
barman vergunning alcohol | 2 | sociale-hygiene
bakker | 1 | bakker-bbl
hovenier | 2 | hovenier-bbl tuinen-aanleggen
tuinman | 3 | hovenier-bbl tuinen-aanleggen
boer | 3 | duurzaam-boeren
boekhouding | 2 | boekhouden-basis
boekhouder worden avond thuis | 2 | boekhouden-basis
accounting | 3 | boekhouden-basis
salarisadministratie | 2 | salaris-administratie
secretaresse | 1 | secretaresse
receptioniste | 3 | secretaresse
call center | 3 | klantcontact
zzp beginnen | 2 | eigen-bedrijf-starten
voor mezelf beginnen | 2 | eigen-bedrijf-starten
onderwijs assistent | 1 | onderwijsassistent-certificaat
juf worden | 3 | pabo-deeltijd
leraar worden | 3 | pabo-deeltijd leraar-techniek
geen idee wat ik wil | 3 | wat-wil-ik-worden
beroepskeuze | 2 | wat-wil-ik-worden
loopbaan advies | 3 | wat-wil-ik-worden
evc | 2 | evc-ervaring-laten-erkennen evc-in-de-zorg
diploma op basis van ervaring | 3 | evc-ervaring-laten-erkennen/evc-in-de-zorg
mbo 1 | 3 | entree-bbl
leidinggeven magazijn | 1 | logistiek-teamleider
hbo verpleegkunde groningen | 1 | hbo-verpleegkunde-deeltijd
"koken als vak" | 1 | koken-als-vak
🍳 koken 👨‍🍳 | 1 | koken-als-vak
KOKEN!!! | 1 | koken-als-vak
# --- a second list, written after the first was mended: 47 of these 50 were right at once
leren mailen | 3 | internet-en-mail/computer-voor-beginners
tekstverwerken | 3 | word-basis
spreadsheet maken | 3 | excel-basis
foto's bewerken | 3 | foto-en-film
mobiele telefoon cursus groningen | 3 | smartphone-en-tablet
zoom videobellen | 2 | beeldbellen-en-appen
veilig internetten | 2 | veilig-online
baan zoeken via internet | 3 | online-solliciteren
html css | 1 | websites-bouwen
netwerkbeheerder | 5 | netwerken-basis/ict-beheerder-bbl
software tester | 1 | software-testen
cloud | 1 | werken-in-de-cloud
nederlands voor werk | 3 | nederlands-leren-b1/taal-op-de-werkvloer
I want to learn Dutch in the evening in Emmen | 3 | nederlands-leren-a1
taalfouten in brieven | 3 | spelling-opfrissen/formulieren-en-brieven
duits leren | 1 | duits-voor-de-grensstreek
omgaan met geld | 2 | grip-op-uw-geld
vmbo diploma halen | 1 | vavo-vmbo-tl
hulp in verpleeghuis worden | 5 | helpende-bbl/verzorgende-bbl/zorg-bij-dementie
medicijnen uitdelen | 2 | medicijnen-geven
gehandicapten begeleiden | 3 | begeleiden-in-de-zorg
verplegster hbo | 1 | hbo-verpleegkunde-deeltijd
reanimeren aed | 2 | eerste-hulp-ehbo
crèche leidster | 2 | pedagogisch-werk-bbl
lasser worden in delfzijl | 3 | lassen-kennismaken/lassen-mig-mag-1
warmtepomp instaleren | 1 | warmtepompen-installeren
groepenkast stroom aanleggen | 3 | elektra-in-huis
laadpaal | 1 | laadpalen-aansluiten
plc programmeren | 2 | machines-sturen-plc
fabriek werken operator | 2 | operator-bbl
metselaar | 1 | metselen-en-voegen
muren verven | 3 | schilderen-vakwerk
stijger bouwen | 2 | steigers-bouwen
wegwerker asfalt | 2 | wegenbouwer-bbl
magazijn medewerker heerenveen | 2 | magazijn-en-scanner/logistiek-medewerker-bbl
reachtruk | 1 | reachtruck-rijden
truck driver licence | 3 | chauffeur-vrachtwagen
brood bakken | 1 | bakker-bbl
tuin aanleggen | 1 | tuinen-aanleggen
administratie medewerker financieel | 3 | financieel-medewerker-bol/boekhouden-basis
eigen zaak starten | 1 | eigen-bedrijf-starten
telefoniste | 2 | klantcontact/secretaresse
leerkracht basisschool | 1 | pabo-deeltijd
klassenassistente | 2 | onderwijsassistent-certificaat
ervaring laten erkennen zorg | 1 | evc-in-de-zorg
stagebegeleider worden | 2 | leermeester-op-het-werk
windmolens onderhoud | 1 | windmolens-onderhoud
auto monteur bbl emmen | 1 | autotechnicus-bbl
fiets maken | 2 | fietsen-repareren-leerbaan
ik kin net lêze | 5 | beter-lezen-en-schrijven/lezen-en-schrijven-eemsdelta/nederlands-fryslan
"""


class Typed(NamedTuple):
    """Somebody's words, and what must be among the first so many; of each group one."""

    words: str
    first: int
    needed: tuple[frozenset[str], ...]

    @property
    def courses(self) -> list[set[str]]:
        """The same groups, by the ids of their courses."""
        return [{OWN + one for one in group} for group in self.needed]

    def missing(self, seen: list[str]) -> list[str]:
        """What is not among the courses seen."""
        first = set(seen[: self.first])
        return ["/".join(sorted(group)) for group in self.needed if not group & first]


def typed() -> tuple[Typed, ...]:
    """All of them."""
    lines = (line.split(" | ") for line in TYPED.splitlines() if line and not line.startswith("#"))
    return tuple(
        Typed(words, int(first), tuple(frozenset(one.split("/")) for one in needed.split()))
        for words, first, needed in lines
    )


def example_rows() -> Iterator[Row]:
    """Every offering of the example offer, with its course and provider."""
    records = list(examples(last_year=2028))
    providers = {one.id: one for one in records if isinstance(one, Provider)}
    courses = {one.id: one for one in records if isinstance(one, Course)}
    for one in records:
        if isinstance(one, Offering):
            course = courses[one.course]
            yield Row(one, course, providers.get(course.provider))
