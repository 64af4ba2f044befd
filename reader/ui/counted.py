"""Numbers with their words."""


def many(count: int, what: str) -> str:
    """`1 note`, `2 notes`."""
    return f"{count:,} {what}{'s' if count != 1 else ''}"
