"""The editor's pages of approval, and the reader's one form."""
