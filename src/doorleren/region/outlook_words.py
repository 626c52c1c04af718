# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is said of a forecast: how it was made, or why there is none.

Knows: the sentences. Leaves: when they hold (`outlook`).
"""

from typing import Final

from ..basics import Said, said
from .periods import SpanKind

MANY: Final[dict[SpanKind, Said]] = {
    "maand": said("maanden", "months"),
    "kwartaal": said("kwartalen", "quarters"),
    "halfjaar": said("halve jaren", "half-years"),
    "jaar": said("jaren", "years"),
    "schooljaar": said("schooljaren", "school years"),
}

SMOOTHED: Final = said(
    "Wij kijken hoe hoog het cijfer staat, welke kant het op gaat en wat elk jaar terugkomt. Dat trekken wij door. "
    "Nieuwe cijfers tellen zwaarder dan oude. (Exponentiële afvlakking, met statsmodels.)",
    "We look at how high the figure is, which way it goes and what comes back each year, and go on like that. "
    "New figures weigh more than old ones. (Exponential smoothing, with statsmodels.)",
)
AS_LAST: Final = said(
    "We verwachten hetzelfde als het laatste cijfer. Een slimmere methode deed het in het verleden niet duidelijk "
    "beter. De grenzen zeggen hoe ver zo'n verwachting er vroeger naast zat.",
    "We expect the same as the last figure. A cleverer method did not do clearly better in the past. "
    "The bounds say how far off such a forecast used to be.",
)
AS_YEAR_BEFORE: Final = said(
    "We verwachten hetzelfde als een jaar eerder in dezelfde tijd. Een slimmere methode deed het in het verleden niet "
    "duidelijk beter. De grenzen zeggen hoe ver zo'n verwachting er vroeger naast zat.",
    "We expect the same as at that time a year before. A cleverer method did not do clearly better in the past. "
    "The bounds say how far off such a forecast used to be.",
)

NOTHING: Final = said(
    "Er zijn geen cijfers, dus ook geen verwachting.",
    "There are no figures, so there is no forecast either.",
)
NO_YEAR: Final = said(
    "We maken alleen een verwachting van cijfers per maand, kwartaal, half jaar of jaar.",
    "We only make a forecast of figures by month, quarter, half-year or year.",
)
ENDED: Final = said(
    "Er komen al een tijd geen nieuwe cijfers. Daarom geven wij geen verwachting.",
    "There have been no new figures for some time. That is why we give no forecast.",
)
ALWAYS_THE_SAME: Final = said(
    "Dit cijfer veranderde zo zelden dat wij niet kunnen zeggen hoe onzeker het is. Daarom geven wij geen verwachting.",
    "This figure changed so rarely that we cannot say how uncertain it is. That is why we give no forecast.",
)
LAST_ONE_STRAYS: Final = said(
    "Het laatste cijfer wijkt heel sterk af van wat er was. Misschien klopt het niet, misschien is er iets groots "
    "gebeurd. Tot dat duidelijk is, geven wij geen verwachting.",
    "The last figure is very far from what was there before. It may be wrong, or something large may have happened. "
    "Until that is clear, we give no forecast.",
)
NOT_HONEST: Final = said(
    "Wij hebben onze verwachting nagerekend op het verleden. Ze klopte minder vaak, of juist vaker, dan wij zouden "
    "zeggen. Daarom geven wij geen verwachting.",
    "We checked our forecast against the past. It held less often, or more often, than we would say. "
    "That is why we give no forecast.",
)
CHANGES_SOON: Final = said(
    "De cijfers worden binnenkort op een andere manier gemaakt. Daarom geven wij geen verwachting.",
    "The figures will soon be made in another way. That is why we give no forecast.",
)


def too_short(kind: SpanKind, have: int, least: int) -> Said:
    return said(
        f"Voor een eerlijke verwachting zijn minstens {least} {MANY[kind].nl} achter elkaar nodig. "
        f"Wij hebben er {have}.",
        f"An honest forecast needs at least {least} {MANY[kind].en} in a row. We have {have}.",
    )


def too_short_since_break(kind: SpanKind, have: int, least: int) -> Said:
    return said(
        f"De cijfers zijn sinds kort niet meer te vergelijken met die van vroeger. Sindsdien hebben wij {have} "
        f"{MANY[kind].nl}. Voor een eerlijke verwachting zijn er minstens {least} nodig.",
        f"The figures can no longer be compared with those of before. Since then we have {have} {MANY[kind].en}. "
        f"An honest forecast needs at least {least}.",
    )


def too_many_holes(kind: SpanKind, have: int, least: int) -> Said:
    return said(
        f"Er ontbreken cijfers, of er staat een cijfer tussen dat niet kan kloppen. Daarna hebben wij er {have} achter "
        f"elkaar. Voor een eerlijke verwachting zijn minstens {least} {MANY[kind].nl} achter elkaar nodig.",
        f"Figures are missing, or one of them cannot be right. After that we have {have} in a row. "
        f"An honest forecast needs at least {least} {MANY[kind].en} in a row.",
    )
