"""Publishing an edition: what may stop it, how it is made, and the one step in which it appears."""
