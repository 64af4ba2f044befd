from __future__ import annotations

import pytest

from reader.quotes.confidence import calibrated


@pytest.mark.parametrize("product", [0.0, 0.1, 0.2, 0.5, 0.777, 0.99, 1.0])
def test_confidence_is_a_probability(product: float) -> None:
    assert 0.0 <= calibrated(product) <= 1.0


def test_confidence_never_falls_as_the_product_rises() -> None:
    found = [calibrated(step / 200) for step in range(201)]

    assert found == sorted(found)
