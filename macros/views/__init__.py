"""Questions asked of a Handbook: who holds what, who reads what, what is due."""
