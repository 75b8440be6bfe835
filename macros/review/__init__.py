"""The report on a change as people read it: in a comment, on a phone, on paper, in a terminal."""
