"""The short ways of partner people through the admin."""

from typing import Any

from django.test import RequestFactory
from django.urls import reverse
from wagtail.admin.menu import admin_menu, help_menu

from programme.catalogue.models import EventPage, VideoPage, WorkshopPage
from programme.partners.dashboard import KIND_APP, KINDS, starts_of
from programme.partners.models import PartnerPage
from tests.conftest import make_user


def names_in(menu: Any, user: Any) -> list[str]:
    request = RequestFactory().get("/admin/")
    request.user = user
    return [item.name for item in menu.menu_items_for_request(request)]


def test_the_kinds_are_those_of_a_section() -> None:
    kinds = [f"{KIND_APP}.{model}" for model, _label in KINDS]
    assert kinds == [model._meta.label_lower for model in (WorkshopPage, VideoPage, EventPage)]
    assert set(kinds) == {label.lower() for label in PartnerPage.subpage_types}


def test_ones_own_language_comes_first(partner: Any, artist: Any, other_artist: Any) -> None:
    assert [(start.language, start.is_first) for start in starts_of(artist)] == [("suomi", True), ("English", False)]
    assert [(start.language, start.is_first) for start in starts_of(other_artist)] == [
        ("English", True),
        ("suomi", False),
    ]


def test_the_start_leads_to_ones_own_empty_forms(
    partner: Any, other_partner: Any, artist: Any, client: Any, make_workshop: Any
) -> None:
    make_workshop(other_partner, "Salainen luonnos")
    client.force_login(artist)
    dashboard = client.get("/admin/").text
    for section in partner.sections.all():
        for model, _label in KINDS:
            address = reverse("wagtailadmin_pages:add", args=["catalogue", model, section.pk])
            assert f'href="{address}"' in dashboard
            assert client.get(address).status_code == 200
    for section in other_partner.sections.all():
        assert f"/{section.pk}/" not in dashboard
    assert "Oma osio" in dashboard
    assert "w-summary" not in dashboard
    assert "Salainen" not in dashboard


def test_the_menu_has_what_an_artist_can_use(artist: Any, partner: Any) -> None:
    names = names_in(admin_menu, artist)
    first = partner.sections.get(locale__language_code="fi")
    assert {f"partner-section-{first.pk}", "partner-add-0", "partner-add-1", "partner-add-2"} <= set(names)
    assert {"explorer", "reports"}.isdisjoint(names)
    assert names_in(help_menu, artist) == ["keyboard-shortcuts-trigger"]


def test_who_publishes_for_two_partners_gets_to_both(partner: Any, other_partner: Any, artist: Any) -> None:
    artist.groups.add(other_partner.group)
    names = names_in(admin_menu, artist)
    sections = PartnerPage.objects.filter(locale__language_code="fi", partner__in=[partner, other_partner])
    assert {f"partner-section-{section.pk}" for section in sections} <= set(names)


def test_the_citys_people_keep_wagtails_menu(partner: Any, editor: Any, client: Any) -> None:
    names = names_in(admin_menu, editor)
    assert {"explorer", "reports"} <= set(names)
    assert not any(name.startswith("partner-") for name in names)
    client.force_login(editor)
    dashboard = client.get("/admin/").text
    assert "w-summary" in dashboard
    assert "partner-start" not in dashboard


def test_a_person_of_no_partner_sees_no_start(partner: Any, client: Any) -> None:
    from django.contrib.auth.models import Group, Permission

    group = Group.objects.create(name="Katselijat")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(make_user("nobody@example.org", group))
    assert "partner-start" not in client.get("/admin/").text
