"""Measurements, run by `make bench`; never by the tests, because machines are shared and noisy."""
