"""Whether an address lets strangers in, asked of real servers, and what is said then."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http import HTTPStatus

import pytest

from macros.model.edition import Edition
from macros.model.practice import Website
from macros.publishing.address import stranger_at
from macros.publishing.publish import Ask, Outcome
from scripts.publish import _site

ADDRESS = "https://handbook.example/"


@contextmanager
def server(status: HTTPStatus, body: str = "", to: str = "") -> Iterator[str]:
    """The address of a server that gives everybody the same answer."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            if to:
                self.send_header("Location", to)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()


@pytest.mark.parametrize(
    ("status", "body", "lets_in"),
    [
        (HTTPStatus.OK, "<h1>Handbook</h1>", True),
        (HTTPStatus.NOT_FOUND, "Nothing here yet", True),
        (HTTPStatus.OK, '<input name="p" type="password">', False),
        (HTTPStatus.UNAUTHORIZED, "", False),
        (HTTPStatus.FORBIDDEN, "", False),
        (HTTPStatus.SERVICE_UNAVAILABLE, "", None),
    ],
)
def test_what_a_stranger_gets(status: HTTPStatus, body: str, lets_in: object) -> None:
    with server(status, body) as address:
        assert stranger_at(address) is lets_in


def test_a_sign_in_elsewhere_lets_nobody_in() -> None:
    with server(HTTPStatus.OK, "Sign in") as other:
        elsewhere = other.replace("127.0.0.1", "localhost")
        with server(HTTPStatus.FOUND, to=elsewhere) as address:
            assert stranger_at(address) is False


def test_nobody_answers() -> None:
    with server(HTTPStatus.OK) as address:
        pass
    assert stranger_at(address, seconds=1) is None


def said(site: Website | None, *, stranger: bool | None, asked: bool = True) -> str:
    edition = Edition(edition="2026.11", on=date(2026, 11, 25), commit="0" * 40)
    found = Outcome(edition, (), (), (), site, stranger, is_asked=asked)
    return "\n".join(_site(found))


def test_what_is_said_about_the_address() -> None:
    site = Website(address=ADDRESS)
    assert said(site, stranger=True) == (
        "Warning: https://handbook.example/ lets in anybody, without a sign-in. If that is not"
        " meant, put a sign-in in front of it today; the page “Where this handbook lives” says"
        " how. If it is, write `open: true` under `site` in data/practice.yaml."
    )
    assert said(site, stranger=None) == (
        "https://handbook.example/ did not answer, so nobody knows whether it asks for a sign-in."
    )
    assert not said(site, stranger=False)
    assert not said(Website(address=ADDRESS, open=True), stranger=None, asked=False)


def test_each_audience_has_a_branch_of_its_own() -> None:
    day = date(2026, 11, 25)
    assert Ask("2026.11", day).target == "gh-pages"
    assert Ask("2026.11", day, "public").target == "gh-pages-public"
    assert Ask("2026.11", day, "public", branch="open").target == "open"
