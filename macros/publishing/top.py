"""What lies above the editions: the way to the newest, and what a host is told of all of them."""

from collections.abc import Mapping

from macros.csp import as_headers_file, as_htaccess, headers, policy
from macros.model.record import Audience

_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
{head}<title>{title}</title>
<link rel="stylesheet" href="{newest}assets/handbook.css">
</head>
<body>
<main class="hb-alone">
<h1>{title}</h1>
<p>{words}</p>
</main>
</body>
</html>
"""
_NOINDEX = '<meta name="robots" content="noindex">\n'


def top_files(
    audience: Audience, address: str, newest: str, said: Mapping[str, str]
) -> dict[str, str]:
    """The files at the top of the published site.

    `address` is the path of the site on its host, which a page for wrong addresses must know;
    `said` is the file of headers of each folder.
    """
    public = audience == "public"
    files = {
        "index.html": _home(newest, public=public),
        "404.html": _lost(f"{address}{newest}/", public=public),
        "_headers": _headers(said, public=public),
        ".htaccess": as_htaccess(headers(policy(()), public=public)),
        ".nojekyll": "",
    }
    return files if public else {**files, "robots.txt": "User-agent: *\nDisallow: /\n"}


def _home(newest: str, *, public: bool) -> str:
    # Without a script, so that the strictest policy lets it through.
    head = f'{"" if public else _NOINDEX}<meta http-equiv="refresh" content="0; url={newest}/">\n'
    words = f'<a href="{newest}/">Go to the current edition</a>'
    return _PAGE.format(head=head, title="Handbook", newest=f"{newest}/", words=words)


def _lost(newest: str, *, public: bool) -> str:
    words = (
        "The address may have a slip in it, or the page was taken away.</p>\n"
        f'<p><a href="{newest}">Go to the current edition</a>'
    )
    head = "" if public else _NOINDEX
    return _PAGE.format(head=head, title="This page is not here", newest=newest, words=words)


def _headers(said: Mapping[str, str], *, public: bool) -> str:
    """One file for all editions, each under the policy that its own build asked for."""
    top = as_headers_file(headers(policy(()), public=public))
    own = (text.replace("/*", f"/{folder}/*", 1) for folder, text in said.items())
    alone = (top.replace("/*", path, 1) for path in ("/", "/index.html"))
    return "".join([*alone, *own])
