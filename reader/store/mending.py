"""Mending what `examine` found."""

from __future__ import annotations

import os

from reader.files import make_folder
from reader.store.disk import cannot_write
from reader.store.examine import Checkup
from reader.store.shelf import TinyShelf


def repair(shelf: TinyShelf, checkup: Checkup) -> None:
    """Mend what can be mended in one part of a library; nothing damaged is thrown away.

    Raises:
        StoreError: It could not be done.
    """
    for trouble in checkup.troubles:
        is_aside = trouble.path.suffix == ".tmp"
        if trouble.can_be_repaired and (is_aside or trouble.path.parent == shelf.data / "texts"):
            try:
                make_folder(shelf.data / "quarantine")
                os.replace(trouble.path, shelf.data / "quarantine" / trouble.path.name)
            except OSError as error:
                raise cannot_write(trouble.path, error) from error
        elif trouble.can_be_repaired:
            shelf.file(checkup.name).repair()
