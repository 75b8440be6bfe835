"""Small faults of the theme's HTML, mended after it is made; each says what was wrong."""

# What the theme writes, and what it should have written.
_FAULTS = (
    # A dialog without a name: a screen reader says "dialog" and nothing else.
    (
        '<div class="md-search" data-md-component="search" role="dialog">',
        '<div class="md-search" data-md-component="search" role="dialog" aria-label="Search">',
    ),
    # The breadcrumbs bear the name of the main navigation.
    (
        '<nav class="md-path" aria-label="Navigation"',
        '<nav class="md-path" aria-label="You are here"',
    ),
    # An address below the page is none by itself: the script that shows a former edition stops.
    (
        '"),outdated=__md_get("__outdated"',
        '",location),outdated=__md_get("__outdated"',
    ),
    # A version is the number of a policy; what is chosen here are editions.
    ('"select.version": "Select version"', '"select.version": "Choose an edition"'),
)


def mended(html: str) -> str:
    """The page without the theme's known faults; anything else stays byte for byte."""
    for wrong, right in _FAULTS:
        html = html.replace(wrong, right)
    return html
