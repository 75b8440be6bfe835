"""The difference between two handbooks, in the words of the model."""
