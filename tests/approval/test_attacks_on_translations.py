"""The doors of the approval guarantee that wagtail-localize opens, tried by somebody with a partner's account."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Locale, Page
from wagtail_localize.models import (
    LocaleSynchronization,
    OverridableSegment,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.operations import translate_object

from media.models import Picture
from programme.catalogue.models import WorkshopPage
from programme.partners.models import PartnerPage
from programme.partners.permissions import PAGE_PERMISSIONS
from tests.approval.test_attacks import door
from tests.conftest import publish
from tests.pictures import png


@pytest.fixture
def english(live: Any, editor: Any, artist: Any, approve: Any) -> WorkshopPage:
    """The English version of the live workshop, translated in the synchronised editor and approved."""
    translate_object(live, [Locale.objects.get(language_code="en")], user=editor)
    page = WorkshopPage.objects.get(locale__language_code="en")
    page.get_workflow().start(page, artist)
    approve(editor, page)
    page.refresh_from_db()
    assert page.live
    return page


def translation_of(page: Any) -> Translation:
    return Translation.objects.get(source__object_id=page.translation_key, target_locale=page.locale)


def put(user: Any, name: str, *arguments: Any, value: Any) -> Any:
    """Put a value as the translation editor does."""
    client = Client(raise_request_exception=False)
    client.force_login(user)
    address = reverse(f"wagtail_localize:{name}", args=arguments)
    return client.put(address, urlencode({"value": value}), content_type="application/x-www-form-urlencoded")


@door("C2", "convert a live translation, a draft, and a locked page into an alias")
def test_convert_to_alias(english: Any, artist: Any, post: Any, nothing_changes: Any) -> None:
    nothing_changes()
    post(artist, "wagtail_localize:convert_to_alias", english.pk)
    english.locked = True
    english.save(update_fields=["locked"])
    post(artist, "wagtail_localize:convert_to_alias", english.pk)
    assert Page.objects.get(pk=english.pk).alias_of is None


@door("C2", "an editor converts a live translation into an alias, unseen")
def test_convert_to_alias_as_editor(live: Any, english: Any, artist: Any, editor: Any, post: Any, typed: Any) -> None:
    post(artist, "wagtailadmin_pages:edit", live.pk, data=typed(title="Luonnos, jota kukaan ei hyväksynyt"))
    post(editor, "wagtail_localize:convert_to_alias", english.pk)
    assert "Luonnos" not in Client().get(english.url).content.decode()


@door("C3", "submit, synchronise or stop anybody's translation")
@pytest.mark.parametrize("with_permission", [False, True])
def test_submit_translation(
    with_permission: bool, live: Any, english: Any, other_artist: Any, post: Any, nothing_changes: Any
) -> None:
    if with_permission:
        other_artist.groups.get().permissions.add(Permission.objects.get(codename="submit_translation"))
    nothing_changes()
    source = TranslationSource.objects.get(object_id=live.translation_key)
    english_locale = Locale.objects.get(language_code="en")
    data = {"publish_translations": "on", "locales": [str(english_locale.pk)]}
    post(other_artist, "wagtail_localize:update_translations", source.pk, data=data)
    post(other_artist, "wagtail_localize:submit_page_translation", live.pk, data=data)
    post(other_artist, "wagtail_localize:stop_translation", translation_of(english).pk)
    assert translation_of(english).enabled


@door("H7", "a link that runs a script, put into a translation")
@pytest.mark.parametrize("value", ["javascript:alert(1)", "data:text/html,<script>", " jAvAscript:alert(1)"])
def test_link_override(value: str, partner: Any, artist: Any, editor: Any, make_workshop: Any) -> None:
    text = '<p>Katso <a href="https://example.org/ohje">ohje</a>.</p>'
    page = publish(make_workshop(partner, body=[("text", text)]))
    translate_object(page, [Locale.objects.get(language_code="en")], user=editor)
    target = WorkshopPage.objects.get(locale__language_code="en")
    segment = OverridableSegment.objects.get(
        source__object_id=page.translation_key, data_json='"https://example.org/ohje"'
    )
    answer = put(artist, "edit_override", translation_of(target).pk, segment.pk, value=value)
    assert answer.status_code == 400
    assert not SegmentOverride.objects.exists()
    answer = put(artist, "edit_override", translation_of(target).pk, segment.pk, value="https://example.org/guide")
    assert answer.status_code in {200, 201}


@door("H7", "a video from anywhere, another partner's picture, put into a translation")
def test_video_and_picture_override(
    partner: Any, other_partner: Any, artist: Any, editor: Any, picture: Any, make_workshop: Any
) -> None:
    body = [
        ("video", {"title": "Pöllö", "address": "https://vimeo.com/76979871"}),
        ("picture", {"picture": picture, "alt_text": "Pöllö", "decorative": False, "caption": ""}),
    ]
    page = publish(make_workshop(partner, body=body))
    translate_object(page, [Locale.objects.get(language_code="en")], user=editor)
    translation = translation_of(WorkshopPage.objects.get(locale__language_code="en"))
    theirs = Picture.objects.create(title="Salainen", file=png(), collection=other_partner.collection)
    segments = {
        segment.context.path.rpartition(".")[2]: segment
        for segment in OverridableSegment.objects.filter(source__object_id=page.translation_key)
    }
    attempts = {
        "address": ["https://evil.example/v", 'https://www.youtube.com/watch?v="><script>', "javascript:alert(1)"],
        "picture": [str(theirs.pk), "999999", "x"],
    }
    assert attempts.keys() == segments.keys()
    for path, values in attempts.items():
        for value in values:
            answer = put(artist, "edit_override", translation.pk, segments[path].pk, value=value)
            assert answer.status_code == 400, (path, value)
    assert not SegmentOverride.objects.exists()


@door("H7", "another picture, video or date for one language alone: these are shared")
def test_what_is_shared_has_no_override(live: Any, editor: Any) -> None:
    translate_object(live, [Locale.objects.get(language_code="en")], user=editor)
    assert live.main_image is not None
    assert not OverridableSegment.objects.filter(source__object_id=live.translation_key).exists()


@door("H8", "publish from the translation editor")
@pytest.mark.parametrize("user_name", ["artist", "editor"])
def test_publishing_a_translation(
    user_name: str, english: Any, artist: Any, request: Any, post: Any, nothing_changes: Any
) -> None:
    nothing_changes()
    segment = StringSegment.objects.filter(source__object_id=english.translation_key).first()
    assert segment is not None
    put(artist, "edit_string_translation", translation_of(english).pk, segment.pk, value="Nobody approved this")
    assert StringTranslation.objects.filter(data="Nobody approved this").exists()
    user = request.getfixturevalue(user_name)
    post(user, "wagtailadmin_pages:edit", english.pk, data={"action": "publish"})


@door("H8", "an editor synchronises, with and without publishing")
@pytest.mark.parametrize("extra", [{"publish_translations": "on"}, {}])
def test_synchronising(
    extra: dict[str, str], live: Any, english: Any, artist: Any, editor: Any, post: Any, nothing_changes: Any
) -> None:
    editor.groups.get().permissions.add(Permission.objects.get(codename="submit_translation"))
    segment = StringSegment.objects.filter(source__object_id=english.translation_key).first()
    assert segment is not None
    nothing_changes()
    put(artist, "edit_string_translation", translation_of(english).pk, segment.pk, value="Nobody approved this")
    source = TranslationSource.objects.get(object_id=live.translation_key)
    post(editor, "wagtail_localize:update_translations", source.pk, data=extra)


@door("H8", "change the words of a translation while it waits")
def test_strings_during_review(live: Any, artist: Any, editor: Any) -> None:
    translate_object(live, [Locale.objects.get(language_code="en")], user=editor)
    page = WorkshopPage.objects.get(locale__language_code="en")
    page.get_workflow().start(page, artist)
    segment = StringSegment.objects.filter(source__object_id=page.translation_key).first()
    assert segment is not None
    answer = put(artist, "edit_string_translation", translation_of(page).pk, segment.pk, value="Nobody approved this")
    assert answer.status_code == 403
    assert not StringTranslation.objects.filter(data="Nobody approved this").exists()


@door("M14", "read the titles of other partners' translations in wagtail-localize's report")
def test_report_of_translations(live: Any, english: Any, other_artist: Any) -> None:
    client = Client()
    client.force_login(other_artist)
    for name in ("translations_report", "translations_report_results"):
        assert english.title not in client.get(reverse(f"wagtail_localize:{name}")).content.decode()


@door("M6", "a page in one language makes a live page in the other")
def test_no_synchronised_trees(live: Any) -> None:
    assert not LocaleSynchronization.objects.exists()
    assert not WorkshopPage.objects.filter(locale__language_code="en").exists()


@door("M9", "a section in a new language belongs to its partner, no more and no less")
def test_rights_in_a_new_section(partner: Any, site: None) -> None:
    section = partner.sections.get(locale__language_code="fi")
    locale = Locale.objects.create(language_code="sv")
    copy = section.copy_for_translation(locale, copy_parents=True)
    assert isinstance(copy, PartnerPage)
    granted = GroupPagePermission.objects.filter(group=partner.group, page=copy)
    assert {each.permission.codename for each in granted.select_related("permission")} == PAGE_PERMISSIONS
    assert not copy.live


@door("works", "translate a page with its dates: both languages share the occurrences")
def test_translating(live: Any, english: Any, client: Any) -> None:
    assert english.translation_key == live.translation_key
    shown = [client.get(page.url).content.decode() for page in (live, english)]
    assert all("<time datetime=" in page for page in shown)
