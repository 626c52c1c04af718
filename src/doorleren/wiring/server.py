# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Start the web server: make what it needs in the data folder, then serve pages and API until somebody stops it."""

import fcntl
import os
import socket
import sys
from pathlib import Path

from ..journeys import today
from . import POPULATION, BookIsBroken, the_book
from .database import database
from .secret import keep_private, make_secret

FINE, CANNOT_START = 0, 2
_THIS_COMPUTER = ("localhost", "::1")


def serve(address: str, port: int, people: str | None = None) -> int:
    """Serve on this address until Ctrl+C; gives the exit code. `people` is a file over which rules can be tried."""
    trouble = _trouble(address, port) or (_people_trouble(people) if people is not None else None)
    if trouble:
        print(trouble, file=sys.stderr)
        return CANNOT_START
    folder = Path(os.environ.get("DOORLEREN_DATA", ".data")).resolve()
    open_store(folder)
    _make_offer_ready()
    os.environ["DOORLEREN_KEEP_CLEAN"] = "1"
    if people is not None:
        os.environ[POPULATION] = str(Path(people).resolve())
    _run(address, port)
    return FINE


def _trouble(address: str, port: int) -> str | None:
    """Why serving here cannot work, in a sentence with what to do."""
    others_can_come = address not in _THIS_COMPUTER and not address.startswith("127.")
    if others_can_come and not os.environ.get("DOORLEREN_HOSTS"):
        return (
            f"Op {address} kunnen ook anderen bij deze website. Zeg eerst met welke namen (komma's ertussen) zij "
            "hem vinden; een andere naam wordt geweigerd.\n"
            f"Bijvoorbeeld: DOORLEREN_HOSTS=leren.gemeente.nl,localhost doorleren serve --adres {address}"
        )
    try:
        with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((address, port))
    except (OSError, OverflowError):
        return f"Op {address}, poort {port}, kan de website niet starten. Kies een andere poort met --poort."
    try:
        the_book()
    except BookIsBroken as broken:
        return f"Het boek met regelingen klopt niet:\n{broken}\nKijk met «doorleren regelingen toets»."
    return None


def _people_trouble(name: str) -> str | None:
    """Why this file with people cannot be used, as far as its beginning tells; also says who may see figures of it."""
    from ..journeys.file_trouble import file_problem
    from ..journeys.read_people import PeopleReader

    try:
        reader = PeopleReader(the_book(), Path(name), today(), None)
        problems = reader.problems
    except OSError as error:
        problems = [file_problem(error, name)]
    if problems:
        return "\n".join(f"{one.where}: {one.what.nl} {one.what_now.nl}" for one in problems)
    if not reader.synthetic:
        print(
            "Dit bestand zegt niet dat de mensen verzonnen zijn. Wij ronden alle getallen af. Toch kan iemand die al "
            "veel weet, iets te weten komen over een ander. Laat alleen mensen bij deze website die de gegevens mogen "
            "gebruiken.",
            file=sys.stderr,
        )
    return None


def _make_offer_ready() -> None:
    """Put the examples and the search index in place before the first visitor comes. The server's own process opens
    them itself: what is opened here does not survive a fork."""
    from django.db import connections

    from .offer import HouseOffer, data_folder

    HouseOffer(data_folder()).make_ready()
    connections.close_all()


def open_store(folder: Path) -> None:
    """Make sure of the data folder, the secret and the tables, so that everything can be kept and read."""
    used = database(os.environ.get("DOORLEREN_DATABASE_URL", ""), folder)
    keep_private(folder, used["NAME"] if used["ENGINE"].endswith("sqlite3") else "")
    make_secret(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doorleren.wiring.settings")
    import django
    from django.core.management import call_command

    django.setup()
    with (folder / "tables.lock").open("w") as lock:
        # Two that start at once in a new folder would both make the tables.
        fcntl.flock(lock, fcntl.LOCK_EX)
        call_command("migrate", verbosity=0, interactive=False)


def _run(address: str, port: int) -> None:
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    host = f"[{address}]" if ":" in address else address
    server = Server(
        "doorleren.wiring.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=4,
        websockets=False,
        log_level=LogLevels.warning,
        log_access=False,
        respawn_failed_workers=True,
    )
    server.on_startup(lambda: print(f"Doorleren staat klaar op http://{host}:{port} – stop met Ctrl+C.", flush=True))
    server.serve()
