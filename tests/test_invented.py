"""The invented handbook: sound at every size, and the same on every machine."""

from pathlib import Path

from macros.figures import AIMS, Age, Changed, Run, Size, exponent, report
from macros.invented import DAY, as_yaml, handbook
from tests.lay import problems
from tests.site import Built, build, project


def _lay(folder: Path, policies: int) -> Path:
    for name, text in handbook(policies):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_the_same_seed_gives_the_same_bytes() -> None:
    assert list(handbook(30, seed=7)) == list(handbook(30, seed=7))
    assert list(handbook(30, seed=7)) != list(handbook(30, seed=8))


def test_only_what_grows_with_policies_grows() -> None:
    counts = {}
    for policies in (100, 1000, 3000):
        folders = [name.split("/")[0] for name, _ in handbook(policies) if "/" in name]
        counts[policies] = {folder: folders.count(folder) for folder in dict.fromkeys(folders)}
    fixed = {"onboarding": 1, "roles": 81, "regulations": 12}
    assert counts == {
        100: fixed
        | {
            "people": 81,
            "approved": 125,
            "policies": 100,
            "procedures": 33,
            "forms": 20,
            "checklists": 10,
        },
        1000: fixed
        | {
            "people": 200,
            "approved": 1250,
            "policies": 1000,
            "procedures": 333,
            "forms": 200,
            "checklists": 100,
        },
        3000: fixed
        | {
            "people": 240,
            "approved": 3750,
            "policies": 3000,
            "procedures": 1000,
            "forms": 600,
            "checklists": 300,
        },
    }


def test_a_policy_is_as_long_as_a_real_one() -> None:
    sizes = [len(text) for name, text in handbook(100) if name.startswith("policies/")]
    assert 2_500 < sum(sizes) / len(sizes) < 3_700


def test_an_invented_handbook_hangs_together(tmp_path: Path) -> None:
    assert problems(_lay(tmp_path / "data", 60), DAY) == []


def test_an_invented_handbook_builds(tmp_path: Path) -> None:
    folder = project(tmp_path / "project", _lay(tmp_path / "invented", 60))
    done = build(folder, tmp_path / "site")
    assert done.returncode == 0, done.stderr
    built = Built(tmp_path / "site", done.stderr)
    assert {f"policies/policy-{n}/" for n in range(1, 61)} <= built.pages.keys()
    assert built.dead_links() == []


def test_yaml_stands_in_the_house_form() -> None:
    rows = {"a": "b", "c": {"d": 1}, "e": ["f", {"g": "1.0", "h": True}], "i": "j\n\nk\n"}
    assert as_yaml(rows) == (
        'a: b\nc:\n  d: 1\ne:\n  - f\n  - g: "1.0"\n    h: true\ni: |\n  j\n\n  k\n'
    )


def _size(policies: int, **seconds: float) -> Size:
    runs = {name: [Run(spent, 50_000_000)] for name, spent in seconds.items()}
    return Size(policies, policies * 2, policies * 4_000, runs, site=3_000_000, index=400_000)


def test_ratios_and_growth_are_counted_from_the_middle_of_all_runs() -> None:
    small = _size(100, parse=1, validate=3, bare=10, flat=12, build=15)
    small.runs["validate"] += [Run(2, 70_000_000), Run(9, 60_000_000)]
    large = _size(1000, parse=10, validate=20, bare=1000, flat=200, build=150)
    assert {aim: small.ratio(aim) for aim in AIMS} == {
        "validate": 3,
        "build": 1.5,
        "build, flat": 1.25,
    }
    assert small.peak("validate") == 70_000_000
    assert exponent(small, large, "build") == 1
    assert exponent(small, large, "bare") == 2


def test_a_report_is_a_handful_of_small_tables() -> None:
    small = _size(100, parse=1, validate=2, bare=10, flat=12, build=15)
    large = _size(1000, parse=10, validate=20, bare=100, flat=120, build=150)
    runs = {"without": [Run(0.5, 1)], "with": [Run(9, 1), Run(0.75, 1), Run(0.7, 1)]}
    changed = Changed(1_000, 20, {"validate": [Run(2, 1)], "review": [Run(3, 1)]})
    assert (
        report([small, large], Age(5_000, 20_000, runs), changed)
        == """\
| policies | files | parse, s | validate, s | bare, s | flat, s | build, s |
| --- | --- | --- | --- | --- | --- | --- |
| 100 | 200 | 1.00 | 2.00 | 10.00 | 12.00 | 15.00 |
| 1,000 | 2,000 | 10.00 | 20.00 | 100.00 | 120.00 | 150.00 |

| policies | validate / parse, aim 2.0 | build / bare, aim 1.6 | build / flat, aim 1.25 |
| --- | --- | --- | --- |
| 100 | 2.00 | 1.50 | 1.25 |
| 1,000 | 2.00 | 1.50 | 1.25 |

| exponent, aim 1.05 | parse | validate | bare | flat | build |
| --- | --- | --- | --- | --- | --- |
| 100 to 1,000 | 1.00 | 1.00 | 1.00 | 1.00 | 1.00 |

| policies | data, MB | validate peak, MB | build peak, MB | site, MB | index, MB |
| --- | --- | --- | --- | --- | --- |
| 100 | 0.4 | 50.0 | 50.0 | 3.0 | 0.4 |
| 1,000 | 4.0 | 50.0 | 50.0 | 3.0 | 0.4 |

| commits | changes to files | validate without git, s | with git, s | git, s |
| --- | --- | --- | --- | --- |
| 5,000 | 20,000 | 0.50 | 0.75 | 0.25 |

| policies | changed | validate, s | review, s | review / validate, aim 2.5 |
| --- | --- | --- | --- | --- |
| 1,000 | 20 | 2.00 | 3.00 | 1.50 |"""
    )
