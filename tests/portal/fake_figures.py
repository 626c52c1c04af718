# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A few invented regions and figures, one for each thing that a page about them must be able to say.

The figures, the verdicts and the outlook are written down here, not worked out: the pages are tested, not the tests
behind an arrow.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from doorleren.basics import Said, said
from doorleren.journeys.watch_parts import (
    BackTest,
    Became,
    Break,
    Card,
    Download,
    Expected,
    Indicator,
    IndicatorInFull,
    OnMap,
    Outlook,
    Parts,
    Point,
    Region,
    RegionInSight,
    RegionKind,
    Series,
    SideBySide,
    Verdict,
    read_span,
)
from doorleren.region.indicators import Document, SeriesSource, TensionClass

FETCHED = datetime(2026, 11, 3, 13, 5, tzinfo=UTC)
PAPER = Document("Uitvoeringsplan", "5.1", "")

COUNTRY = Region("NL01", "Nederland", "land")
GRONINGEN = Region("PV20", "Groningen", "provincie")
DRENTHE = Region("PV22", "Drenthe", "provincie")
WORK_REGION = Region("AM01", "Groningen", "arbeidsmarktregio")
EEMSDELTA = Region("GM1979", "Eemsdelta", "gemeente", date(2021, 1, 1))
LOPPERSUM = Region("GM0024", "Loppersum", "gemeente", None, date(2021, 1, 1))
HAREN = Region("GM0017", "Haren", "gemeente", None, date(2019, 1, 1))
NORTH = Region("noord-nederland", "Noord-Nederland", "groep")
ALL = (COUNTRY, GRONINGEN, DRENTHE, WORK_REGION, EEMSDELTA, LOPPERSUM, HAREN, NORTH)


def _source(table: str, covers: tuple[RegionKind, ...], *, adjusted: bool = False, tried: bool = True) -> SeriesSource:
    return SeriesSource(
        "cbs", table, covers, {}, "Perioden", "kwartaal", adjusted, tried, Document("Tabel", table), "RegioS"
    )


PARTICIPATION = Indicator(
    id="arbeidsdeelname",
    name=said("Mensen met betaald werk", "People with paid work"),
    theme="arbeidsdeelname",
    definition=said("Hoeveel mensen van 15 tot 75 jaar werk hebben.", "How many people aged 15 to 75 have work."),
    unit=said("%", "%"),
    decimals=1,
    log=False,
    relevant=1.0,
    relevant_why=said("Zo veel wil het programma bereiken.", "That is what the programme wants to reach."),
    goals=(PAPER,),
    says_not=(said("Hoeveel uur mensen werken.", "How many hours people work."),),
    sources=(_source("80590voorbeeld", ("land", "provincie", "arbeidsmarktregio"), adjusted=True),),
)
TENSION = Indicator(
    id="spanning",
    name=said("Krapte", "Tightness"),
    theme="spanning",
    definition=said("Vacatures per werkzoekende.", "Vacancies per person who looks for work."),
    unit=said("vacatures per werkzoekende", "vacancies per person"),
    decimals=2,
    log=True,
    relevant=10.0,
    relevant_why=said("Dan verandert vaak de klasse.", "Then the class often changes."),
    goals=(),
    says_not=(),
    sources=(_source("spanning", ("land", "arbeidsmarktregio", "provincie"), tried=False),),
    classes=(
        TensionClass(said("krap", "tight"), 1.5, 4.0, date(2018, 1, 1), None, PAPER),
        TensionClass(said("zeer krap", "very tight"), 4.0, None, date(2018, 1, 1), None, PAPER),
    ),
)
SEEKERS = Indicator(
    id="werkzoekenden",
    name=said("Mensen die werk zoeken", "People who look for work"),
    theme="werkzoekenden",
    definition=said("Hoeveel mensen bij UWV staan.", "How many people are with UWV."),
    unit=said("mensen", "people"),
    decimals=0,
    log=False,
    relevant=100.0,
    relevant_why=said("Dat is een klas vol.", "That fills some classes."),
    goals=(),
    says_not=(),
    sources=(_source("werkzoekenden", ("land", "provincie", "gemeente")),),
    adds_up=True,
)
INCOME = Indicator(
    id="inkomen",
    name=said("Inkomen per huishouden", "Income per household"),
    theme="inkomen",
    definition=said("Wat een huishouden kan uitgeven.", "What a household can spend."),
    unit=said("euro", "euro"),
    decimals=0,
    log=True,
    relevant=1.0,
    relevant_why=said("Dat merkt men.", "One notices that."),
    goals=(PAPER,),
    says_not=(),
    sources=(_source("inkomen", ("land",)),),
    regional_nowhere=said("CBS geeft dit alleen voor heel Nederland.", "CBS gives this for the country only."),
)
OUTFLOW = Indicator(
    id="uitstroom",
    name=said("Uitstroom naar werk", "Outflow to work"),
    theme="werkzoekenden",
    definition=said("Hoeveel mensen werk vinden.", "How many people find work."),
    unit=said("mensen", "people"),
    decimals=0,
    log=False,
    relevant=1.0,
    relevant_why=said("Elk telt.", "Each counts."),
    goals=(PAPER,),
    says_not=(),
    sources=(),
    nowhere=said("Wij zochten bij CBS en UWV.", "We looked at CBS and UWV."),
)
INDICATORS = (PARTICIPATION, TENSION, SEEKERS, INCOME, OUTFLOW)


