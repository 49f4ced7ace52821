"""Whatever is kept about people has an end, or a reason (product.md, details 10): a check that reads every model.

Each room says in its `retention.py`, as plain words beside the code that does it, how long what it keeps is kept:
`KEPT` for what can be about people, `NOT_PERSONAL` for what cannot. A key is a model, or one field of it; `cms` speaks
for the models of the libraries. Whoever adds a field that can hold words about people has to say so.
"""

from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import AppConfig, apps
from django.contrib.auth import get_user_model
from django.core import checks
from django.db import models

ROOMS = ("cms", "home", "media", "programme")
# What these hold was chosen by a programmer, or counted.
_HARMLESS = (models.BooleanField, models.DateField, models.DurationField, models.FloatField, models.IntegerField)
# Of libraries, what names a person: the rest of their tables is of no concern here.
_NAMING = (models.EmailField, models.GenericIPAddressField)


def register_checks() -> None:
    """Register the check; called once, when the app registry is ready."""
    checks.register(check_retention, "retention")


def check_retention(app_configs: Any = None, **_arguments: Any) -> list[checks.CheckMessage]:
    """Every field that can hold personal data has a rule, and every rule a field."""
    rules = dict(_rules())
    errors: list[checks.CheckMessage] = []
    used: set[str] = set()
    for model in apps.get_models(include_auto_created=True):
        for field in _fields_about_people(model):
            label = model._meta.label
            found = {label, f"{label}.{field.name}"} & rules.keys()
            used |= found
            if not found:
                errors.append(
                    checks.Error(
                        f"{label}.{field.name} can hold personal data, and no rule says how long it is kept.",
                        hint="Say it in KEPT or NOT_PERSONAL of the room's retention.py.",
                        id="retention.E001",
                    )
                )
    errors += [
        checks.Error(f"The retention rule for {key} is about nothing that can hold personal data.", id="retention.E002")
        for key in sorted(rules.keys() - used)
    ]
    errors += [
        checks.Error(f"The retention rule for {key} says nothing.", id="retention.E003")
        for key, words in rules.items()
        if not words.strip()
    ]
    return errors


def _rules() -> Iterator[tuple[str, str]]:
    for app in apps.get_app_configs():
        if _is_ours(app) and find_spec(f"{app.name}.retention"):
            module = import_module(f"{app.name}.retention")
            tables: list[Mapping[str, str]] = [module.KEPT, module.NOT_PERSONAL]
            for key, words in (entry for table in tables for entry in table.items()):
                # A room names its own models; cms names those of libraries, with their app.
                yield (key if app.name == "cms" else f"{app.label}.{key}"), words


def _fields_about_people(model: type[models.Model]) -> Iterator[Any]:
    ours = _is_ours(apps.get_app_config(model._meta.app_label))
    for field in model._meta.local_concrete_fields:
        if field.is_relation:
            if field.related_model is get_user_model():
                yield field
        elif isinstance(field, _NAMING) or (ours and _can_hold_words(field)):
            yield field


def _can_hold_words(field: Any) -> bool:
    return not (field.choices or isinstance(field, (*_HARMLESS, models.UUIDField)))


def _is_ours(app: AppConfig) -> bool:
    return app.name.split(".")[0] in ROOMS
