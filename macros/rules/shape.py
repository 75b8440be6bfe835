"""Faults in the shape of a record: keys and the kinds of their values."""

from .rule import fault


@fault("FIL012", fix="Look up the key in the data reference and write it as the example there.")
def values_have_the_right_shape() -> None:
    """Every value has the shape its key asks for.

    Where a list is asked for, each item stands on its own line after a hyphen.

    Bad:

    ```yaml title="data/roles/office-manager.yaml"
    aliases: Practice manager
    ```

    Good:

    ```yaml title="data/roles/office-manager.yaml"
    aliases:
      - Practice manager
    ```
    """


@fault("FIL021", fix="Correct the key, or delete the line; the data reference lists all keys.")
def keys_are_known() -> None:
    """Every key is one that the handbook knows.

    A mistyped key would be ignored, and what stands behind it would be on no page.

    Bad:

    ```yaml title="data/roles/office-manager.yaml"
    report_to: owner-physician
    ```

    Good:

    ```yaml title="data/roles/office-manager.yaml"
    reports_to: owner-physician
    ```
    """


@fault("FIL022", fix="Add the key with its value; the data reference says what it means.")
def needed_keys_exist() -> None:
    """Every key that a record needs is there.

    Bad:

    ```yaml title="data/people/kim-lane.yaml"
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


@fault("FIL023", fix="Use one of the words in the message.")
def words_are_ones_that_can_be_chosen() -> None:
    """Where a value is chosen from a few words, it is one of them.

    Bad:

    ```yaml title="data/roles/office-manager.yaml"
    status: current
    ```

    Good:

    ```yaml title="data/roles/office-manager.yaml"
    status: active
    ```
    """


@fault("FIL024", fix="Write the year, the month and the day with two hyphens: 2026-11-21.")
def dates_are_dates() -> None:
    """Every date is written as year, month and day.

    11/12/2026 is a day in November to some and in December to others.

    Bad:

    ```yaml title="data/people/sam-rivers.yaml"
    assignments:
      - role: office-manager
        from: 3/1/2021
    ```

    Good:

    ```yaml title="data/people/sam-rivers.yaml"
    assignments:
      - role: office-manager
        from: 2021-03-01
    ```
    """


@fault("FIL025", fix="Write digits only.")
def numbers_are_whole() -> None:
    """Every number is written in digits.

    Bad:

    ```yaml title="data/policies/privacy/notice.yaml"
    sign_by: one
    ```

    Good:

    ```yaml title="data/policies/privacy/notice.yaml"
    sign_by: 1
    ```
    """


@fault("FIL026", fix="Stay within the limit in the message.")
def values_keep_their_limits() -> None:
    """Numbers, texts and lists keep their limits.

    A value, for example, needs two behaviors, or nobody can tell whether it is lived.

    Bad:

    ```yaml title="data/policies/privacy/notice.yaml"
    review:
      every_months: 0
      basis: practice
    ```

    Good:

    ```yaml title="data/policies/privacy/notice.yaml"
    review:
      every_months: 12
      basis: practice
    ```
    """


@fault("FIL027", fix="Write it as the example in the message.")
def values_keep_their_form() -> None:
    """Ids, codes, versions, times, phone numbers and addresses keep their form.

    Bad:

    ```yaml title="data/policies/privacy/notice.yaml"
    code: Privacy 1
    ```

    Good:

    ```yaml title="data/policies/privacy/notice.yaml"
    code: PRV-01
    ```
    """
