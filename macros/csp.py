"""What a browser may load on the built site, said in the forms in which hosts take it."""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_FIXED = (
    "default-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'self'",
    "frame-ancestors 'none'",
    "form-action 'self'",
)


def inline_hashes(html: str) -> Iterator[str]:
    """The hash of each script that a page carries in itself, as a policy names it."""
    for attributes, script in _SCRIPT.findall(html):
        # A browser does not run JSON, and what it fetches is under 'self'.
        if "src=" not in attributes and "application/json" not in attributes:
            yield _hash(script)


def policy(hashes: Iterable[str]) -> str:
    """The Content-Security-Policy under which exactly these inline scripts may run."""
    scripts = " ".join(["script-src 'self'", *sorted(set(hashes))])
    return "; ".join([_FIXED[0], scripts, *_FIXED[1:]])


def headers(csp: str, *, public: bool) -> dict[str, str]:
    """What the host says with every page."""
    said = {
        "Content-Security-Policy": csp,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    return said if public else {**said, "X-Robots-Tag": "noindex"}


def as_headers_file(said: dict[str, str]) -> str:
    """The file `_headers` that Cloudflare Pages and Netlify read."""
    return "\n".join(["/*", *(f"  {name}: {value}" for name, value in said.items()), ""])


def as_htaccess(said: dict[str, str]) -> str:
    """The file `.htaccess` that Apache reads."""
    lines = [f'  Header always set {name} "{value}"' for name, value in said.items()]
    return "\n".join(["<IfModule mod_headers.c>", *lines, "</IfModule>", ""])


@cache
def _hash(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"
