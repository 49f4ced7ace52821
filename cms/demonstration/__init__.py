"""Demonstration content: the project of 2020 as it is known, and invented content that is marked as such."""
