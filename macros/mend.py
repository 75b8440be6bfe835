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
)


def mended(html: str) -> str:
    """The page without the theme's known faults; anything else stays byte for byte."""
    for wrong, right in _FAULTS:
        html = html.replace(wrong, right)
    return html
