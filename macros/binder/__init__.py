"""Documents to print, hand over or file: the binder and the evidence pack."""
