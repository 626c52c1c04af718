# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tables: visits that are going on, the offer with where it came from, and plans that somebody asked us to keep."""

from datetime import date, datetime
from typing import ClassVar

from django.db import models


class Visit(models.Model):
    """What was answered during one visit. Without the visitor's cookie nobody can find it or read it.

    `place` is a digest of the number in the cookie; `sealed` can be opened with that number only.
    """

    place: "models.CharField[str, str]" = models.CharField(max_length=64, primary_key=True)
    sealed: "models.BinaryField[bytes, bytes]" = models.BinaryField()
    ends: "models.DateTimeField[datetime, datetime]" = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "store"


class OfferRecord(models.Model):
    """One record of the offer, as its source has it: a provider, course, offering, certificate or diploma.

    `hangs_on` is the course of an offering, the provider of a course. `turn` is the last reading of the source in which
    it was there, with a minus if it could not be read then and stayed; `closed_on` the day on which it turned out to be
    gone.
    """

    id: "models.CharField[str, str]" = models.CharField(max_length=160, primary_key=True)
    kind: "models.CharField[str, str]" = models.CharField(max_length=12)
    source: "models.CharField[str, str]" = models.CharField(max_length=300, db_index=True)
    hangs_on: "models.CharField[str, str]" = models.CharField(max_length=160, db_index=True)
    digest: "models.CharField[str, str]" = models.CharField(max_length=64)
    text: "models.TextField[str, str]" = models.TextField()
    turn: "models.IntegerField[int, int]" = models.IntegerField()
    closed_on: "models.DateField[date | None, date | None]" = models.DateField(null=True)

    class Meta:
        app_label = "store"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["kind", "closed_on"], name="offer_kind")]


class OfferSource(models.Model):
    """A source of the offer, and how far it was read. `removed`: somebody took it away, and it does not come back by
    itself."""

    source: "models.CharField[str, str]" = models.CharField(max_length=300, primary_key=True)
    turn: "models.IntegerField[int, int]" = models.IntegerField(default=0)
    bookmark: "models.TextField[str | None, str | None]" = models.TextField(null=True)
    going_on: "models.BooleanField[bool, bool]" = models.BooleanField(default=False)
    removed: "models.BooleanField[bool, bool]" = models.BooleanField(default=False)
    stamp: "models.CharField[str, str]" = models.CharField(max_length=80, default="")

    class Meta:
        app_label = "store"


class OfferEdition(models.Model):
    """One row: a number that goes up when the offer changes."""

    number: "models.IntegerField[int, int]" = models.IntegerField(default=0)

    class Meta:
        app_label = "store"


class KeptPlan(models.Model):
    """A plan that somebody asked us to keep. Without one of its two links nobody can find it or read it.

    `…_place` is a digest of a link; `…_envelope` holds the key of `sealed`, and opens with that link only. `ends` is
    the first day on which it opens for nobody.
    """

    owner_place: "models.CharField[str, str]" = models.CharField(max_length=64, unique=True)
    owner_envelope: "models.BinaryField[bytes, bytes]" = models.BinaryField()
    adviser_place: "models.CharField[str, str]" = models.CharField(max_length=64, unique=True)
    adviser_envelope: "models.BinaryField[bytes, bytes]" = models.BinaryField()
    sealed: "models.BinaryField[bytes, bytes]" = models.BinaryField()
    ends: "models.DateField[date, date]" = models.DateField(db_index=True)

    class Meta:
        app_label = "store"
