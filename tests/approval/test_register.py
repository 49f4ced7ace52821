"""The register of public surfaces: every address, hook, mail and act of the city, and who may reach it.

An address or a hook that is on no line of it fails here, so that whoever adds one says for whom it is, and extends
the proof: addresses are in surfaces.tsv, hooks and mails below.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail import hooks

SURFACES = Path(__file__).with_name("surfaces.tsv")

# Hooks of ours, with what they could give away or let through, and where that is tried.
HOOKS = {
    "after_announcement_waits": "mails editors: tests/programme/approval/test_first_messages.py",
    "after_bring_in_line": "counts places, and makes messages to participants due: tests/programme/participation/",
    "after_change_join_link": "mails editors: tests/programme/participation/hosts/test_join_links.py",
    "after_cancel_occurrence": "mails editors: tests/programme/catalogue/test_cancellation.py; ends signups",
    "after_guarded_publication": "mails the artist: tests/programme/approval/test_review.py",
    "after_mail_is_refused": "marks a signup: tests/programme/participation/test_mails.py",
    "before_changing_occurrences": "only locks",
    "before_delete_page": "only refuses",
    "before_edit_page": "the translation editor saves, sends and takes back: tests/approval/test_languages.py",
    "before_unpublish_page": "only refuses",
    "consequences_of_cancelling": "numbers, to who may cancel: tests/programme/participation/hosts/",
    "construct_help_menu": "links",
    "construct_homepage_panels": "the dashboard: test_attacks.py, titles of others",
    "construct_homepage_summary_items": "the dashboard: test_attacks.py, titles of others",
    "construct_main_menu": "links to addresses of surfaces.tsv",
    "construct_page_action_menu": "buttons of the form; what they send is refused all the same: test_attacks.py",
    "construct_page_chooser_queryset": "choosers: test_attacks.py, titles of others",
    "find_what_a_page_lacks": "only refuses: test_attacks.py, incomplete",
    "guard_publication": "only refuses: test_guarantee.py, test_planted_holes.py",
    "guard_unpublication": "only refuses, and closes signups: tests/programme/participation/test_guards.py",
    "insert_global_admin_css": "a style sheet",
    "register_account_settings_panel": "one's own account: tests/home/accounts/",
    "register_admin_menu_item": "links to addresses of surfaces.tsv",
    "register_admin_urls": "addresses of surfaces.tsv",
    "register_icons": "a drawing",
    "register_rich_text_features": "links to drafts: test_attacks_found.py; marks: tests/home/test_rich_text.py",
    "register_page_header_buttons": "links to addresses of surfaces.tsv",
    "register_page_listing_more_buttons": "links to addresses of surfaces.tsv",
}

# Mails, by purpose, with who gets them.
MAILS = {
    "announcement_refused": "the artist who wrote it",
    "announcement_waiting": "editors",
    "approval_approved": "the artist who submitted",
    "approval_late": "coordinators",
    "approval_sent_back": "the artist who submitted",
    "approval_waiting": "editors",
    "invitation": "the person invited",
    "join_link_changed": "editors",
    "new_password_link": "the person invited",
    "occurrence_cancelled": "editors",
    "participant_cancelled": "the participants of a date",
    "participant_changed": "the participants of a date",
    "participant_confirm_address": "the participant",
    "participant_confirmation": "the participant",
    "participant_from_artist": "the participants of a date whom the artist chose",
    "participant_join_changed": "the participants of a date who have a place",
    "participant_left": "the participant",
    "participant_offer": "the participant whose turn it is",
    "participant_reminder_day": "participants who asked for it",
    "participant_reminder_hours": "participants who asked for it",
    "participant_thanks": "the participants of a date who had a place",
    "participant_waiting": "the participant",
    "second_factor_reset": "the person whose factor was reset",
    "take_down_asked": "editors",
    "taken_down": "the artist of the page",
}

# Code that publishes as the city (home/publication.py), with the words that it publishes.
CITY_ACTS = {
    "cms/demonstration/load.py": "the demonstration's own",
    "programme/partners/services.py": "the name that a coordinator typed",
}


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """Yield every address pattern, in Finnish."""
    for pattern in resolver.url_patterns:
        address = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLPattern):
            yield address
        else:
            yield from patterns(pattern, address)


def register() -> dict[str, str]:
    """Return who may reach each address pattern."""
    lines = SURFACES.read_text(encoding="utf-8").splitlines()
    return {address: who for who, _tab, address in (line.partition("\t") for line in lines)}


def example_of(pattern: str) -> str:
    """Return an address that fits *pattern*, of things that need not exist."""
    # Of a group of alternatives, the first; of any other group, a word.
    address = re.sub(r"\(\?P<\w+>(\w+)\|[^)]*\)", r"\1", pattern)
    address = re.sub(r"\(\?P<\w+>[^)]*\)", "x", address)
    address = re.sub(r"<int:\w+>", "1", address)
    address = re.sub(r"<(?:(?:str|slug|path):)?\w+>", "x", address)
    return "/" + re.sub(r"[\^$\\]|\.\*", "", address)


def test_every_address_is_on_a_line() -> None:
    assert set(patterns(get_resolver())) == set(register())


def test_every_hook_is_on_a_line() -> None:
    hooks.search_for_hooks()
    rooms = ("cms.", "home.", "media.", "programme.")
    ours = {
        name for name, registered in hooks._hooks.items() for hook, _ in registered if hook.__module__.startswith(rooms)
    }
    assert ours == set(HOOKS)


def test_every_mail_is_on_a_line() -> None:
    folder = Path(settings.TEMPLATES[0]["DIRS"][0]) / "emails"
    assert {path.name.removesuffix("_subject.txt") for path in folder.glob("*_subject.txt")} == set(MAILS)


def test_every_act_of_the_city_is_on_a_line() -> None:
    project = settings.PROJECT_DIR
    callers = {
        str(path.relative_to(project))
        for room in ("cms", "home", "media", "programme")
        for path in (project / room).rglob("*.py")
        if "with city_act(" in path.read_text(encoding="utf-8")
    }
    assert callers == set(CITY_ACTS)


@pytest.mark.parametrize("who", ["signed in", "city", "coordinator", "administrator"])
def test_nothing_of_the_admin_answers_anybody(who: str, site: None) -> None:
    addresses = [example_of(pattern) for pattern, reader in register().items() if reader == who]
    assert addresses
    client = Client(raise_request_exception=False)
    answering = {address: client.get(address).status_code for address in addresses}
    assert {address: status for address, status in answering.items() if status not in {302, 403, 404, 405}} == {}


@pytest.mark.parametrize("who", ["city", "coordinator", "administrator"])
def test_what_is_the_citys_does_not_answer_partners(who: str, artist: Any) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(artist)
    answering = {}
    for pattern, reader in register().items():
        if reader == who:
            for method in (client.get, client.post):
                status = method(example_of(pattern)).status_code
                if status not in {302, 403, 404, 405}:
                    answering[pattern] = status
    assert answering == {}