def download(table: str, made_up: bool) -> Download:
    return Download("cbs", table, f"{table}-1", FETCHED, "ab12", 100, "https://example.org", made_up=made_up)


def _points(values: Sequence[float | None], last: str = "2026KW03") -> tuple[Point, ...]:
    end = read_span(last)
    found = []
    for back, value in enumerate(reversed(values)):
        span = end.shifted(-back)
        status = "Voorlopig" if back == 0 else "Definitief"
        reason = None if value is not None else ("Confidential" if back % 2 else "ontbreekt")
        found.append(Point(span, value, reason, status))
    return tuple(reversed(found))


VALUES: Mapping[tuple[str, str], tuple[float | None, ...]] = {
    ("arbeidsdeelname", "NL01"): tuple(70.0 + step / 10 for step in range(30)),
    ("arbeidsdeelname", "PV20"): tuple(68.0 + step / 8 for step in range(30)),
    ("arbeidsdeelname", "PV22"): tuple(67.0 + step / 9 for step in range(30)),
    ("arbeidsdeelname", "AM01"): tuple(68.0 + step / 7 for step in range(30)),
    ("spanning", "NL01"): (2.1, 2.2, 2.3, 2.4, 2.5, 2.4, 2.3, 2.2),
    ("spanning", "PV20"): (3.1, 3.2, 3.3, 3.4, 3.5, 3.4, 3.3, 3.2),
    ("spanning", "AM01"): (4.1, 4.2, 4.3, 4.4, 4.5, 4.4, 4.3, 4.2),
    ("werkzoekenden", "NL01"): tuple(500_000.0 - 1_000 * step for step in range(30)),
    ("werkzoekenden", "PV20"): (None, 12_000, None, None, 13_500, 12_800, 12_345, 12_001),
    ("werkzoekenden", "GM1979"): (900, 890, 880, None, 870, 860, 850, 840),
    ("inkomen", "NL01"): (32_000, 33_000, 34_000, 35_000),
}

BROKEN = Break(date(2025, 7, 1), said("UWV telt anders sinds juli.", "UWV counts otherwise since July."), "UWV, 2025")


