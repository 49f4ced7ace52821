"""Many people at once, through the served site: `make load`."""
