# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How Django knows this room."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "doorleren.portal"
    label = "portal"
    verbose_name = "Website"
