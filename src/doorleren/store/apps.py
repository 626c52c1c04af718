# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How Django knows this room."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    name = "doorleren.store"
    label = "store"
    verbose_name = "Bewaarde bezoeken"
    default_auto_field = "django.db.models.BigAutoField"
