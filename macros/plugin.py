"""The one module that knows MkDocs: generated pages, navigation, pencils, what is watched."""

import json
import logging
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.commands.build import build
from mkdocs.config import config_options, load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.meta import get_data

from . import exported  # noqa: F401 - importing it declares the files for other programs
from .csp import as_headers_file, as_htaccess, headers, inline_hashes, policy
from .day import epoch
from .exported import EXPORTS
from .formats import day_words
from .hand import audience_of, nav_without, text_without
from .history import past
from .mend import mended
from .model.record import Audience
from .pages import INDEXES, Page, pages
from .parts import PARTS, Desk
from .problems import Problem, as_text, errors, summary
from .published import NEWEST, as_record
from .publishing.despite import stopping
from .rules import check
from .search import enriched
from .site import Site, site
from .views.audience import LEVELS

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
        style = practice.formats.dates if practice else "month-first"
        config.extra["edition"] = edition
        config.extra["edition_day"] = day_words(edition.on, style)
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
            files.append(_file(page, config))
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
            _unchain(listed)
        last: dict[str, MkDocsPage] = {}
        for page in self.pages:
            made = _page(files, page.path)
            index = _page(files, page.index)
            made.title = _safe_title(page.title)
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
            if LEVELS.index(_audience(file)) > level
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
        server.watch(str(Path(__file__).parent / "templates"))
        return server


def build_site(settings: Path, folder: Path, **other: bool) -> None:
    """Build the site of one mkdocs.yml into a folder, as the command `mkdocs build` does.

    `other` are settings that hold instead of those in the file.
    """
    changed: dict[str, Any] = {"site_dir": str(folder), **other}
    config = load_config(str(settings), **changed)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    config.plugins.on_shutdown()


def try_site(
    settings: Path, folder: Path, asked: Mapping[str, str], **other: bool
) -> tuple[str, ...]:
    """Build a site strictly, as the environment and what is `asked` and `other` settings say.

    The answer is why it cannot be built, one sentence each, and empty when it is.
    """
    heard = _Heard()
    known = dict(os.environ)
    os.environ.update(asked)
    logging.getLogger("mkdocs").addHandler(heard)
    try:
        build_site(settings, folder, strict=True, **other)
    except Abort:
        return tuple(heard.said)
    except Exception as error:  # noqa: BLE001 - whatever it stumbles over, the report still comes
        return (*heard.said, str(error) or type(error).__name__)
    finally:
        logging.getLogger("mkdocs").removeHandler(heard)
        os.environ.clear()
        os.environ.update(known)
    return ()


class _Heard(logging.Handler):
    """Keeps what a strict build does not let pass."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def define_parts(env: Any) -> None:  # noqa: ANN401 - what mkdocs-macros hands over has no type
    """Register every part as a macro that knows the page it stands on."""
    desk: Desk = env.conf["plugins"]["handbook"].desk
    # Not "audience": the front matter of a page would hide a variable of that name.
    env.variables["built_for"] = desk.site.audience
    for name in PARTS:
        env.macro(_macro(desk, env, name), name)


def _macro(desk: Desk, env: Any, name: str) -> Callable[..., str]:  # noqa: ANN401 - as above
    # A plain function: mkdocs-macros writes every macro out as text, and the text of
    # anything that holds the desk is the whole handbook.
    def fill(*arguments: str) -> str:
        return desk.fill(name, env.page, *arguments)

    return fill


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
        raise PluginError(
            f"the page handbook/{path} is missing or not for this audience;"
            " every folder of pages has one"
        )
    return file.page


def _audience(file: File) -> Audience:
    try:
        return audience_of(get_data(file.content_string)[1])
    except ValueError as error:
        raise PluginError(f"handbook/{file.src_uri}: {error}") from None


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
