# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The door for people with a browser: pages that work on a cheap phone, without JavaScript, in two languages.

Knows: pages, their words (words.nl.yaml, words.en.yaml), and how a typed answer becomes a fact.
Leaves: every answer and every question to ask (journeys), and where answers are kept during a visit (store).
"""
