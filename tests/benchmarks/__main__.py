"""`python -m tests.benchmarks`: what the public pages cost on a fresh database, and what grows with their number."""

import gzip
import os
import time
from collections.abc import Callable
from typing import Any

import django

PAGES = 200
MANY_PAGES = 2_000
SECONDS = 1.5


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.dev"
    django.setup()
    import logging

    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.ROOT_URLCONF = "tests.benchmarks.urls"
    call_command("migrate", verbosity=0)
    logging.disable(logging.INFO)
    originals = publish_originals()
    clone_to(PAGES, originals)
    addresses = addresses_of(originals)
    print(f"{PAGES} programme pages; ms: of processor time in this process, and on the clock; /s: of processor time")
    print(
        f"{'page':<14}{'cold q':>7}{'warm q':>7}{'bytes':>8}{'gzip':>7}"
        f"{'CPU ms':>8}{'clock':>7}{'/s':>7}{'cached/s':>10}{'of hello':>10}"
    )
    hello = per_second(requests_to("/hello/"))
    print(f"{'hello world':<14}{'':>44}{hello:>7.0f}{'':>10}{1:>10.2f}")
    for name, address in addresses.items():
        measure(name, address, hello)
    measure_gate(originals[0], hello)
    measure_growth(originals)


def publish_originals() -> list[Any]:
    """Make the site; publish a workshop, a video, an event and a workshop that is over, each in both languages."""
    from cms.demonstration.pictures import picture
    from cms.site_setup import set_up_site
    from media.models import Picture
    from media.renditions import make_renditions
    from programme.catalogue.models import EventPage, VideoPage, WorkshopPage
    from programme.partners.services import create_partner
    from tests.many_pages import published

    set_up_site(base_url="http://testserver")
    partner, *_others = [create_partner(name=f"Kumppani numero {number}", by=None) for number in range(10)]
    image = Picture(title="Ruukkuja", file=picture(palette="clay", motif="pots", seed=1))
    image.save()
    make_renditions(image)
    kinds: list[tuple[Any, str, dict[str, Any]]] = [
        (WorkshopPage, "Paja", {"days": (0, 8)}),
        (VideoPage, "Video", {"video_address": "https://vimeo.com/76979871"}),
        (EventPage, "Konsertti", {"days": (1, 9), "cost": "Ei mitään."}),
        (WorkshopPage, "Mennyt paja", {"days": (-90, -80)}),
    ]
    originals = []
    for model, title, values in kinds:
        page = published(partner.sections.get(locale__language_code="fi"), model, title, main_image=image, **values)
        published(
            partner.sections.get(locale__language_code="en"),
            model,
            title,
            main_image=image,
            translation_key=page.translation_key,
            **values,
        )
        originals.append(page)
    return originals


