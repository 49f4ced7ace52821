"""`python -m tests.benchmarks`: queries, bytes and processor time of public pages on a fresh database of 200 pages."""

import gzip
import os
import time
from typing import Any

import django

PAGES = 200
SECONDS = 1.5


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.dev"
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.ROOT_URLCONF = "tests.benchmarks.urls"
    call_command("migrate", verbosity=0)
    addresses = fill()
    print(
        f"{'page':<12}{'cold q':>8}{'warm q':>8}{'bytes':>9}{'gzip':>8}"
        f"{'CPU ms':>8}{'req/s':>8}{'cached/s':>10}{'of hello':>10}"
    )
    hello = rate("/hello/")
    print(f"{'hello world':<12}{'':>49}{hello:>10.0f}{1:>10.2f}")
    for name, address in addresses.items():
        measure(name, address, hello)


def fill() -> dict[str, str]:
    """Make the site with its pages in both languages; return the addresses to measure."""
    import logging

    logging.disable(logging.INFO)
    from cms.demonstration.load import _picture
    from cms.site_setup import set_up_site
    from programme.catalogue.models import VideoPage, WorkshopPage
    from programme.partners.services import create_partner
    from tests.conftest import date_value, publish

    set_up_site(base_url="http://testserver")
    partners = [create_partner(name=f"Kumppani numero {number}", by=None) for number in range(10)]
    pictures = [_picture(f"Kuva {number}", "clay", "pots", number) for number in range(4)]
    answers = dict.fromkeys(("cost", "who", "skill", "needs", "participation", "seen"), "Ei mitään.")
    addresses = {"front": "/fi/", "listing": "/fi/ohjelma/"}
    for number in range(PAGES // 2):
        partner = partners[number % len(partners)]
        source: Any = None
        for section in partner.sections.select_related("locale").order_by("-locale__language_code"):
            values = {
                "title": f"Paja numero {number}",
                "summary": "Muovaillaan yhdessä.",
                "contact_name": "Aino",
                "contact_email": "aino@example.org",
                "main_image": pictures[number % len(pictures)],
                "main_image_decorative": True,
                "locale": section.locale,
                "live": False,
            }
            if number % 10 == 0:
                page = VideoPage(video_address="https://vimeo.com/76979871", **values)
            else:
                page = WorkshopPage(
                    **answers, dates=[("date", date_value(number % 40 + day)) for day in (1, 8)], **values
                )
            if source is not None:
                page.translation_key = source.translation_key
            section.add_child(instance=page)
            page.save_revision()
            publish(page)
            if source is None:
                addresses.setdefault(page.kind, page.url)
                addresses.setdefault("partner", section.url)
            source = source or page
    return addresses


def measure(name: str, address: str, hello: float) -> None:
    """Print the line of one page."""
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    cache.clear()
    with CaptureQueriesContext(connection) as cold:
        response = client.get(f"{address}?cold=1")
    assert response.status_code == 200, (address, response.status_code)
    # Counted at once: the log is emptied by the next request.
    cold_queries = len(cold)
    with CaptureQueriesContext(connection) as warm:
        client.get(f"{address}?warm=1")
    warm_queries = len(warm)
    raw = len(response.content)
    started, count = time.process_time(), 0
    while time.process_time() - started < SECONDS:
        client.get(f"{address}?uncached={count}")
        count += 1
    milliseconds = (time.process_time() - started) / count * 1000
    uncached, cached = 1000 / milliseconds, rate(address)
    packed = len(gzip.compress(response.content))
    print(
        f"{name:<12}{cold_queries:>8}{warm_queries:>8}{raw:>9}{packed:>8}{milliseconds:>8.1f}"
        f"{uncached:>8.0f}{cached:>10.0f}{cached / hello:>10.2f}"
    )


def rate(address: str) -> float:
    """Return requests for each second of processor time, on one thread, through the whole stack."""
    from django.test import Client

    client = Client()
    client.get(address)
    started, count = time.process_time(), 0
    while time.process_time() - started < SECONDS:
        client.get(address)
        count += 1
    return count / (time.process_time() - started)


main()
