"""The one module that knows MkDocs: generated pages, navigation, pencils, what is watched."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page as MkDocsPage

from .day import epoch
from .pages import Page, pages
from .parts import PARTS, Desk
from .problems import as_text, summary
from .rules import check
from .site import Site, site

log = get_plugin_logger(__name__)


class HandbookConfig(Config):  # type: ignore[no-untyped-call] # MkDocs is only partly typed
    """What mkdocs.yml may say about the handbook."""

    folder = config_options.Dir(exists=True, default="data")


class HandbookPlugin(BasePlugin[HandbookConfig]):  # type: ignore[no-untyped-call] # the same
    """Turns data/ into pages of the site."""

    site: Site
    pages: list[Page]

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the data, refuse it if it does not hang together, and name the site."""
        self.site = _site(config)
        # MkDocs stamps pages and the sitemap with this; the build's day makes it repeatable.
        os.environ.setdefault("SOURCE_DATE_EPOCH", str(epoch(self.site.today)))
        problems = check(self.site.loaded, self.site.today)
        errors = [p for p in problems if p.severity == "error"]
        if errors:
            text = f"the handbook does not hang together: {summary(problems)}\n{as_text(errors)}"
            raise PluginError(text)
        for problem in problems:
            # Logged as information: a warning of ours must not stop a strict build.
            log.info("%s", problem)
        self.pages = list(pages(self.site.book))
        practice = self.site.book.practice
        if practice:
            config.site_name = f"{practice.name} Handbook"
            if practice.repository:
                base = practice.repository.removesuffix("/")
                config.edit_uri = f"{base}/edit/{practice.branch}/"
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the generated pages, and say what the pencil of each page opens."""
        for file in files.documentation_pages():
            file.edit_uri = f"handbook/{file.src_uri}"
        for page in self.pages:
            files.append(_file(page, config))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Hang generated pages below their index without putting them into the navigation."""
        del config
        for listed in nav.pages:
            _unchain(listed)
        last: dict[str, MkDocsPage] = {}
        for page in self.pages:
            made = _page(files, page.path)
            index = _page(files, page.index)
            made.title = _safe_title(page.title)
            made.parent = index.parent
            before = last.get(page.index)
            if before is not None:
                made.previous_page, before.next_page = before, made
            last[page.index] = made
        return nav

    def on_page_markdown(
        self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Keep pages about the handbook itself from crowding out the others in search."""
        del config, files
        if page.file.src_uri.startswith("about/"):
            page.meta.setdefault("search", {"boost": 0.2})
        return markdown

    def on_serve(
        self,
        server: LiveReloadServer,
        /,
        *,
        config: MkDocsConfig,
        builder: Callable[..., Any],
    ) -> LiveReloadServer:
        """Rebuild when the data or a template changes."""
        del builder
        server.watch(_data(config))
        server.watch(str(Path(__file__).parent / "templates"))
        return server


def define_parts(env: Any) -> None:  # noqa: ANN401 - what mkdocs-macros hands over has no type
    """Register every part as a macro that knows the page it stands on."""
    desk = Desk(_site(env.conf), directories=bool(env.conf["use_directory_urls"]))
    for name in PARTS:
        env.macro(partial(_fill, desk, env, name), name)


def _fill(desk: Desk, env: Any, name: str, *arguments: str) -> str:  # noqa: ANN401 - as above
    return desk.fill(name, env.page, *arguments)


def _site(config: MkDocsConfig) -> Site:
    try:
        return site(Path(_data(config)), os.environ)
    except ValueError as error:
        raise PluginError(str(error)) from None


def _data(config: MkDocsConfig) -> str:
    plugin = config["plugins"]["handbook"]
    return str(plugin.config["folder"])


def _file(page: Page, config: MkDocsConfig) -> File:
    """A page that exists in memory only: its text is one macro call."""
    text = f"{{{{ {page.call} }}}}\n"
    level = InclusionLevel.NOT_IN_NAV
    file = File.generated(config, page.path, content=text, inclusion=level)
    file.edit_uri = f"data/{page.data}" if page.data else None
    return file


def _page(files: Files, path: str) -> MkDocsPage:
    file = files.get_file_from_path(path)
    if file is None or file.page is None:
        raise PluginError(f"the page handbook/{path} is missing; every folder of pages has one")
    return file.page


def _unchain(page: MkDocsPage) -> None:
    """Previous and next stay inside a section: elsewhere they lead to a stranger."""
    parent = page.parent
    siblings = parent.children if isinstance(parent, Section) else []
    if page.previous_page not in siblings:
        page.previous_page = None
    if page.next_page not in siblings:
        page.next_page = None


def _safe_title(title: str) -> str:
    """A title for the theme, which prints it as HTML, and for mkdocs-macros, which runs it."""
    return str(escape(title)).replace("{", "&#123;").replace("}", "&#125;")
