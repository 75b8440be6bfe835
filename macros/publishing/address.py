"""Whether the address of a site lets strangers in."""

import urllib.error
import urllib.request
from http import HTTPStatus
from urllib.parse import urlsplit

_SECONDS = 5.0
_ENOUGH = 200_000
_REFUSED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.PROXY_AUTHENTICATION_REQUIRED)


def stranger_at(address: str, seconds: float = _SECONDS) -> bool | None:
    """Whether somebody who did not sign in is let in at an address; None where nobody answers.

    A site that lets in anybody says so with a page, or with the word that there is none yet.
    A sign-in refuses, asks for a password, or sends the reader on to another place.
    """
    asked = urllib.request.Request(address, headers={"User-Agent": "handbook"})  # noqa: S310 - https only, by the model
    try:
        with urllib.request.urlopen(asked, timeout=seconds) as answer:  # noqa: S310 - the same
            if _host(answer.url) != _host(address):
                return False
            return b'type="password"' not in answer.read(_ENOUGH)
    except urllib.error.HTTPError as error:
        with error:
            if error.code in _REFUSED or _host(error.url) != _host(address):
                return False
            return True if error.code == HTTPStatus.NOT_FOUND else None
    except (OSError, ValueError):
        return None


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")
