"""How all tests run: what is generated, and how long it may take."""

from __future__ import annotations

import os

from hypothesis import settings

# Machines are noisy: no test asserts a time, and neither does Hypothesis. Where a change is judged,
# the same examples come every time; elsewhere new ones are tried with every run.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")
