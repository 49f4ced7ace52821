"""Whoever works in Finnish meets no English: on the screens of artists and editors, and in what scripts say (L4).

What Wagtail and its add-ons print comes from their catalogues and ours (scripts/check_catalogues.py); here is looked
at what they print beside every catalogue.
"""

import importlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib
import pytest
from bs4 import BeautifulSoup, Comment, Tag
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import trans_real
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, Translation
from wagtail_localize.operations import translate_object

from media.models import Attachment
from programme.catalogue.models import WorkshopPage

# Words that English can hardly do without. None of them is a Finnish word.
ENGLISH = re.compile(
    r"(?<![\w-])(?:the|this|that|you|your|are|was|has|have|with|from|and|not|all|any|by|of|for|ago|add|edit|save|saved|"
    r"delete|search|choose|select|close|more|show|hide|upload|comments?|history|draft|publish|published|status|view|"
    r"move|copy|insert|remove|cancel|images?|documents?|title|new|none|pages?|root|translations?|translate|locale|"
    r"languages?|name|files?|tags?|collections?|sort|filter|next|previous|first|last|loading|error|required|invalid|"
    r"toggle|open|users?|date|time|type|actions?|settings|locked|unlock|lock|workflow|tasks?|reports?|seconds?|hours?|"
    r"minutes?|days?|weeks?|schedule|privacy|link|email|phone|anchor|url|slug|preview|desktop|skip|main|help|out|"
    r"account|profile|theme|default|light|dark|parent|child|current|latest|live|compare|revision|usage|used|size|"
    r"created|updated|uploaded|started|submitted|submit|approve|approved|please|must|field|value|button)(?![\w-])",
    re.IGNORECASE,
)
SPOKEN = ("alt", "aria-description", "aria-label", "placeholder", "title")
# Names: of licences, and of the two kinds of link that a script knows by them.
NAMES = re.compile(r"CC BY(-SA)? 4\.0|LINK|DOCUMENT")
PACKAGES = ("wagtail.admin", "wagtail_localize")


def words_of(markup: str) -> Iterator[str]:
    """Yield what a person reads or hears of a page: texts, names, and what its scripts are given to say."""
    soup = BeautifulSoup(markup, "html.parser")
    for element in soup.find_all(True):
        if element.name == "template":
            yield from words_of(element.decode_contents())
        if element.name == "script" and element.get("type") == "application/json":
            yield from _words_in(json.loads(element.string or "null"))
        if _is_silent(element):
            continue
        yield from (str(element[name]) for name in SPOKEN if element.get(name))
        if element.name == "input" and element.get("type") in {"submit", "button"}:
            yield str(element.get("value", ""))
        for text in element.find_all(string=True, recursive=False):
            if not isinstance(text, Comment):
                yield str(text)
        for name, value in element.attrs.items():
            if name.startswith("data-") and isinstance(value, str) and value[:1] in {"{", "["}:
                yield from _words_in(_json(value))


def _is_silent(element: Tag) -> bool:
    return (
        element.name in {"script", "style", "template"}
        or element.find_parent(["script", "style", "template"]) is not None
        or any(each.has_attr("hidden") or each.get("lang") == "en" for each in [element, *element.parents])
    )


