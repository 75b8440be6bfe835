"""The private records: who signed what, one line for each signature."""
