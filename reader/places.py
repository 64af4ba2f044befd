"""Where files live; paths only, nothing is created here."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Places:
    """The folder of the library and the settings file."""

    data: Path
    """The library: articles, texts, positions."""
    config: Path
    """The settings file (TOML); need not exist."""


def find_places(data_dir: str | None = None, config: str | None = None) -> Places:
    """The places to use: the options, else the environment, else the platform's own.

    Args:
        data_dir: What `--data-dir` said.
        config: What `--config` said.
    """
    data_dir = data_dir or os.environ.get("READER_DATA_DIR") or None
    config = config or os.environ.get("READER_CONFIG") or None
    if data_dir and config:
        return Places(Path(data_dir).expanduser(), Path(config).expanduser())
    import platformdirs

    return Places(
        Path(data_dir).expanduser() if data_dir else platformdirs.user_data_path("reader"),
        Path(config).expanduser()
        if config
        else platformdirs.user_config_path("reader") / "config.toml",
    )