def _json(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return None


def _words_in(value: Any) -> Iterator[str]:
    """Yield the texts in what a script is given; what has neither space nor capital is a name of the code's own."""
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _words_in(each)
    elif isinstance(value, str) and (" " in value or value[:1].isupper()):
        if "<" in value:
            yield from words_of(value)
        elif not isinstance(_json(value), dict) and "{" not in value:
            yield value


def english_in(markup: str) -> set[str]:
    """The texts of a page in which an English word stands."""
    texts = {" ".join(text.split()) for text in words_of(markup)}
    return {text for text in texts if ENGLISH.search(text) and not NAMES.fullmatch(text)}


@pytest.fixture
def client_of() -> Any:
    def make(user: Any) -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(user)
        return client

    return make


@pytest.fixture
def english(live: Any, artist: Any, editor: Any) -> WorkshopPage:
    """The English version of the live workshop, waiting."""
    translate_object(live, [Locale.objects.get(language_code="en")], user=editor)
    page = WorkshopPage.objects.get(locale__language_code="en")
    # Its words are not what is looked for.
    WorkshopPage.objects.filter(pk=page.pk).update(title="Savikettu", draft_title="Savikettu")
    page.get_workflow().start(page, artist)
    return page


@pytest.fixture
def screens(
    live: Any, english: Any, picture: Any, partner: Any, artist: Any, make_workshop: Any, post: Any, typed: Any
) -> list[str]:
    """The addresses of what artists and editors meet, of pages and files in several states."""
    draft = make_workshop(partner, "Luonnos")
    post(artist, "wagtailadmin_pages:edit", live.pk, data=typed(title="Savikettu kaksi"))
    document = Attachment.objects.create(
        title="Ohje", file=SimpleUploadedFile("ohje.txt", b"Ohje"), collection=partner.collection
    )
    section = partner.sections.get(locale__language_code="fi")
    first, last = (live.revisions.order_by(order).values_list("pk", flat=True)[0] for order in ("pk", "-pk"))
    of_a_page = ("edit", "history", "delete", "copy", "move", "unpublish", "workflow_history", "usage", "set_privacy")
    choosing = "?page_type=wagtailcore.page&allow_external_link=true&allow_email_link=true&allow_phone_link=true"
    named = [
        *((f"wagtailadmin_pages:{name}", page.pk) for page in (live, draft, english, section) for name in of_a_page),
        *(
            ("wagtailadmin_pages:add", "catalogue", f"{kind}page", section.pk)
            for kind in ("workshop", "video", "event")
        ),
        ("wagtailadmin_pages:add_subpage", section.pk),
        ("wagtailadmin_pages:revisions_compare", live.pk, first, last),
        ("wagtailadmin_pages:revisions_revert", live.pk, first),
        ("wagtailadmin_explore", section.pk),
        ("wagtailadmin_explore_root",),
        ("wagtailadmin_account",),
        ("wagtailadmin_choose_page_child", section.pk),
        ("wagtailadmin_choose_page_external_link",),
        ("wagtailadmin_choose_page_email_link",),
        ("wagtailadmin_choose_page_phone_link",),
        ("wagtailadmin_choose_page_anchor_link",),
        ("wagtail_localize:submit_page_translation", live.pk),
        ("wagtailimages:index",),
        ("wagtailimages:add",),
        ("wagtailimages:add_multiple",),
        ("wagtailimages:edit", picture.pk),
        ("wagtailimages:delete", picture.pk),
        ("wagtailimages:image_usage", picture.pk),
        ("wagtailimages_chooser:choose",),
        ("wagtaildocs:index",),
        ("wagtaildocs:add",),
        ("wagtaildocs:add_multiple",),
        ("wagtaildocs:edit", document.pk),
        ("wagtaildocs:delete", document.pk),
        ("wagtaildocs_chooser:choose",),
        ("wagtailmedia:index",),
        ("wagtailmedia:add", "video"),
        ("wagtailmedia:add", "audio"),
        ("wagtailmedia:chooser",),
        ("approval:queue",),
        ("approval:records",),
    ]
    bulk = [("page", "wagtailcore", action, draft.pk) for action in ("delete", "publish", "move")]
    bulk += [("picture", "media", action, picture.pk) for action in ("delete", "add_tags", "add_to_collection")]
    return [
        "/admin/",
        "/admin/pages/search/?q=savikettu",
        reverse("wagtailadmin_choose_page") + choosing,
        *(reverse(name, args=arguments) for name, *arguments in named),
        *(reverse("wagtail_bulk_action", args=[app, model, act]) + f"?id={pk}" for model, app, act, pk in bulk),
    ]


@pytest.mark.parametrize(("who", "fewest"), [("artist", 55), ("editor", 55)])
def test_no_english_on_the_screens(who: str, fewest: int, screens: list[str], client_of: Any, request: Any) -> None:
    client = client_of(request.getfixturevalue(who))
    found, seen = {}, 0
    for address in screens:
        answer = client.get(address)
        if answer.status_code in {302, 403}:
            continue
        assert answer.status_code == 200, address
        seen += 1
        markup = answer.content.decode()
        if answer.headers["Content-Type"].startswith("application/json"):
            markup = json.loads(markup).get("html", "")
        if english_words := english_in(markup):
            found[address] = english_words
    assert found == {}
    assert seen >= fewest


def test_no_english_in_what_refuses(
    draft: Any, artist: Any, editor: Any, partner: Any, client_of: Any, typed: Any
) -> None:
    """The answers to a form that lacks everything, to files that are none, to addresses that are none."""
    client = client_of(artist)
    collection = str(partner.collection.pk)
    nothing = SimpleUploadedFile("kuva.png", b"nothing", "image/png")
    program = SimpleUploadedFile("ohje.html", b"<p>", "text/html")
    empty = {**typed(), **dict.fromkeys(("title", "summary", "cost", "who", "contact_name", "contact_email"), "")}
    section = partner.sections.get(locale__language_code="fi")
    answers = [
        client.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), {**empty, "action-submit": "1"}),
        client.post(reverse("wagtailadmin_pages:add", args=["catalogue", "workshoppage", section.pk]), empty),
        client.post(reverse("wagtailimages:add"), {"title": "", "file": nothing, "collection": collection}),
        client.post(reverse("wagtaildocs:add"), {"title": "", "file": program, "collection": collection}),
        client.post(
            reverse("wagtailadmin_choose_page_external_link"),
            {"external-link-chooser-url": "ei osoite", "external-link-chooser-link_text": ""},
        ),
        client.post(reverse("wagtailadmin_choose_page_email_link"), {"email-link-chooser-email_address": "ei osoite"}),
        client.get("/admin/ei-ole/"),
        client.get(reverse("approval:queue")),
    ]
    for answer in answers:
        markup = answer.content.decode()
        if answer.headers["Content-Type"].startswith("application/json"):
            markup = json.loads(markup).get("html", markup)
        assert english_in(markup) == set(), answer.request["PATH_INFO"]


