"""Faults that keep a file from being read."""

from .rule import fault


@fault("FIL001", fix="Check that the file exists, is not open elsewhere and may be read.")
def file_can_be_opened() -> None:
    """Every file in data/ can be opened.

    The computer refuses to read the file: its permissions, its disk or its name are in the way.
    """


@fault("FIL002", fix="Put the file itself in its place.")
def file_is_a_file() -> None:
    """Every entry in data/ is a file of its own.

    A link can point outside the handbook, at nothing, or at itself,
    and what it shows can change without anybody seeing it in review.
    A folder whose name ends in .yaml holds nothing that is read.
    """


@fault("FIL003", fix="Split the file; one record rarely needs more than a few pages.")
def file_is_small() -> None:
    """No file is larger than two megabytes.

    A file of this size is no record of a practice.
    It would make every check slow.
    """


@fault("FIL004", fix="Save the file as UTF-8; editors offer this under Save as or Encoding.")
def file_is_utf8() -> None:
    """Every file is stored as UTF-8.

    Older programs store text in other ways.
    Read as UTF-8, names with accents would turn into other characters.
    """


@fault("FIL005", fix="Delete the character; typing the line again is the easiest way.")
def no_control_characters() -> None:
    """No file holds invisible control characters.

    They come in with text copied from other programs, cannot be seen and break pages and search.
    """


@fault(
    "FIL006",
    fix="Keep the lines you want, and delete the others and the lines with <<<, === and >>>.",
)
def no_conflict_markers() -> None:
    """No file holds two versions that collide.

    Two people changed the same lines, and git left both for somebody to choose.

    Bad:

    ```yaml title="data/purpose.yaml"
    <<<<<<< HEAD
    mission: We look after families.
    =======
    mission: We look after people.
    >>>>>>> change
    ```

    Good:

    ```yaml title="data/purpose.yaml"
    mission: We look after the families around us.
    ```
    """


@fault("FIL007", fix="Delete the tab and type two spaces for each level.")
def no_tabs() -> None:
    r"""Lines are indented with spaces, not with tabs.

    YAML does not allow tabs there, because their width differs from screen to screen.
    """


@fault("FIL008", fix="Compare the line with the same line in another file of this folder.")
def file_is_yaml() -> None:
    """Every file is YAML.

    A line breaks the form of `key: value`, lists and indentation, so the rest cannot be understood.

    Bad:

    ```yaml title="data/people/alex-stone.yaml"
    name: Alex: the owner
    ```

    Good:

    ```yaml title="data/people/alex-stone.yaml"
    name: "Alex: the owner"
    ```
    """


@fault("FIL009", fix="Write the values one below the other; no record needs more than six levels.")
def levels_are_few() -> None:
    """Values lie in one another at most forty levels deep.

    Deeper nesting is a slip of the keyboard or an attempt to break the program.
    """


@fault("FIL010", fix="Write the value out here, or put text that starts this way in double quotes.")
def no_hidden_meaning() -> None:
    """Every value stands where it is used.

    Anchors (`&`), aliases (`*`), merge keys (`<<`) and tags (`!`) give a line a meaning
    that cannot be seen in it.

    Bad:

    ```yaml title="data/people/alex-stone.yaml"
    name: &alex Alex Stone
    assignments:
      - role: owner-physician
        from: 2020-01-06
    ```

    Good:

    ```yaml title="data/people/alex-stone.yaml"
    name: Alex Stone
    ```
    """


@fault("FIL011", fix="Keep one of the two and delete the other.")
def keys_are_unique() -> None:
    """A key stands once in a record.

    Programs would keep one of the two without a word, and not always the same one.

    Bad:

    ```yaml title="data/people/alex-stone.yaml"
    name: Alex Stone
    name: Alex B. Stone
    assignments:
      - role: owner-physician
        from: 2020-01-06
    ```

    Good:

    ```yaml title="data/people/alex-stone.yaml"
    name: Alex B. Stone
    ```
    """


@fault("FIL013", fix="Move what follows the line of dashes to a file of its own.")
def one_document_a_file() -> None:
    """A file holds one document.

    A line of three dashes starts a second one, which nothing would read.

    Bad:

    ```yaml title="data/people/alex-stone.yaml"
    name: Alex Stone
    ---
    name: Sam Rivers
    ```

    Good:

    ```yaml title="data/people/alex-stone.yaml"
    name: Alex Stone
    ```
    """


@fault("FIL014", fix="Fill the file in, or delete it.")
def file_is_not_empty() -> None:
    """No file is empty.

    An empty file was begun and forgotten, or its content was lost.
    """


@fault("FIL015", fix="Start the file with a key, such as `title:`.")
def file_is_a_group_of_keys() -> None:
    """Every file starts with keys.

    A record says what each of its values is by a key before it.

    Bad:

    ```yaml title="data/people/alex-stone.yaml"
    - Alex Stone
    ```

    Good:

    ```yaml title="data/people/alex-stone.yaml"
    name: Alex Stone
    ```
    """


@fault("FIL016", fix="Move it to the folder of its kind; see the data reference.")
def file_has_a_place() -> None:
    """Every file lies where something reads it.

    A policy in the wrong folder would be on no page and in no check, and nobody would know.

    Bad:

    ```yaml title="data/policy/fax.yaml"
    title: Faxing
    ```

    Good:

    ```yaml title="data/people/alex-stone.yaml"
    name: Alex Stone
    ```
    """


@fault("FIL017", fix="Rename the file so that its name ends in .yaml.")
def file_name_ends_in_yaml() -> None:
    """The name of every data file ends in .yaml.

    One ending for all files keeps two files from claiming the same id.

    Bad:

    ```yaml title="data/people/kim-lane.yml"
    name: Kim Lane
    ```

    Good:

    ```yaml title="data/people/alex-stone.yaml"
    name: Alex Stone
    ```
    """


@fault("FIL018", fix="Rename the file: lower-case letters and digits, words joined by hyphens.")
def file_name_is_an_id() -> None:
    """The name of a file is the id of its record.

    Ids stand in addresses and in other files, so they hold no spaces, capitals or accents.

    Bad:

    ```yaml title="data/people/Kim Lane.yaml"
    name: Kim Lane
    assignments:
      - role: office-manager
        from: 2026-01-05
    ```

    Good:

    ```yaml title="data/people/kim-lane.yaml"
    name: Kim Lane
    assignments:
      - role: office-manager
        from: 2026-01-05
    ```
    """


@fault("FIL019", fix="Create it, or take it back from an earlier version.")
def needed_files_exist() -> None:
    """The files that every handbook needs are there.

    A handbook without the practice and its purpose has no name and no reason.
    """
