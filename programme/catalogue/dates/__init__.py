"""Dates as an artist edits them on a page; `programme.catalogue.occurrences` makes rows of them."""
