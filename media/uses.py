"""The verbs of file uses: found in a page, recorded with its submission and publication, asked by gate and freeze."""

import hashlib
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.models.reference_index import ReferenceIndex
from wagtail.permissions import policy_registry

from .models import Attachment, FileKind, FileUse, Picture, Recording, Rendition, UseState
from .restrictions import unrestricted

MODELS: dict[str, type[models.Model]] = {
    FileKind.PICTURE: Picture,
    FileKind.ATTACHMENT: Attachment,
    FileKind.RECORDING: Recording,
}


class FileKey(NamedTuple):
    """One uploaded file: its kind and its primary key."""

    kind: str
    pk: int

    def __str__(self) -> str:
        return f"{self.kind}:{self.pk}"


def key_of(file: models.Model) -> FileKey:
    """Return the key of a Picture, an Attachment or a Recording."""
    return FileKey(next(kind for kind, model in MODELS.items() if isinstance(file, model)), file.pk)


def files_of(page: Page) -> set[FileKey]:
    """Return the files that *page* refers to, in fields, blocks and rich text, as the object stands in memory."""
    kinds = {ContentType.objects.get_for_model(model).pk: kind for kind, model in MODELS.items()}
    # The one walk over every field and block type that Wagtail and its add-ons teach; it touches no table.
    references = ReferenceIndex._extract_references_from_object(page)
    return {FileKey(kinds[target], int(pk)) for target, pk, *_paths in references if target in kinds}


def get_files(keys: Iterable[FileKey]) -> dict[FileKey, Any]:
    """Return the files that exist of *keys*; one query for each kind."""
    wanted = list(keys)
    found: dict[FileKey, Any] = {}
    for kind, model in MODELS.items():
        pks = [key.pk for key in wanted if key.kind == kind]
        if pks:
            found |= {FileKey(kind, file.pk): file for file in model._default_manager.filter(pk__in=pks)}
    return found


def lock_files(keys: Iterable[FileKey]) -> None:
    """Hold the rows of these files until the caller's transaction ends: who uses a file and who changes it take turns.

    In one order, so that two who lock several never wait for each other.
    """
    wanted = sorted(keys)
    for kind, model in MODELS.items():
        pks = [key.pk for key in wanted if key.kind == kind]
        if pks:
            list(model._default_manager.select_for_update().filter(pk__in=pks).order_by("pk").values_list("pk"))


def why_not_choose(*, user: Any, keys: Iterable[FileKey]) -> str:
    """Return why *user* may not put these files on a page; empty if they may, or if nobody is asked for."""
    wanted = list(keys)
    if user is None:
        return ""
    for kind, model in MODELS.items():
        pks = {key.pk for key in wanted if key.kind == kind}
        if pks:
            policy = policy_registry.get_by_type(model)
            choosable = policy.instances_user_has_any_permission_for(user, ["choose", "change"])
            if choosable.filter(pk__in=pks).count() < len(pks):
                return _("Choose one of your own files.")
    return ""


def fingerprints_of(keys: Iterable[FileKey]) -> dict[str, str]:
    """Return what identifies the bytes behind each key now: the stored name, which no two uploads share, and SHA-256.

    A file that is gone from its table or its storage has an empty fingerprint.
    """
    wanted = list(keys)
    files = get_files(wanted)
    return {str(key): _fingerprint(files.get(key)) for key in sorted(wanted)}


def record_uses(*, page: Page, state: UseState, files: Iterable[FileKey]) -> None:
    """Make *files* the ones that the version *state* of *page* uses, in the caller's transaction."""
    wanted = set(files)
    with transaction.atomic():
        rows = FileUse.objects.filter(page_id=page.pk, state=state)
        known = {FileKey(use.kind, use.file_id): use.pk for use in rows}
        FileUse.objects.filter(pk__in=[pk for key, pk in known.items() if key not in wanted]).delete()
        FileUse.objects.bulk_create(
            FileUse(page_id=page.pk, state=state, kind=key.kind, file_id=key.pk) for key in sorted(wanted - set(known))
        )


def end_uses(*, page: Page, state: UseState) -> None:
    """Record that no such version of *page* exists any more."""
    FileUse.objects.filter(page_id=page.pk, state=state).delete()


def in_use(key: FileKey) -> bool:
    """Does published or submitted content use the file?

    Published once and taken down counts no more, so that its uploader can remove it.
    """
    return (
        FileUse.objects.filter(kind=key.kind, file_id=key.pk)
        .filter(Q(state=UseState.SUBMITTED) | Q(state=UseState.LIVE, page__live=True))
        .exists()
    )


def is_public(name: str) -> bool:
    """May anyone read the stored file *name*? One query: a live page under no restriction uses the file."""
    place = _place_of(name)
    if place is None:
        return False
    owners = place.model._default_manager.filter(**{place.field: name}).values(place.owner)
    uses = FileUse.objects.filter(kind=place.kind, file_id__in=owners, state=UseState.LIVE, page__live=True)
    public: bool = unrestricted(uses, path="page__path").exists()
    return public


def file_behind(name: str) -> Any:
    """Return the Picture, Attachment or Recording that the stored file *name* belongs to, or None."""
    place = _place_of(name)
    if place is None:
        return None
    owners = place.model._default_manager.filter(**{place.field: name}).values(place.owner)
    return MODELS[place.kind]._default_manager.filter(pk__in=owners).first()


class _Place(NamedTuple):
    """Where a folder's files are named: the model and field, and the column that leads to the uploaded file."""

    kind: str
    model: type[models.Model]
    field: str
    owner: str


_PLACES = {
    "documents": _Place(FileKind.ATTACHMENT, Attachment, "file", "pk"),
    "media": _Place(FileKind.RECORDING, Recording, "file", "pk"),
    "pictures": _Place(FileKind.PICTURE, Picture, "file", "pk"),
    "posters": _Place(FileKind.RECORDING, Recording, "thumbnail", "pk"),
    "renditions": _Place(FileKind.PICTURE, Rendition, "file", "image_id"),
}


def _place_of(name: str) -> _Place | None:
    return _PLACES.get(name.partition("/")[0])


def _fingerprint(file: Any) -> str:
    if file is None:
        return ""
    digest = hashlib.sha256()
    try:
        with file.file.storage.open(file.file.name) as stored:
            for chunk in stored.chunks():
                digest.update(chunk)
    except OSError:
        return ""
    return f"{file.file.name}#{digest.hexdigest()}"
