# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a web server runs: doorleren.wiring.wsgi:application."""

import os

from django.core.wsgi import get_wsgi_application

from .threads import one_thread_a_sum

one_thread_a_sum()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doorleren.wiring.settings")

application = get_wsgi_application()

if os.environ.get("DOORLEREN_KEEP_CLEAN") == "1":
    # In the process that serves, and not before it was made: a thread does not survive a fork, but its locks do.
    from .cleaning import keep_clean
    from .warming import open_maps, warm_up

    keep_clean()
    warm_up()
    open_maps()

if os.environ.get("DOORLEREN_BEVOLKING"):
    # Nobody has to wait for a large file: it is read while the first pages are served.
    from .warming import read_people

    read_people()
