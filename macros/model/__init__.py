"""The words of the data: one record class for each kind of thing a handbook knows."""
