# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How many threads one sum may use.

Knows: the setting of the library under NumPy and SciPy. Leaves: the threads of the server, and those over which people
are divided (`population`).
"""

import os
from typing import Final

SETTING: Final = "OPENBLAS_NUM_THREADS"


def one_thread_a_sum() -> None:
    """Where a program begins, before anybody loads NumPy; what somebody set by hand stays.

    Our sums are small: a second thread only waits for the first (a forecast takes up to four times the CPU time), and
    on one they always add up in the same order.
    """
    os.environ.setdefault(SETTING, "1")
