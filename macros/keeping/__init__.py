"""Starting a handbook from parts of another one: what stays, and how it is written as drafts."""
