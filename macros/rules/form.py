"""Matters of form, which `python -m scripts.tidy` mends."""

from .rule import fault

_TIDY = "Run `python -m scripts.tidy`, or leave it: nothing breaks."


@fault("FRM001", fix=_TIDY, severity="warning")
def keys_are_in_order() -> None:
    """Keys stand in the order of the data reference.

    Files of one kind are compared at a glance when they all begin alike.

    Bad:

    ```yaml title="data/people/sam-rivers.yaml"
    assignments:
      - from: 2021-03-01
        role: office-manager
    ```

    Good:

    ```yaml title="data/people/sam-rivers.yaml"
    assignments:
      - role: office-manager
        from: 2021-03-01
    ```
    """


@fault("FRM002", fix=_TIDY, severity="warning")
def lists_stand_one_item_a_line() -> None:
    """Lists have one item on each line.

    A change to one item then shows as one changed line.

    Bad:

    ```yaml title="data/people/sam-rivers.yaml"
    works: [monday, tuesday]
    ```

    Good:

    ```yaml title="data/people/sam-rivers.yaml"
    works:
      - monday
      - tuesday
    ```
    """


@fault("FRM003", fix="Put the text in double quotes.", severity="warning")
def text_does_not_look_like_a_number() -> None:
    """Text that looks like a number or a truth value is in quotes.

    The handbook reads it as text; an editor or another program would read version 1.10 as 1.1.

    Bad:

    ```yaml title="data/people/sam-rivers.yaml"
    contact:
      extension: 102
    ```

    Good:

    ```yaml title="data/people/sam-rivers.yaml"
    contact:
      extension: "102"
    ```
    """


@fault("FRM004", fix="Fill it in, or delete the key.", severity="warning")
def no_empty_values() -> None:
    """A key that says nothing is left out.

    An empty value counts as absent.

    Bad:

    ```yaml title="data/people/sam-rivers.yaml"
    works:
    ```

    Good:

    ```yaml title="data/people/sam-rivers.yaml"
    works:
      - monday
    ```
    """
