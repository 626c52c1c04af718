# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The website as people are served it, in a process of its own; only the day stands still.

Knows: which day it is in these tests. Leaves: the data folder and the database to the environment (settings.py).
A process of its own, because Django reads its settings, and so its database, once per process.
Run as a program with a port; the server then loads `application` from this file.
"""

import os
import sys
from datetime import date

os.environ["DJANGO_SETTINGS_MODULE"] = "doorleren.wiring.settings"

from doorleren import wiring
from doorleren.portal import kept, looking
from doorleren.portal.views import regions, schemes, what_if
from doorleren.rules import read_book
from doorleren.wiring.wsgi import application

__all__ = ["TODAY", "application"]

TODAY = date(2026, 11, 21)

looking.today = kept.today = schemes.today = what_if.today = regions.today = lambda: TODAY

# A scheme with a problem is left out: tests/rules says what is wrong with it, and the pages can still be looked at.
_book, _ = read_book()
if _book is not None:
    wiring.use_book(_book).__enter__()


def main(port: int) -> None:
    from django.core.management import call_command
    from django.db import connections
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    from doorleren.wiring.offer import HouseOffer, data_folder

    call_command("migrate", verbosity=0, interactive=False)
    HouseOffer(data_folder()).make_ready()
    connections.close_all()
    Server(
        "served_site:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=4,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main(int(sys.argv[1]))
