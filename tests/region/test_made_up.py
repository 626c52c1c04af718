# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Made-up figures fit the indicators, say that they are made up, and never change."""

from doorleren.region.indicators import indicators
from doorleren.region.made_up import shapes


def test_every_indicator_with_a_source_has_a_shape_and_no_other() -> None:
    assert set(shapes()) == {one.id for one in indicators() if one.sources}
