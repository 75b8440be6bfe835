"""Draw the pictures of the report that the page "How approval works here" shows.

`python -m tests.sample.pictures` changes a copy of the sample as an office manager would,
and photographs the report on it as a phone shows it.
"""

import io
import shutil
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import FloatRect, Page, ViewportSize, sync_playwright

from scripts import review
from tests.lay import ROOT
from tests.repository import Repository

FOLDER = ROOT / "handbook" / "assets"
CHROMIUM = "/usr/bin/chromium"
DAY = "2026-11-21"
# What each picture shows: from a heading of the report to the one it leaves out.
PICTURES = {
    "report-sentence": ("What changes", "Policies"),
    "report-policy": ("PAT-04", "PRV-08"),
    "report-after": ("What happens after", ""),
}
PHONE = ViewportSize(width=390, height=844)
MARGIN = 12
COMPLAINTS = "policies/patients/patient-complaints.yaml"
TEXTING = "policies/privacy/phone-and-texting.yaml"
DESK = "roles/patient-services-representative.yaml"
VERSION = """\
revisions:
  - version: "{}"
    effective: {}
    material: {}
    change: {}
"""


def change(repository: Repository) -> None:
    """A shorter deadline that people sign again, a typing matter, and a duty of the front desk."""
    _edit(repository, COMPLAINTS, "Within 15 working days", "Within 10 working days")
    told = "A complaint is answered within 10 working days."
    version = VERSION.format("1.2", "2027-01-04", "true", told)
    _edit(repository, COMPLAINTS, "revisions:\n", version)
    _edit(
        repository, TEXTING, "Keep a text to times, places and", "Keep a text to times, places or"
    )
    version = VERSION.format("1.2", "2026-12-07", "false", "One word is clearer.")
    _edit(repository, TEXTING, "revisions:\n", version)
    _edit(repository, DESK, "often: Each afternoon", "often: Each morning and each afternoon")


def _edit(repository: Repository, name: str, old: str, new: str) -> None:
    text = (repository.data / name).read_text("utf-8")
    assert text.count(old) == 1, (name, old)
    repository.write(name, text.replace(old, new))


def report(folder: Path) -> str:
    """The report on that change, as a page."""
    repository = Repository(folder / "practice")
    shutil.copytree(ROOT / "data", repository.data)
    repository.commit("2026-11-20")
    change(repository)
    path = folder / "review.html"
    where = ["--base", "main", "--data", str(repository.data), "--today", DAY]
    assert review.main([*where, "--format", "html", "--output", str(path)]) == 0
    return path.read_text("utf-8")


def draw(page: Page, html: str) -> None:
    """Write every picture."""
    page.set_content(html)
    last = page.locator("main > *").last.bounding_box()
    assert last
    foot = last["y"] + last["height"]
    for name, (start, end) in PICTURES.items():
        top = _top(page, start) - MARGIN
        height = (_top(page, end) - MARGIN if end else foot + MARGIN) - top
        clip = FloatRect(x=0, y=top, width=PHONE["width"], height=height)
        shot = page.screenshot(full_page=True, clip=clip)
        picture = Image.open(io.BytesIO(shot)).convert("RGB")
        few = picture.quantize(64, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        few.save(FOLDER / f"{name}.png", optimize=True)


def _top(page: Page, heading: str) -> float:
    box = page.locator("h1, h2, h3").filter(has_text=heading).bounding_box()
    assert box, heading
    return box["y"]


def main() -> None:
    """Draw them."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport=PHONE, device_scale_factor=2, color_scheme="light")
        draw(page, report(Path(folder)))
        browser.close()


if __name__ == "__main__":
    main()