def verdicts_of(indicator: Indicator, region: Region) -> tuple[Verdict, ...]:
    before, year, after = (read_span(code) for code in ("2026KW02", "2025KW03", "2026KW03"))
    if indicator is PARTICIPATION:
        return (
            Verdict("kwartaal", "niet-duidelijk", 0.1, before, after, 0.3, 0.5),
            Verdict("jaar", "omhoog", 0.5, year, after, 0.4, 0.6),
            *(() if region is COUNTRY else (Verdict("land", "omlaag", -0.2, year, after, 0.1, 0.2),)),
        )
    if indicator is SEEKERS:
        why = said("De telling veranderde in juli 2025.", "The count changed in July 2025.")
        return (
            Verdict("kwartaal", "omlaag", -344.0, before, after, 200.0, 300.0),
            Verdict("jaar", "geen-oordeel", why_not=why),
        )
    return (Verdict("jaar", "niet-duidelijk", -1.2, year, after, 8.0, 12.0),)


class FakeRegions:
    """The invented regions; who looks for a part of a name finds it."""

    def find(self, words: str, on: date | None = None) -> tuple[Region, ...]:
        wanted = words.casefold()
        return tuple(one for one in ALL if wanted in one.name.casefold() or wanted == one.code.casefold())

    def near(self, words: str) -> tuple[Region, ...]:
        return ()

    def followed(self, code: str, on: date) -> object:
        raise NotImplementedError

    def region(self, code: str) -> Region | None:
        wanted = code.removeprefix("2025").casefold()
        return next((one for one in ALL if one.code.casefold() == wanted), None)

    def of_kind(self, kind: RegionKind, on: date) -> tuple[Region, ...]:
        return tuple(one for one in ALL if one.kind == kind and one.existed_on(on))

    def parts(self, code: str, kind: RegionKind, on: date) -> Parts:
        inside = {
            ("PV20", "gemeente"): ("GM1979",),
            ("AM01", "gemeente"): ("GM1979",),
            ("PV20", "arbeidsmarktregio"): ("AM01",),
            ("noord-nederland", "provincie"): ("PV20", "PV22"),
        }.get((code, kind), ())
        exact = kind != "arbeidsmarktregio"
        why = (
            None if exact else said("Een deel van deze regio ligt in Drenthe.", "A part of this region is in Drenthe.")
        )
        return Parts(code, on, inside, exact, why, "CBS")

    def around(self, code: str, on: date) -> tuple[Region, ...]:
        return {
            "GM1979": (WORK_REGION, GRONINGEN, NORTH, COUNTRY),
            "PV20": (NORTH, COUNTRY),
            "PV22": (NORTH, COUNTRY),
        }.get(code, () if code == "NL01" else (COUNTRY,))

    def became(self, code: str) -> Became | None:
        if code == "GM0024":
            return Became(code, date(2021, 1, 1), "opgegaan", ("GM1979",), "CBS, gemeenten 2021")
        if code == "GM0017":
            return Became(code, date(2019, 1, 1), "niet-bekend", (), "CBS, gemeenten 2019")
        return None

    def came_from(self, code: str) -> tuple[Became, ...]:
        return (Became("GM0024", date(2021, 1, 1), "opgegaan", ("GM1979",), "CBS"),) if code == "GM1979" else ()


