# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where things are kept: what somebody answered, for as long as their visit lasts; a plan, for as long as they asked.

Knows: an encrypted row per visit and per plan, on SQLite or PostgreSQL. Leaves: what is in it to whoever put it there.
"""
