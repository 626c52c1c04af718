# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where things are kept: what somebody answered, for as long as their visit lasts.

Knows: an encrypted row per visit, on SQLite or PostgreSQL. Leaves: what is in it to whoever put it there.
"""
