"""A hook of MkDocs for the bench: writes the finished Markdown of every page into a folder."""

import os
from pathlib import Path
from typing import Any

import yaml


def on_page_markdown(markdown: str, *, page: Any, **_: object) -> None:  # noqa: ANN401 - no types
    """Keep what the plugins before made of the page, its front matter on top."""
    path = Path(os.environ["BENCH_EXPORT"]) / page.file.src_uri
    path.parent.mkdir(parents=True, exist_ok=True)
    meta = {key: value for key, value in page.meta.items() if key != "render_macros"}
    head = f"---\n{yaml.safe_dump(meta)}---\n" if meta else ""
    path.write_text(f"{head}{markdown}", encoding="utf-8")
