# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one table: visits that are going on."""

from datetime import datetime

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