def clone_to(total: int, originals: list[Any]) -> None:
    """Bring the number of pages in Finnish to *total*, the kinds in equal parts."""
    from programme.catalogue.models import ProgrammePage
    from tests.many_pages import clone, tell_database_how_much_there_is

    missing = total - ProgrammePage.objects.filter(locale__language_code="fi").count()
    for page in originals:
        clone(page, missing // len(originals))
    tell_database_how_much_there_is()


def addresses_of(originals: list[Any]) -> dict[str, str]:
    addresses = {"front page": "/fi/", "20 cards": "/fi/ohjelma/", "partner list": "/fi/tekijat/"}
    addresses |= {page.kind: page.url for page in originals[:3]}
    return addresses | {"partner": originals[0].get_parent().url}


def measure(name: str, address: str, hello: float) -> None:
    """Print the line of one page: cold is the first request after a change of the content."""
    from home.content_version import raise_version

    requests_to(address)()
    raise_version()
    cold, content = queries_of(f"{address}?cold=1")
    warm, content = queries_of(f"{address}?warm=1")
    milliseconds, clock = cost(requests_to(address, cached=False))
    cached = per_second(requests_to(address))
    print(
        f"{name:<14}{cold:>7}{warm:>7}{len(content):>8}{len(gzip.compress(content)):>7}"
        f"{milliseconds:>8.1f}{clock:>7.1f}{1000 / milliseconds:>7.0f}{cached:>10.0f}{cached / hello:>10.2f}"
    )


def measure_gate(page: Any, hello: float) -> None:
    """Print what a picture of a live page costs while the decision on it is kept, and when it has to be made."""
    from django.core.cache import cache

    from media.gate import GENERATION_KEY

    address = page.main_image.renditions.get(filter_spec="fill-640x400|format-jpeg").url

    def forget() -> None:
        cache.delete(GENERATION_KEY)

    forget()
    asked, content = queries_of(address)
    kept, _content = queries_of(address)
    request = requests_to(address)
    milliseconds, clock = cost(lambda: (forget(), request()))
    of_kept = per_second(request)
    print(
        f"{'picture':<14}{asked:>7}{kept:>7}{len(content):>8}{'':>7}"
        f"{milliseconds:>8.1f}{clock:>7.1f}{1000 / milliseconds:>7.0f}{of_kept:>10.0f}{of_kept / hello:>10.2f}"
    )


def measure_growth(originals: list[Any]) -> None:
    """Print what ten times the pages do to what looks at all of them."""
    from programme.catalogue.models import Keyword, KeywordGroup, ProgrammePage

    theme = Keyword.objects.filter(group=KeywordGroup.ACTIVITY)[0].yso
    work: dict[str, Callable[[], object]] = {
        "listing": requests_to("/fi/ohjelma/", cached=False),
        "its last page": requests_to("/fi/ohjelma/?page=9999", cached=False),
        "a theme": requests_to(f"/fi/ohjelma/?theme={theme}", cached=False),
        "a common word": requests_to("/fi/ohjelma/?q=muovailla", cached=False),
        "what is over": requests_to("/fi/ohjelma/?when=past", cached=False),
        "by relevance": lambda: list(ProgrammePage.objects.search("muovailla yhdessä")[:20]),
        "completion": lambda: list(ProgrammePage.objects.autocomplete("paj")[:20]),
    }
    few = {name: cost(one) for name, one in work.items()}
    clone_to(MANY_PAGES, originals)
    print(f"\n{'CPU ms (clock)':<16}{PAGES:>6} pages{MANY_PAGES:>13} pages{'times':>12}")
    for name, one in work.items():
        (before, clock_before), (after, clock_after) = few[name], cost(one)
        print(
            f"{name:<14}{before:>7.1f} ({clock_before:>5.1f}){after:>10.1f} ({clock_after:>5.1f})"
            f"{after / before:>8.1f} ({clock_after / clock_before:.1f})"
        )


def requests_to(address: str, *, cached: bool = True) -> Callable[[], bytes]:
    """Return what asks for *address* through the whole stack; if not *cached*, under a new name each time."""
    from django.test import Client

    client = Client()

    def request() -> bytes:
        mark = "" if cached else f"{'&' if '?' in address else '?'}uncached={time.time_ns()}"
        response = client.get(f"{address}{mark}")
        assert response.status_code == 200, (address, response.status_code)
        return b"".join(response) if response.streaming else response.content

    return request


def queries_of(address: str) -> tuple[int, bytes]:
    """Return how many queries one request takes, and its content."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    request = requests_to(address)
    with CaptureQueriesContext(connection) as captured:
        content = request()
        # Counted at once: the log is emptied by the next request.
        return len(captured), content


def cost(work: Callable[[], object]) -> tuple[float, float]:
    """Return milliseconds of this process's processor time, and on the clock, for each time that *work* is done."""
    work()
    started, began, count = time.process_time(), time.perf_counter(), 0
    while time.process_time() - started < SECONDS:
        work()
        count += 1
    return (time.process_time() - started) / count * 1000, (time.perf_counter() - began) / count * 1000


def per_second(work: Callable[[], object]) -> float:
    return 1000 / cost(work)[0]


main()
