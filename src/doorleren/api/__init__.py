# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The JSON API: the same journeys as the pages and the commands, for programs of others.

Knows: what may be asked and how (`resources`), what is wrong with a request (`json_body`, `query`), how an answer
travels (`door`, `answers`), and its own description (`openapi`, `shapes`).
Leaves: every answer to the journeys. It remembers nothing: no cookie, no account, no log of what was asked.
"""
