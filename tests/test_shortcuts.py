"""Quick ways that must say exactly what the slow ones say."""

import posixpath

import markdown
import nh3
from hypothesis import given
from hypothesis import strategies as st

from macros.links import INTERNAL
from macros.markdown import to_html
from macros.pages import relative

ADDRESSES = st.lists(st.sampled_from("abc"), max_size=4).flatmap(
    lambda steps: st.sampled_from(
        ["/".join(steps) + end for end in (("/", ".html", "/index.html") if steps else ("",))]
    )
)
TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "br", "blockquote"}
TEXTS = st.text("aZ09 ,.;:?!'\"()%$/-+=~_*#>&<[]`\n\té", min_size=1, max_size=40)


@given(target=ADDRESSES, current=ADDRESSES)
def test_a_link_is_what_the_library_makes_it(target: str, current: str) -> None:
    link = posixpath.relpath(target or ".", posixpath.dirname(current) or ".")
    end = "/" if target.endswith("/") or not target else ""
    assert relative(target, current) == f"{link}{end}"


@given(TEXTS)
def test_words_alone_become_what_the_parser_makes_of_them(text: str) -> None:
    parsed = markdown.markdown(text.replace("<", "&lt;"), extensions=["sane_lists"])
    schemes = {"https", "mailto", "tel", *INTERNAL}
    clean = nh3.clean(
        parsed, tags=TAGS, attributes={"a": {"href"}}, url_schemes=schemes, link_rel=None
    )
    assert str(to_html(text)) == clean
