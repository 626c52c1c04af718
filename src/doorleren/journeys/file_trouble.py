# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why a file could not be read or written, in the words of somebody who has to do something about it.

Knows: what the system's errors mean. Leaves: which file it was, and what to do (who read or wrote it).
"""

import errno
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ..basics import Problem, Said, said

_REASONS: Final[Mapping[int, Said]] = {
    errno.ENOENT: said("Het bestand of de map is er niet.", "The file or the folder is not there."),
    errno.EISDIR: said("Dit is een map.", "This is a folder."),
    errno.ENOTDIR: said("Een deel van deze naam is geen map.", "A part of this name is no folder."),
    errno.EEXIST: said("Hier staat al iets met deze naam.", "There is something of this name already."),
    errno.ENOTEMPTY: said("In deze map staat al iets anders.", "There is something else in this folder."),
    errno.ENOSPC: said("De schijf is vol.", "The disk is full."),
    errno.EDQUOT: said("Uw ruimte op de schijf is op.", "Your room on the disk is used up."),
    errno.EFBIG: said("Zo groot mag een bestand hier niet zijn.", "A file may not be this large here."),
    errno.EACCES: said("U mag hier niet bij.", "You have no access here."),
    errno.EPERM: said("U mag hier niet bij.", "You have no access here."),
    errno.EROFS: said("Hier kan niemand schrijven.", "Nobody can write here."),
    errno.ENAMETOOLONG: said("Deze naam is te lang.", "This name is too long."),
}
_HALF: Final = re.compile(r"\.(.+)\.[0-9a-f]{8}\.half")


def reason_of(error: OSError) -> Said:
    """Why it did not work, in one sentence."""
    return _REASONS.get(error.errno or 0) or said(f"Dat lukt niet: {error}.", f"That fails: {error}.")


def file_problem(error: OSError, file: str) -> Problem:
    """A file that could not be read or written; `file` is meant where the error names none."""
    name = Path(str(error.filename or file)).name
    # A file that is being written has a name of its own until it is whole.
    half = _HALF.fullmatch(name)
    return Problem(
        half[1] if half else name,
        reason_of(error),
        said(
            "een bestand dat er is, en een map waarin geschreven mag worden",
            "a file that is there, and a folder to write in",
        ),
        said("Kijk naar de naam, de rechten en de ruimte op de schijf.", "Look at the name, the rights and the space."),
    )
