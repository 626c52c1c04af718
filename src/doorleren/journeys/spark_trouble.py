# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why Spark could not count, in the words of somebody who has to do something about it.

Knows: what each trouble means for who typed the command. Leaves: finding out which trouble it is (`on_spark`).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ..basics import Problem, Said, said
from ..population.on_spark import OLDEST_JAVA, SparkTrouble, Trouble

_JAVA: Final = f"Java {OLDEST_JAVA}"
_SAID: Final[Mapping[Trouble, tuple[Said, Said, Said]]] = {
    Trouble.NO_MASTER: (
        said("«{detail}» is geen adres van Spark.", "«{detail}» is no address of Spark."),
        said("local[2], spark://host:7077, yarn of k8s://…", "local[2], spark://host:7077, yarn or k8s://…"),
        said("Verbeter het adres.", "Correct the address."),
    ),
    Trouble.NO_PYSPARK: (
        said("Spark is hier niet geïnstalleerd.", "Spark is not installed here."),
        said("het pakket pyspark", "the package pyspark"),
        said(
            "Typ: pip install 'doorleren[spark]'. Of laat --spark weg: dan rekent deze computer zelf.",
            "Type: pip install 'doorleren[spark]'. Or leave out --spark: then this computer does the work.",
        ),
    ),
    Trouble.NO_JAVA: (
        said("Spark vindt hier geen Java dat het kan gebruiken.", "Spark finds no Java here that it can use."),
        said(
            f"{_JAVA} of nieuwer, in JAVA_HOME of op het pad",
            f"{_JAVA} or newer, in JAVA_HOME or on the path",
        ),
        said(
            "Installeer Java, bijvoorbeeld met: sudo apt-get install default-jre-headless.",
            "Install Java, for instance with: sudo apt-get install default-jre-headless.",
        ),
    ),
    Trouble.NO_CLUSTER: (
        said("Spark start niet. Het meldt: {detail}", "Spark does not start. It says: {detail}"),
        said("een Spark-cluster dat bereikbaar is", "a Spark cluster that can be reached"),
        said("Kijk of het cluster draait en of het adres klopt.", "See whether the cluster runs, and the address."),
    ),
    Trouble.NO_PACKAGE: (
        said("Op een werker van Spark ontbreekt «{detail}».", "A worker of Spark lacks «{detail}»."),
        said(
            "op elke werker Python met hetzelfde doorleren[spark]",
            "Python with the same doorleren[spark] on each worker",
        ),
        said(
            "Installeer het daar, en zeg met PYSPARK_PYTHON waar die Python staat.",
            "Install it there, and say with PYSPARK_PYTHON where that Python is.",
        ),
    ),
    Trouble.OTHER_PROGRAM: (
        said("Een werker van Spark heeft een andere versie.", "A worker of Spark has another version."),
        said(
            "overal dezelfde versie van Python en van doorleren", "the same version of Python and doorleren everywhere"
        ),
        said(
            "Installeer op elke werker de versie van deze computer.", "Install this computer's version on each worker."
        ),
    ),
    Trouble.NO_FILE: (
        said("Een werker van Spark kan het bestand niet vinden.", "A worker of Spark cannot find the file."),
        said("een bestand dat elke werker onder deze naam ziet", "a file that each worker sees under this name"),
        said("Zet het op een gedeelde schijf.", "Put it on a shared disk."),
    ),
    Trouble.UNREADABLE: (
        said("Spark kan dit bestand niet lezen. Het meldt: {detail}", "Spark cannot read this file. It says: {detail}"),
        said("een heel Parquet-bestand", "a whole Parquet file"),
        said("Laat --spark weg, of maak het bestand opnieuw.", "Leave out --spark, or make the file again."),
    ),
    Trouble.FAILED: (
        said("Spark is gestopt. Het meldt: {detail}", "Spark has stopped. It says: {detail}"),
        said("een cluster dat het werk afmaakt", "a cluster that finishes the work"),
        said(
            "Kijk in de meldingen van het cluster, en probeer het opnieuw.",
            "See what the cluster logged, and try again.",
        ),
    ),
}
_ABOUT_THE_FILE: Final = (Trouble.NO_FILE, Trouble.UNREADABLE)


def spark_problem(trouble: SparkTrouble, path: Path) -> Problem:
    """What stands in the way of asking Spark."""
    what, expected, what_now = _SAID[trouble.trouble]
    where = path.name if trouble.trouble in _ABOUT_THE_FILE else "--spark"
    told = said(what.nl.replace("{detail}", trouble.detail), what.en.replace("{detail}", trouble.detail))
    return Problem(where, told, expected, what_now)


def cannot_ask_spark(path: Path) -> list[Problem]:
    """What can be told before Spark is started: it reads Parquet only."""
    if path.suffix == ".parquet":
        return []
    return [
        Problem(
            path.name,
            said("Met --spark kunnen wij alleen Parquet lezen.", "With --spark we can read Parquet only."),
            said("een bestand op .parquet", "a file ending in .parquet"),
            said("Zet het bestand om, of laat --spark weg.", "Convert the file, or leave out --spark."),
        )
    ]