class FakeFigures:
    """The invented figures; `made_up`: whether they say of themselves that they are examples, but for the indicator
    `real`. `composed`: "sum" or "why not" of what there was before a region."""

    def __init__(self, made_up: bool = False, real: str = "") -> None:
        self.made_up, self.real = made_up, real
        self.composed = ""
        self.regions = FakeRegions()
        self.indicators: Sequence[Indicator] = INDICATORS
        self.edition = "1"

    def card(self, indicator: Indicator, region: Region, on: date, as_of: datetime | None = None) -> Card:
        values = VALUES.get((indicator.id, region.code))
        series = self._series(indicator, region, on) if values else None
        latest = series.latest if series else None
        if series is None or latest is None:
            why = indicator.nowhere or indicator.regional_nowhere
            why = why or said("De bron heeft deze regio niet.", "The source does not have this region.")
            return Card(indicator, region, None, None, None, (), why, nothing=why)
        country = self._series(indicator, COUNTRY, on).at(latest.span) if region is not COUNTRY else None
        return Card(
            indicator=indicator,
            region=region,
            series=series,
            source=indicator.sources[0],
            latest=latest,
            verdicts=verdicts_of(indicator, region),
            sentence=said("Een zin over dit cijfer.", "A sentence about this figure."),
            class_name=next(
                (one.name for one in indicator.classes if (one.above or 0) < (latest.value or 0) <= (one.up_to or 99)),
                None,
            ),
            country=country,
        )

    def _series(self, indicator: Indicator, region: Region, on: date) -> Series:
        values = VALUES[indicator.id, region.code]
        breaks = (BROKEN,) if indicator is SEEKERS else ()
        brought = (download(indicator.sources[0].table, self.made_up and indicator.id != self.real),)
        series = Series(indicator.id, region.code, _points(values), brought, breaks, indicator is PARTICIPATION)
        return replace(series, log=indicator.log).until(on)

    def in_sight(self, region: Region, on: date, as_of: datetime | None = None) -> RegionInSight:
        kinds: tuple[RegionKind, ...] = ("provincie", "arbeidsmarktregio", "gemeente")
        parts = {kind: self.regions.parts(region.code, kind, on) for kind in kinds}
        return RegionInSight(
            region=region,
            on=on,
            cards=tuple(self.card(one, region, on, as_of) for one in self.indicators),
            around=self.regions.around(region.code, on),
            parts={kind: one for kind, one in parts.items() if one.codes},
            became=self.regions.became(region.code),
            came_from=self.regions.came_from(region.code),
        )

    def in_full(self, indicator: Indicator, region: Region, on: date, as_of: datetime | None = None) -> IndicatorInFull:
        card = self.card(indicator, region, on, as_of)
        country = self._series(indicator, COUNTRY, on) if card.series and region is not COUNTRY else None
        if indicator is PARTICIPATION:
            outlook = Outlook(
                expected=tuple(
                    Expected(read_span(f"{code}"), 72.0 + n / 10, 71.5, 72.9, 71.0, 73.4)
                    for n, code in enumerate(("2026KW04", "2027KW01"))
                ),
                back_tests=(BackTest(1, 24, 79.2, 95.8, 0.31, 0.44), BackTest(2, 23, 82.6, 91.3, 0.39, 0.52)),
                method=said("Wij trekken de lijn door.", "We go on with the line."),
            )
        else:
            outlook = Outlook(silent=said("Er zijn te weinig cijfers om te raden.", "There are too few figures."))
        downloads = card.series.downloads if card.series else ()
        return IndicatorInFull(card, outlook, country, (), downloads, self._before(card.series))

    def _before(self, series: Series | None) -> Series | Said | None:
        if self.composed == "why not":
            return said("Percentages kunt u niet optellen.", "Percentages cannot be added up.")
        if self.composed != "sum" or series is None:
            return None
        earlier = Point(read_span("2020KW04"), 1_000.0)
        return replace(series, points=(earlier, *series.points), composed_of=("GM0024",))

    def side_by_side(
        self, indicator: Indicator, regions: Sequence[Region], on: date, as_of: datetime | None = None
    ) -> SideBySide:
        return SideBySide(indicator, tuple(self.card(indicator, one, on, as_of) for one in regions))

    def on_map(self, indicator: Indicator, kind: RegionKind, on: date, as_of: datetime | None = None) -> OnMap:
        there = self.regions.of_kind(kind, on)
        return OnMap(indicator, kind, on, {one.code: self.card(indicator, one, on, as_of) for one in there})

    def covered(self, indicator: Indicator) -> tuple[RegionKind, ...]:
        return tuple(dict.fromkeys(kind for one in indicator.sources for kind in one.covers))
