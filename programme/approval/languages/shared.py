"""What all languages of a page share: changed on the original, approved once, the same everywhere."""

from typing import Any

from modelcluster.fields import ParentalManyToManyField
from wagtail.blocks import StreamValue
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField, get_translatable_fields

# Days, times and places are shared; what is noted beside a date is text, and each language has its own.
DATES = "dates"
NOTE = "note"


def shared_fields(model: type[Page]) -> list[str]:
    """Return the names of the fields whose values all languages share."""
    names = [field.field_name for field in get_translatable_fields(model) if isinstance(field, SynchronizedField)]
    return [*names, DATES] if hasattr(model, DATES) else names


def carry_over(*, original: Page, translation: Page) -> None:
    """Give *translation*, in memory, what it shares with *original*: emptied fields and sets of words, too."""
    for name in shared_fields(type(translation)):
        field = translation._meta.get_field(name)
        if name == DATES:
            setattr(translation, name, _with_own_notes(getattr(original, name), getattr(translation, name)))
        elif isinstance(field, ParentalManyToManyField):
            setattr(translation, name, list(getattr(original, name).all()))
        else:
            setattr(translation, field.attname, getattr(original, field.attname))


def share_the_same(one: Page, other: Page) -> bool:
    """Do two versions of a page, in whichever languages, agree in everything that languages share?"""
    return all(_value(one, name) == _value(other, name) for name in shared_fields(type(one)))


def _value(page: Page, name: str) -> Any:
    field: Any = page._meta.get_field(name)
    if name == DATES:
        return [
            (child["id"], child["type"], {key: value for key, value in child["value"].items() if key != NOTE})
            for child in _stored(getattr(page, name))
        ]
    if isinstance(field, ParentalManyToManyField):
        return sorted(word.pk for word in getattr(page, name).all())
    return field.get_prep_value(field.value_from_object(page))


def _with_own_notes(original: StreamValue, own: StreamValue) -> StreamValue:
    notes = {child["id"]: child["value"].get(NOTE) for child in _stored(own)}
    children = [
        {**child, "value": {**child["value"], NOTE: notes.get(child["id"], child["value"].get(NOTE))}}
        for child in _stored(original)
    ]
    return original.stream_block.to_python(children)


def _stored(dates: StreamValue) -> list[dict[str, Any]]:
    """The dates as the field stores them, each read first: what was not read yet would be text, and equal nothing."""
    return [
        {"type": child.block_type, "value": child.block.get_prep_value(child.value), "id": child.id} for child in dates
    ]
