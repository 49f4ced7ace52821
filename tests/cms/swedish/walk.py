"""Adds Swedish to a site that stood in Finnish and English, walks through it, and prints what was met as JSON.

A process of its own, because Django reads its languages once.
"""

import json
import sys
from datetime import date, time
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command


def main() -> None:
    django.setup()
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)
    call_command("migrate", verbosity=0)
    json.dump(walk(), sys.stdout)


def walk() -> dict[str, Any]:
    from django.test import Client, override_settings
    from wagtail.models import Locale, Page

    from cms.site_setup import set_up_site
    from home.accounts.models import User
    from home.publication import city_act
    from programme.catalogue.models import Municipality, WorkshopPage
    from programme.partners.services import create_partner

    with override_settings(LANGUAGES=settings.LANGUAGES[:2]):
        set_up_site(base_url="http://testserver")
        partner = create_partner(name="Saviverstas Hella", by=None)
    before = list(Page.objects.order_by("pk").values_list("pk", "title"))
    set_up_site(base_url="http://testserver")
    made = Page.objects.count()
    set_up_site(base_url="http://testserver")
    made_again = Page.objects.count() - made

    swedish = Locale.objects.get(language_code="sv")
    section = partner.sections.get(locale__language_code="fi").copy_for_translation(swedish)
    answers = dict.fromkeys(("cost", "who", "skill", "needs", "participation", "seen"), "Ingenting.")
    workshop = WorkshopPage(
        title="Räv av lera",
        summary="Vi formar en räv tillsammans.",
        contact_name="Aino",
        contact_email="aino@example.org",
        locale=swedish,
        live=False,
        dates=[("date", {"date": date(2046, 10, 17), "start_time": time(17), "end_time": time(18, 30), "note": ""})],
        **answers,
    )
    section.add_child(instance=workshop)
    workshop.municipalities.set(Municipality.objects.filter(code="mikkeli"))
    workshop.save()
    with city_act(reason="a test", by=None):
        for page in (section, workshop):
            page.save_revision().publish()
    workshop.refresh_from_db()

    reader, person = Client(), Client()
    person.force_login(User.objects.create_superuser("anna@example.org", "x", language="sv"))
    addresses = {
        "front": "/sv/",
        "programme": "/sv/program/",
        "search": "/sv/program/?q=räv",
        "makers": "/sv/aktorer/",
        "workshop": workshop.url,
        "nothing": "/sv/ingenting/",
        "finnish front": "/fi/",
        "sitemap": "/sitemap.xml",
        "sign in": "/sv/tili/login/",
    }
    met = {name: reader.get(address) for name, address in addresses.items()}
    met["admin"] = person.get("/admin/")
    met["form"] = person.get(f"/admin/pages/{workshop.pk}/edit/")
    return {
        "unchanged": list(
            Page.objects.filter(pk__in=[pk for pk, _title in before]).order_by("pk").values_list("pk", "title")
        )
        == before,
        "made": made - len(before),
        "made again": made_again,
        "addresses": {**addresses, "admin": "/admin/"},
        "pages": {name: [answer.status_code, answer.content.decode()] for name, answer in met.items()},
    }


if __name__ == "__main__":
    main()
