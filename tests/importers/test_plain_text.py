# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a provider wrote in HTML reaches a person as text, and nothing else does."""

import time
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from doorleren.importers.plain_text import plain_text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("", ""),
        ("Leer lassen.", "Leer lassen."),
        ("Eerste.\n\nTweede.\nNog een regel.", "Eerste.\n\nTweede.\nNog een regel."),
        ("Rekenen &amp; taal: 3 &lt; 5 en 2 < 4", "Rekenen & taal: 3 < 5 en 2 < 4"),
        ("<p>Een.</p><p>Twee.</p>", "Een.\n\nTwee."),
        ("<p>Een<br>twee<br/><br/>drie</p>", "Een\ntwee\n\ndrie"),
        (
            "U leert:<ul><li>lassen</li><li><p>slijpen</p></li></ul>Daarna werk.",
            "U leert:\n\n- lassen\n- slijpen\n\nDaarna werk.",
        ),
        ("<ol><li>a<ul><li>b</li></ul></li><li></li><li>c</li></ol>", "- a\n- b\n- c"),
        ("<h2>Toets</h2>\n <p>Een\n  <b>zware</b> toets.</p>", "Toets\n\nEen zware toets."),
        ("<table><tr><th>Dag</th><th>Tijd</th></tr><tr><td>ma</td><td>19:00</td></tr></table>", "Dag; Tijd\nma; 19:00"),
        ("Regel een\nRegel <b>twee</b>", "Regel een\nRegel twee"),
        ("Zie <a href='https://voorbeeld.nl/x'>de pagina</a>.", "Zie de pagina (https://voorbeeld.nl/x)."),
        ("<a href='https://voorbeeld.nl/'>https://voorbeeld.nl</a>", "https://voorbeeld.nl"),
        ("<a href='javascript:alert(1)'>klik</a>", "klik"),
        ("<a href='#'>hier</a> en <a href='mailto:a@b.nl'>mail</a>", "hier en mail"),
        ("<p>&nbsp;</p><p>Tekst&nbsp;hier</p>", "Tekst hier"),
        ("<style>p {color: red}</style><p style='x'>Rood</p><script>alert('x')</script>", "Rood"),
        ("<!-- weg --><p>Blijft</p>", "Blijft"),
        ("<p onclick='x'>Een<img src=x onerror=alert(1)> twee", "Een twee"),
        ("<svg><script>alert(1)</script></svg>Tekst", "Tekst"),
        ("na\u202emaak&#x202e; \u0000\u0007te\u200bkst\ufeff", "namaak tekst"),
        ("<p>na&#x202e;maak</p>", "namaak"),
        ("half \ud83d teken", "half teken"),
        ("👩\u200d🔧 werk", "👩\u200d🔧 werk"),
    ],
)
def test_html_becomes_text_that_reads_as_it_was_meant(written: str, read: str):
    assert plain_text(written) == read


PIECES = st.sampled_from(
    "<p> </p> <li> </li> <ul> <a href='https://x.nl'> <a> </a> <br> <script> </script> <style> </td> <td> &lt;b&gt; &#x202e; < > \n woord <!-- -->".split(
        " "
    )
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text(max_size=6)).map("".join))
@example("<script>")
def test_whatever_is_written_nothing_hidden_comes_through(written: str):
    read = plain_text(written)

    assert all(one == "\n" or unicodedata.category(one) not in ("Cc", "Cs") for one in read)
    assert not any("\u202a" <= one <= "\u202e" or "\u2066" <= one <= "\u2069" for one in read)
    assert "\n\n\n" not in read
    assert read == read.strip()
    read.encode()


def test_what_stands_in_a_script_or_style_never_comes_through():
    for tag in ("script", "STYLE", "iframe", "template", "noscript"):
        assert "geheim" not in plain_text(f"voor<{tag} a='b'>geheim</{tag}>na")


def test_a_text_nested_a_thousand_deep_is_read_in_no_time():
    """Somebody sends it one day; it may not hold up the rest."""
    began = time.perf_counter()

    read = plain_text("<div><li>" * 2_000 + "kern" + "</li></div>" * 2_000)

    assert "kern" in read
    assert time.perf_counter() - began < 5
