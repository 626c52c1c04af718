# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bring data in and translate it to records of the rooms.

Knows: what each feed looks like, and how to say what is wrong with it. Keeps nothing.
Leaves: what is new or changed to the journey that asks (`bring_in`), where it is kept to the store.
"""
