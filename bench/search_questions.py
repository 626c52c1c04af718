# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people ask, as the benchmark asks it: words as they are typed, and with filters.

Knows: a fixed set of questions.
Leaves: what is measured (search).
"""

from dataclasses import replace
from datetime import date
from typing import Any, Final

from doorleren.catalogue.search import Wanted

DAY: Final = date(2026, 2, 1)
TYPED: Final = """computer cursus avond groningen|computercursus|cursus computer|leren werken met de computer|
pc les ouderen|lasen|lassen|lascursus|las cursus assen|lasser worden|mig mag lassen|verpleegkundge|verpleegkundige|
verpleegkundigeopleiding|verpleegkundige bbl|zorg opleiding leeuwarden|iets in de zorg|thuiszorg in de buurt|
dementie cursus online|exel|eksel|excel|excel cursus avond|vrachtwagenrijbewijs|vrachtwagen rijbewijs|
rijbewijs c emmen|chauffeur worden|heftruck|heftruk|heftruckcertificaat gratis|boekhouden|boekhauden|
boekhouding thuis|administratie mbo|administratief medewerker deeltijd|nederlands leren|nederlans|
inburgering groningen|nt2 avond|leren lezen|leren lezen en schrijven|taalcursus|engels|engels weekend|
engelse taal niveau 2|rekenen|rekencursus volwassenen|bhv|bhv cursus zwolle|ehbo|vca|vca online|hovenier|
tuinman worden|groen opleiding|loodgieter|cv monteur|cvmonteur|installatietechniek bbl|elektricien|elektriciën|
elektra cursus utrecht|zonnepanelen|zonnepanelen leggen|warmtepomp|warmtepompen monteur|isoleren|kok|koken|
koksopleiding|horeca avond|barista|bakker worden|slager|kapper|kapster haren|haren knippen|schoonmaak|
schoonmaken gratis|beveiliger|beveiliging weekend|kinderopvang|kinderopvang bbl niveau 3|onderwijsassistent|
onderwijsassistent drachten|juf worden|programmeren|programeren|programmeur python|python|website maken|
websites bouwen online|netwerk beheer|cybersecurity hbo|data analist|data analyse deeltijd|projectmanagement|
projektmanagement|leidinggeven|leidinggevende training|solliciteren|solisiteren|sollicitatiebrief|social media|
facebook|smartphone|telefoon les|ipad|internet voor beginners|digitale vaardigheden|digitaal|klik en tik|autocad|
technisch tekenen|robot|robotica|waterstof|windmolens|scheepsbouw|asbest|steigers bouwen|kraanmachinist|
graafmachine|code 95|code95|adr|hoogwerker|autotechniek|automonteur|fietsenmaker|fiets repareren|tractor|
stratenmaker|dakdekker|stukadoor|stucen|metselen|metselaar bbl|timmerman|timmeren weekend|schilder|
schilderen voor beginners|mechatronica|cnc|frezen|verspanen niveau 2|procesoperator|laborant|doktersassistent|
apothekersassistente|tandartsassistente|gehandicaptenzorg|jeugdzorg hbo|sociaal werk|ggz|kraamzorg|pedicure|masage|
yoga|fotografie|naaien|bloemschikken|boom zagen|natuurbeheer|paarden|dieren|dierenverzorging|boer|receptionist|
gastvrijheid|salarisadministratie|belasting|verzekeringen|hypotheek|personeelszaken|hrm|coach|loopbaanadvies|
schulden|omgaan met geld|ict|it opleiding|cursus|opleiding|gratis cursus|avondcursus|online cursus|mbo|hbo deeltijd|
werken en leren|ik wil graag iets met mijn handen doen in de techniek|ik wil een baan in de zorg|
wat kan ik leren in groningen|cursus voor beginners met weinig geld|techniek|bouw|zorg|logistiek|magazijn|winkel|
verkoper|marketing|secretaresse|bedrijfszorg|kwaliteitscontrole|veiligheidskunde|xqzvw|asdf lassen|""".replace(
    "\n", ""
).split("|")
FILTERED: Final[tuple[dict[str, Any], ...]] = (
    {"town": "Groningen"},
    {"moments": frozenset({"avond"})},
    {"near": (53.2, 6.56), "within_km": 25, "sort": "near"},
    {"price_max_cents": 25_000, "sort": "price"},
    {"kinds": frozenset({"mbo_bbl", "mbo_bol"}), "levels": frozenset({"2", "3"})},
    {"ways": frozenset({"online"}), "languages": frozenset({"nl"}), "sort": "start"},
    {"recognised": True, "subjects": frozenset({"zorg", "techniek"})},
    {"start_before": date(2026, 6, 1), "forms": frozenset({"deeltijd"}), "town": "Assen"},
)


def questions() -> list[Wanted]:
    """Each text as it is, and every second one with filters too."""
    plain = [Wanted(DAY, text) for text in TYPED]
    with_filters = [replace(one, **FILTERED[n % len(FILTERED)]) for n, one in enumerate(plain[::2])]
    only_filters = [Wanted(DAY, **one) for one in FILTERED]
    return [*plain, *with_filters, *only_filters]
