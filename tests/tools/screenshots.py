"""Make the pictures of the README: `python tests/tools/screenshots.py .github/pictures`.

The sample article with a few notes, at a fixed size, theme and library.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from reader.places import Places
from reader.settings import Settings
from reader.sources import open_document
from reader.ui.app import ReaderApp

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "seeds" / "canada-turns-to-china.txt"
NOTE = "Same day as the tariff deal.\n**Check** against the transcript."
SHOTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "article": ("reader-dark", ("]", "]", "enter", "]", "v", "i", "s", "c", *NOTE, "escape", "]")),
    "notes": (
        "reader-light",
        ("]", "]", "enter", "]", "v", "i", "s", "c", *NOTE, "escape", "tab", "tab", "tab"),
    ),
}
"""For each picture the theme and the keys pressed before it."""
_KEYS = {" ": "space", "\n": "enter", ".": "full_stop", "*": "asterisk"}


async def shoot(folder: Path) -> None:
    """Write each picture as SVG into `folder`."""
    document = open_document(str(SAMPLE), now=datetime.now(UTC))
    for name, (theme, keys) in SHOTS.items():
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as data:
            places = Places(Path(data), Path(data) / "config.toml")
            app = ReaderApp(document, places, Settings(theme=theme))
            async with app.run_test(size=(120, 36)) as pilot:
                await app.workers.wait_for_complete()
                await pilot.pause()
                for key in keys:
                    await pilot.press(_KEYS.get(key, key))
                await pilot.pause()
                app.save_screenshot(str(folder / f"{name}.svg"))
                app.exit()


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    asyncio.run(shoot(target))
