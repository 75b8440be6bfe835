"""The plugin: generated pages, navigation, pencils, what is watched."""

import json
import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from macros import exported  # noqa: F401 - importing it declares the files for other programs
from macros.csp import as_headers_file, as_htaccess, headers, inline_hashes, policy
from macros.day import epoch
from macros.exported import EXPORTS
from macros.formats import day_words
from macros.hand import nav_without, text_without
from macros.history import past
from macros.mend import mended
from macros.pages import INDEXES, Page, pages
from macros.parts import Desk
from macros.problems import Problem, as_text, errors, summary
from macros.published import NEWEST, as_record
from macros.publishing.despite import stopping
from macros.rules import check
from macros.search import enriched
from macros.site import Site, site
from macros.views.audience import LEVELS

from .files import audience_of, generated, page_at, safe_title, unchain

log = get_plugin_logger(__name__)
_CELL_END = re.compile(r"</(?:td|th|dt|dd|summary)>|</span>(?=<span)")


class HandbookConfig(Config):  # type: ignore[no-untyped-call] # MkDocs is only partly typed
    """What mkdocs.yml may say about the handbook."""

    folder = config_options.Dir(exists=True, default="data")


class HandbookPlugin(BasePlugin[HandbookConfig]):  # type: ignore[no-untyped-call] # the same
    """Turns data/ into pages of the site."""

    site: Site
    desk: Desk
    pages: list[Page]
    made: dict[str, Page]
    hidden: set[str]
    scripts: set[str]
    called: dict[str, list[str]]

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the data, refuse it if it does not hang together, and name the site."""
        self.site = _site(config)
        self.scripts = set()
        self.desk = Desk(self.site, directories=config.use_directory_urls)
        # MkDocs stamps pages and the sitemap with this; the build's day makes it repeatable.
        os.environ.setdefault("SOURCE_DATE_EPOCH", str(epoch(self.site.today)))
        before = past(Path(_data(config)))
        if before.unasked:
            log.info("%s", before.unasked)
        problems = check(self.site.loaded, self.site.today, before)
        stops = _stopping(problems, self.site)
        if stops:
            text = f"the handbook does not hang together: {summary(problems)}\n{as_text(stops)}"
            raise PluginError(text)
        for problem in problems:
            # Logged as information: a warning of ours must not stop a strict build.
            log.info("%s", problem)
        self.pages = list(pages(self.site.book, self.site.versions))
        config.extra["audience"] = self.site.audience
        config.extra["preview"] = self.site.preview
        practice = self.site.book.practice
        self._name_edition(config)
        if practice:
            config.site_name = f"{practice.name} Handbook"
            if practice.repository:
                base = practice.repository.removesuffix("/")
                config.edit_uri = f"{base}/edit/{practice.branch}/"
        return config

    def _name_edition(self, config: MkDocsConfig) -> None:
        """Of an edition, every page offers the others, and says when it is not the current one.

        The public reads what holds: it is not offered what held before.
        """
        if (edition := self.site.edition) is None:
            return
        practice = self.site.loaded.book.practice
        config.extra["edition"] = edition
        config.extra["edition_day"] = day_words(edition.on, self.site.loaded.book.formats.dates)
        # At the foot of each page, for those who read without scripts.
        config.copyright = f"Edition {edition.edition} of {config.extra['edition_day']}"
        config.extra["version"] = {"provider": "mike", "default": NEWEST}
        config.plugins["mike"].config["version_selector"] = self.site.audience != "public"
        if practice and practice.site and self.site.audience == "staff":
            # mike adds the folder in which the site lies.
            config.site_url = f"{practice.site.address.rstrip('/')}/"

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the generated pages, take out what others read, say what each pencil opens."""
        for file in files.documentation_pages():
            file.edit_uri = f"handbook/{file.src_uri}"
        self.hidden = self._hidden(files)
        self.called = {}
        for path in self.hidden:
            files.remove(files.src_uris[path])
        config.nav = nav_without(config.nav, self.hidden) if config.nav else config.nav
        self.pages = [p for p in self.pages if not (p.lesser and p.index in self.hidden)]
        self.made = {page.path: page for page in self.pages}
        for page in self.pages:
            files.append(generated(page, config))
        # Only now: other plugins may have said where this edition of the site is read.
        desk = replace(self.desk, address=config.site_url or "")
        for export in EXPORTS.values():
            if export.page in files.src_uris:
                for path, made in export.files(desk):
                    files.append(File.generated(config, path, content=made))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Hang generated pages below their index without putting them into the navigation."""
        del config
        for listed in nav.pages:
            unchain(listed)
        last: dict[str, MkDocsPage] = {}
        for page in self.pages:
            made = page_at(files, page.path)
            index = page_at(files, page.index)
            made.title = safe_title(page.title)
            # The theme follows parents for the breadcrumbs, whatever they are.
            made.parent = index  # type: ignore[assignment]
            if not page.chained:
                continue
            before = last.get(page.index)
            if before is not None:
                made.previous_page, before.next_page = before, made
            last[page.index] = made
        return nav

    def on_page_markdown(
        self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Fill generated pages, keep other words for search, hide links others may not follow.

        A generated page is filled as mkdocs-macros would carry out its one call,
        without the time that takes; pages by hand are left to it.
        """
        del config, files
        self.called[page.url] = page.meta.get("also_known_as", [])
        if made := self.made.get(page.file.src_uri):
            page.meta["render_macros"] = False
            if not made.searched:
                page.meta["search"] = {"exclude": True}
            return self.desk.fill(made.part, page, made.argument)
        return text_without(markdown, page.file.src_uri, self.hidden)

    def on_page_content(
        self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Keep words apart that only a cell or an item parts: search drops these tags."""
        del config, files
        # Said to mkdocs-macros only; the theme looks at front matter too.
        page.meta.pop("render_macros", None)
        return _CELL_END.sub(r" \g<0>", html)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what hosts and search engines are told about the site."""
        folder = Path(config.site_dir)
        self._teach_search(folder / "search" / "search_index.json", config)
        public = self.site.audience == "public"
        said = headers(policy(self.scripts), public=public)
        (folder / "_headers").write_text(as_headers_file(said), "utf-8")
        (folder / ".htaccess").write_text(as_htaccess(said), "utf-8")
        if self.site.edition:
            (folder / "edition.json").write_bytes(as_record(self.site.edition).encode())
        if not public:
            (folder / "robots.txt").write_text("User-agent: *\nDisallow: /\n", "utf-8")

    def _teach_search(self, path: Path, config: MkDocsConfig) -> None:
        """Add the words people use to the index that the search plugin has just written."""
        if path.is_file():
            directories = config.use_directory_urls
            index = json.loads(path.read_text("utf-8"))
            index = enriched(index, self.site.book, self.called, directories=directories)
            path.write_text(json.dumps(index, separators=(",", ":")), "utf-8")

    def _hidden(self, files: Files) -> set[str]:
        """The pages by hand that are not for this audience."""
        level = LEVELS.index(self.site.audience)
        filled = {page.index for page in self.pages}
        return {
            file.src_uri
            for file in files.documentation_pages()
            if LEVELS.index(audience_of(file)) > level
            # An index without records asks to add some: the public cannot.
            or (level == 0 and file.src_uri in INDEXES - filled)
        }

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Mend what the theme gets wrong for people who cannot see or use a mouse."""
        del page, config
        return self._finished(output)

    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str:
        """Mend the page for wrong addresses, which is made from a template of the theme."""
        del config
        is_page = template_name.endswith(".html")
        return self._finished(output_content) if is_page else output_content

    def _finished(self, html: str) -> str:
        """The page as it is written; the scripts in it are noted for the policy."""
        html = mended(html)
        self.scripts.update(inline_hashes(html))
        return html

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
        server.watch(str(Path(__file__).parent.parent / "templates"))
        return server


def _site(config: MkDocsConfig) -> Site:
    try:
        return site(Path(_data(config)), os.environ)
    except ValueError as error:
        raise PluginError(str(error)) from None


def _stopping(problems: list[Problem], site: Site) -> list[Problem]:
    """What stops a build: any error, but of an edition those that it is published in spite of."""
    if site.edition:
        return stopping(problems, site.despite)
    return errors(problems)


def _data(config: MkDocsConfig) -> str:
    plugin = config["plugins"]["handbook"]
    return str(plugin.config["folder"])
