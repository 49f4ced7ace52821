"""Counts of attempts, kept apart from cached pages, so that no crowd of readers makes the site forget them."""

import hashlib
import time

from django.core.cache import caches
from django.utils.connection import ConnectionProxy

# How many, in how many seconds.
Limit = tuple[int, int]


def count_up(*, scope: str, key: str, limit: Limit | None) -> bool:
    """Count an attempt of *key* and say whether it is within *limit*; without a limit, always.

    Windows are fixed: at the turn from one to the next, twice the number passes. The key is kept as a hash only.
    """
    if limit is None:
        return True
    most, seconds = limit
    counters = caches["counters"]
    window = int(time.time()) // seconds
    name = f"limit:{scope}:{window}:{hashlib.sha256(key.encode()).hexdigest()[:32]}"
    if counters.add(name, 1, timeout=seconds):
        return most >= 1
    try:
        return bool(counters.incr(name) <= most)
    except ValueError:
        # It ended between the two.
        counters.set(name, 1, timeout=seconds)
        return most >= 1


def keep_sign_in_attempts_here() -> None:
    """Let allauth count wrong passwords and codes among these, too; called once, when the app registry is ready.

    It names the default cache in one module, and has no setting for another.
    """
    from allauth.core.internal import ratelimit

    # By name: each thread has a connection of its own.
    ratelimit.cache = ConnectionProxy(caches, "counters")
