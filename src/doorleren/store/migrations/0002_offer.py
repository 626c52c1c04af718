# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Make the tables of the offer."""

from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[Any]] = [("store", "0001_visits")]
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="OfferRecord",
            fields=[
                ("id", models.CharField(max_length=160, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=12)),
                ("source", models.CharField(db_index=True, max_length=300)),
                ("hangs_on", models.CharField(db_index=True, max_length=160)),
                ("digest", models.CharField(max_length=64)),
                ("text", models.TextField()),
                ("turn", models.IntegerField()),
                ("closed_on", models.DateField(null=True)),
            ],
            options={"indexes": [models.Index(fields=["kind", "closed_on"], name="offer_kind")]},
        ),
        migrations.CreateModel(
            name="OfferSource",
            fields=[
                ("source", models.CharField(max_length=300, primary_key=True, serialize=False)),
                ("turn", models.IntegerField(default=0)),
                ("bookmark", models.TextField(null=True)),
                ("going_on", models.BooleanField(default=False)),
                ("removed", models.BooleanField(default=False)),
                ("stamp", models.CharField(default="", max_length=80)),
            ],
        ),
        migrations.CreateModel(
            name="OfferEdition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.IntegerField(default=0)),
            ],
        ),
    ]