def test_no_english_from_the_translation_editor(english: Any, artist: Any, editor: Any, client_of: Any) -> None:
    english.current_workflow_state.cancel(user=editor)
    made = Translation.objects.get()
    segment = StringSegment.objects.filter(source=made.source, context__path="summary").get()
    client = client_of(artist)
    address = reverse("wagtail_localize:edit_string_translation", args=[made.pk, segment.pk])
    for words in ("<script>moi</script>", "<span>moi</span>", '<b class="x">moi</b>'):
        answer = client.put(address, f"value={words}", content_type="application/x-www-form-urlencoded")
        told = answer.json()
        said = [told.get("error") or "", told.get("comment") or ""]
        assert any(said)
        assert english_in(" ".join(re.sub(r"<.*?>", "", text) for text in said)) == set()
    upload = reverse("wagtail_localize:upload_pofile", args=[made.pk])
    broken = SimpleUploadedFile("moi.po", b"this is none")
    answer = client.post(upload, {"file": broken, "next": reverse("wagtailadmin_home")}, follow=True)
    assert english_in(answer.content.decode()) == set()


@pytest.mark.parametrize("package", PACKAGES)
def test_scripts_have_finnish(package: str) -> None:
    """Every message that a script of theirs asks for, in all its forms."""
    folder = Path(importlib.import_module(package).__path__[0])
    source = polib.pofile(str(folder / "locale" / "en" / "LC_MESSAGES" / "djangojs.po"))
    with translation.override("fi"):
        catalogue = trans_real.DjangoTranslation("fi", domain="djangojs", localedirs=[str(folder / "locale")])
        missing = {
            entry.msgid
            for entry in source
            if not entry.obsolete
            and catalogue._catalog.get((entry.msgid, catalogue.plural(1)) if entry.msgid_plural else entry.msgid)
            in {None, ""}
        }
    assert missing == set()
    assert len(source) > 40
