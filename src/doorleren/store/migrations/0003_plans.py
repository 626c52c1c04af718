# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Make the table of kept plans."""

from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[Any]] = [("store", "0002_offer")]
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="KeptPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("owner_place", models.CharField(max_length=64, unique=True)),
                ("owner_envelope", models.BinaryField()),
                ("adviser_place", models.CharField(max_length=64, unique=True)),
                ("adviser_envelope", models.BinaryField()),
                ("sealed", models.BinaryField()),
                ("ends", models.DateField(db_index=True)),
            ],
        ),
    ]
