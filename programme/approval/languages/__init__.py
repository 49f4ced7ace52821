"""One page in several languages: made in one of them first, translated by people, decided on by editors.

The words come from wagtail-localize's synchronised editor; nothing of it is published by wagtail-localize itself.
"""
