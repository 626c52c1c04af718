# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Doorleren: what a person may learn, and everything that may pay for it."""

__version__ = "0.1.0"
