"""A package, so that a process started by a test imports it: a library brings another."""
