"""Files and pages as MkDocs holds them."""

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Section
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.meta import get_data

from macros import hand
from macros.model.record import Audience
from macros.pages import Page


def generated(page: Page, config: MkDocsConfig) -> File:
    """A page that exists in memory only: its text is one macro call."""
    text = f"{{{{ {page.call} }}}}\n"
    level = InclusionLevel.NOT_IN_NAV
    file = File.generated(config, page.path, content=text, inclusion=level)
    file.edit_uri = f"data/{page.data}" if page.data else None
    return file


def page_at(files: Files, path: str) -> MkDocsPage:
    file = files.get_file_from_path(path)
    if file is None or file.page is None:
        raise PluginError(
            f"the page handbook/{path} is missing or not for this audience;"
            " every folder of pages has one"
        )
    return file.page


def audience_of(file: File) -> Audience:
    try:
        return hand.audience_of(get_data(file.content_string)[1])
    except ValueError as error:
        raise PluginError(f"handbook/{file.src_uri}: {error}") from None


def unchain(page: MkDocsPage) -> None:
    """Previous and next stay inside a section: elsewhere they lead to a stranger."""
    parent = page.parent
    siblings = parent.children if isinstance(parent, Section) else []
    if page.previous_page not in siblings:
        page.previous_page = None
    if page.next_page not in siblings:
        page.next_page = None


def safe_title(title: str) -> str:
    """A title for the theme, which prints it as HTML, and for mkdocs-macros, which runs it."""
    return str(escape(title)).replace("{", "&#123;").replace("}", "&#125;")
