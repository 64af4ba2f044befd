"""Looking for garbage while nobody types: through all that is there it takes as long as a key may.

Python itself looks whenever enough was made, which is mostly while something is being done.
"""

from __future__ import annotations

import gc
import sys

_YOUNG = 1_500
"""Values made since the last look among the youngest; a frame makes some hundreds."""
_NEVER = 1_000_000


def take_over() -> None:
    """Let what is there stay; from now on look among what is new, and through all when told to.

    Does nothing unless the search for garbage is off, as it is from the start to the first paint.
    """
    if not gc.isenabled():
        gc.freeze()
        gc.set_threshold(_YOUNG, 5, _NEVER)
        gc.enable()


def look() -> None:
    """Look through all there is, if much has been made since the last time."""
    if sys.version_info < (3, 14) and gc.get_count()[2] > 2 and gc.get_threshold()[2] == _NEVER:
        gc.collect()
