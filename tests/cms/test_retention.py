"""A field that can hold words about people has a rule of how long it is kept, or `manage.py check` fails."""

from typing import Any

import pytest
from django.db import models

from cms import checks
from home import retention as of_home
from programme.participation import retention as of_participation


def ids() -> list[tuple[str, str]]:
    return [(error.id or "", error.msg.split(" can hold")[0]) for error in checks.check_retention()]


def test_every_field_about_people_has_a_rule() -> None:
    assert ids() == []


@pytest.mark.parametrize(
    ("model", "fields"),
    [("Signup", {"name", "email", "phone", "message", "guardian_contact", "age_bands"}), ("Place", {"contact_key"})],
)
def test_a_model_without_a_rule_is_an_error(model: str, fields: set[str], monkeypatch: Any) -> None:
    monkeypatch.delitem(of_participation.KEPT, model)
    found = ids()
    assert {name for name, _field in found} == {"retention.E001"}
    assert {f"participation.{model}.{field}" for field in fields} <= {label for _id, label in found}


@pytest.mark.parametrize("field", [models.TextField(), models.JSONField(), models.EmailField(), models.FileField()])
def test_a_new_field_of_a_room_needs_a_rule(field: Any, monkeypatch: Any) -> None:
    from programme.participation.models import Count

    field.set_attributes_from_name("whose")
    monkeypatch.setattr(Count._meta, "local_fields", [*Count._meta.local_fields, field])
    monkeypatch.setattr(
        type(Count._meta), "local_concrete_fields", property(lambda options: tuple(options.local_fields))
    )
    field.model = Count
    assert ("retention.E001", "participation.Count.whose") in ids()


def test_a_rule_about_nothing_is_an_error(monkeypatch: Any) -> None:
    monkeypatch.setitem(of_home.KEPT, "Diary", "for good")
    assert [name for name, _field in ids()] == ["retention.E002"]


def test_a_rule_that_says_nothing_is_an_error(monkeypatch: Any) -> None:
    monkeypatch.setitem(of_home.KEPT, "OutgoingMail", " ")
    assert [name for name, _field in ids()] == ["retention.E003"]
