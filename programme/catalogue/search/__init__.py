"""Search in Finnish and English: what pages are found by (analysis.py), and Wagtail's backend for it (backend.py)."""
