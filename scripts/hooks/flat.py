"""A hook of MkDocs for the bench: hangs pages outside the navigation below their folder's index."""

import posixpath
from typing import Any


def on_nav(nav: Any, *, files: Any, **_: object) -> None:  # noqa: ANN401 - MkDocs is not imported
    """Give each page a parent, and a neighbor on either side."""
    listed = {page.file.src_uri for page in nav.pages}
    last: dict[str, Any] = {}
    for file in files.documentation_pages():
        folder = posixpath.dirname(file.src_uri)
        index = files.get_file_from_path(f"{folder}/index.md")
        if file.src_uri in listed or index is None:
            continue
        file.page.parent = index.page
        before = last.get(folder)
        if before is not None:
            file.page.previous_page, before.next_page = before, file.page
        last[folder] = file.page
