"""Thin edges: each asks whether the person may, calls a verb, and answers."""
