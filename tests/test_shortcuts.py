"""Quick ways that must say exactly what the slow ones say."""

import posixpath

from hypothesis import given
from hypothesis import strategies as st

from macros.pages import relative

ADDRESSES = st.lists(st.sampled_from("abc"), max_size=4).flatmap(
    lambda steps: st.sampled_from(
        ["/".join(steps) + end for end in (("/", ".html", "/index.html") if steps else ("",))]
    )
)


@given(target=ADDRESSES, current=ADDRESSES)
def test_a_link_is_what_the_library_makes_it(target: str, current: str) -> None:
    link = posixpath.relpath(target or ".", posixpath.dirname(current) or ".")
    end = "/" if target.endswith("/") or not target else ""
    assert relative(target, current) == f"{link}{end}"
