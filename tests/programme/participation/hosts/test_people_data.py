"""What the coordinator does with a person's data: looked up, given out, removed, and written down without it."""

import json
from typing import Any

from django.urls import reverse

from programme.participation.models import DataAct, DataActKind, Signup


def address(name: str) -> str:
    return reverse(f"hosts:{name}")


def test_one_contact_is_looked_up_given_out_and_removed(first: Any, come: Any, coordinator: Any, client: Any) -> None:
    come("Aino", email="aino@example.org", message="Terveisiä")
    come("Eino", email="eino@example.org")
    client.force_login(coordinator)
    # However it is spelt; and not a part of it.
    assert client.post(address("look_up"), {"contact": " Aino@Example.org "}).context["found"] == 1
    assert client.post(address("look_up"), {"contact": "example.org"}).context["found"] == 0
    assert not DataAct.objects.exists()

    given = client.post(address("export_contact"), {"contact": "aino@example.org"})
    assert "Terveisiä" in given.content.decode()
    assert "eino" not in given.content.decode().lower()
    assert len(json.loads(given.content)) == 1

    asked = client.post(address("erase_contact"), {"contact": "aino@example.org"})
    assert asked.context["found"] == 1
    assert Signup.objects.count() == 2
    client.post(address("erase_contact"), {"contact": "aino@example.org", "sure": "1"})
    assert [signup.name for signup in Signup.objects.all()] == ["Eino"]

    acts = list(DataAct.objects.order_by("pk"))
    assert [(act.kind, act.by, act.number) for act in acts] == [
        (DataActKind.EXPORTED_PERSON, coordinator, 1),
        (DataActKind.ERASED_PERSON, coordinator, 1),
    ]
    shown = client.get(address("acts")).text
    assert str(coordinator) in shown
    for word in ("aino@example.org", "Aino ", "Terveisiä"):
        assert word not in shown.replace(str(coordinator), "")


def test_a_telephone_finds_who_gave_an_address_too(first: Any, come: Any, coordinator: Any, client: Any) -> None:
    come("Aino", email="aino@example.org", phone="040 123 4567")
    client.force_login(coordinator)
    assert client.post(address("look_up"), {"contact": "+358401234567"}).context["found"] == 1


def test_nothing_typed_is_nothing_done(first: Any, come: Any, coordinator: Any, client: Any) -> None:
    come("Aino")
    client.force_login(coordinator)
    for name in ("export_contact", "erase_contact"):
        assert client.post(address(name), {"contact": "", "sure": "1"}).url == address("look_up")
    assert client.post(address("erase_contact"), {"contact": "kukaan@example.org", "sure": "1"}).status_code == 302
    assert Signup.objects.count() == 1


def test_the_settings_are_the_coordinators(site: None, coordinator: Any, client: Any) -> None:
    client.force_login(coordinator)
    answer = client.get("/admin/settings/participation/participationsettings/", follow=True)
    assert answer.status_code == 200
    assert "first_messages_checked" in answer.text
