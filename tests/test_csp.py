"""The built site works under the policy it is shipped with, and asks nobody else for anything."""

import functools
import http.server
import re
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from macros.csp import as_headers_file, as_htaccess, headers, inline_hashes, policy
from tests.browser import PAGES, opened
from tests.site import Built

# The hash of an empty script is known from the standard.
EMPTY = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
POLICY = (
    f"default-src 'self'; script-src 'self' {EMPTY}; style-src 'self'; img-src 'self' data:;"
    " object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'"
)


def said(built: Built) -> dict[str, str]:
    """The headers that `_headers` asks a host to send with every page."""
    scope, *lines = (built.folder / "_headers").read_text("utf-8").splitlines()
    assert scope == "/*"
    return dict(line.strip().split(": ", 1) for line in lines)


def test_a_policy_names_the_scripts_that_a_page_carries() -> None:
    html = (
        '<SCRIPT></script><script src="a.js"></script><script type="application/json">{}</script>'
    )
    assert list(inline_hashes(html)) == [EMPTY]
    assert policy([EMPTY, EMPTY]) == POLICY


def test_two_hosts_get_the_same_words() -> None:
    said = headers(POLICY, public=False)
    assert as_headers_file(said) == (
        f"/*\n  Content-Security-Policy: {POLICY}\n  Referrer-Policy: no-referrer\n"
        "  X-Content-Type-Options: nosniff\n  X-Robots-Tag: noindex\n"
    )
    assert as_htaccess(headers(POLICY, public=True)) == (
        "<IfModule mod_headers.c>\n"
        f'  Header always set Content-Security-Policy "{POLICY}"\n'
        '  Header always set Referrer-Policy "no-referrer"\n'
        '  Header always set X-Content-Type-Options "nosniff"\n'
        "</IfModule>\n"
    )


def test_the_policy_is_strict_and_short_enough_for_its_host(built: Built) -> None:
    lines = (built.folder / "_headers").read_text("utf-8").splitlines()
    assert max(map(len, lines)) < 2000
    assert "unsafe" not in said(built)["Content-Security-Policy"]
    assert said(built)["Content-Security-Policy"] in (built.folder / ".htaccess").read_text("utf-8")


def test_no_page_carries_what_a_strict_policy_forbids(built: Built) -> None:
    forbidden = re.compile(
        r"""<[a-z][^<>]*\s(?:style|on[a-z]+)\s*=\s*["'][^"']*["']|<style\b|<(?:iframe|object|embed|base)\b"""
        r"""|(?:href|src|action)\s*=\s*["']?\s*javascript:""",
        re.IGNORECASE,
    )
    found = {
        (address, match[0][:80])
        for address, page in built.pages.items()
        for match in forbidden.finditer(page.text)
    }
    assert found == set()


def test_no_page_or_style_names_a_foreign_address_to_load(built: Built) -> None:
    # A link to read is no request: only what a browser fetches by itself counts.
    fetched = re.compile(
        r"""<(?!a\b|meta\b)[a-z][^<>]*\s(?:href|src|srcset|action|poster|data)\s*=\s*["']?(?:[a-z]+:)?//"""
        r"""|rel=["']?(?:preconnect|dns-prefetch|prefetch|modulepreload)""",
        re.IGNORECASE,
    )
    pages = {(a, m[0][:80]) for a, p in built.pages.items() for m in fetched.finditer(p.text)}
    assert {p for p in pages if 'rel="canonical"' not in p[1]} == set()
    foreign = re.compile(r"""(?:url\(|@import)\s*["']?\s*(?:https?:)?//""", re.IGNORECASE)
    styles = [p for p in built.folder.rglob("*.css") if foreign.search(p.read_text("utf-8"))]
    assert styles == []


@pytest.fixture(scope="module")
def strict(built: Built) -> Iterator[str]:
    """The built site, served with exactly the headers that it asks for."""
    words = said(built)

    class Handler(http.server.SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            for name, value in words.items():
                self.send_header(name, value)
            super().end_headers()

        def log_message(self, *_: object) -> None:
            pass

    handler = functools.partial(Handler, directory=str(built.folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class Watch:
    """What a page asks for, and what its policy forbids it."""

    def __init__(self, page: Page) -> None:
        self.asked: list[str] = []
        self.refused: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda m: self.refused.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.refused.append(str(error)))
        page.expose_function("refuse", self.refuse)
        page.add_init_script(
            "document.addEventListener('securitypolicyviolation',"
            " e => refuse(`${e.effectiveDirective} ${e.blockedURI} ${e.sample}`))"
        )

    def refuse(self, said: str) -> None:
        self.refused.append(said)


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_every_kind_of_page_works_under_the_policy(
    browser: Browser, strict: str, width: int
) -> None:
    with opened(browser, width) as page:
        watch = Watch(page)
        for path in PAGES:
            page.goto(strict + path, wait_until="load")
        page.wait_for_load_state("networkidle")
        assert watch.refused == []
        assert [u for u in watch.asked if not u.startswith((strict, "data:"))] == []


@pytest.mark.browser
@pytest.mark.parametrize("path", ["", "policies/phone-and-texting/", "about/rules/rol001/"])
def test_search_and_dark_mode_work_under_the_policy(
    browser: Browser, strict: str, path: str
) -> None:
    with opened(browser, 1280) as page:
        watch = Watch(page)
        page.goto(strict + path)
        before = page.evaluate("document.body.dataset.mdColorScheme")
        page.locator("form[data-md-component=palette] label:not([hidden])").click()
        page.wait_for_function(f"document.body.dataset.mdColorScheme !== '{before}'")
        page.locator("input[name=query]").click()
        page.keyboard.type("needle")
        page.locator(".md-search-result__link").first.wait_for()
        page.locator(".md-search-result__link").first.click()
        page.wait_for_load_state("networkidle")
        assert watch.refused == []
        assert [u for u in watch.asked if not u.startswith((strict, "data:"))] == []


@pytest.mark.browser
def test_the_policy_stops_what_it_does_not_name(browser: Browser, strict: str) -> None:
    """The test of the test: a foreign script, picture and style are refused, and it shows."""
    with opened(browser, 1280) as page:
        watch = Watch(page)
        page.goto(strict)
        page.evaluate(
            """() => {
              for (const [tag, key] of [["script", "src"], ["img", "src"]]) {
                const node = document.createElement(tag);
                node[key] = "https://elsewhere.example/x";
                document.head.append(node);
              }
              const script = document.createElement("script");
              script.textContent = "window.ran = true";
              document.head.append(script);
              document.body.setAttribute("style", "color: red");
            }"""
        )
        page.wait_for_function("performance.now() > 0")
        page.wait_for_timeout(300)
        kinds = {line.split()[0] for line in watch.refused if "-src" in line.split()[0]}
        assert kinds == {"script-src-elem", "img-src", "style-src-attr"}
        assert page.evaluate("window.ran") is None
