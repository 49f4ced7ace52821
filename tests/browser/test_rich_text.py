"""The editor of rich text: words in another language are marked by keyboard alone."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from tests.browser.conftest import Complaints
from tests.browser.journey import Member
from tests.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def body_of(page: Any) -> str:
    return str(type(page).objects.get(pk=page.pk).get_latest_revision_as_object().body)


def test_words_are_marked_by_keyboard(
    live_server: Any, artist: Any, partner: Any, make_workshop: Any, browser: Browser, complaints: Complaints
) -> None:
    workshop = make_workshop(partner, "Savikettu", body=[("text", "<p>Sanoimme god dag</p>")])
    hella = Member(browser, live_server.url, complaints)
    hella.open(reverse("wagtailadmin_pages:edit", args=[workshop.pk]))
    hella.sign_in(artist.email, PASSWORD)
    page, press = hella.page, hella.page.keyboard.press
    editor = page.locator(".public-DraftEditor-content").filter(has_text="Sanoimme")
    editor.focus()

    def ask() -> Any:
        press("Control+Shift+l")
        dialog = page.get_by_role("dialog", name="Näiden sanojen kieli")
        dialog.wait_for()
        return dialog

    # Nothing is selected yet.
    assert "Valitse ensin" in ask().inner_text()
    press("Escape")
    press("End")
    for _letter in "god dag":
        press("Shift+ArrowLeft")
    assert "Millä kielellä" in ask().inner_text()
    page.keyboard.type("ruotsi")
    save = page.get_by_role("button", name="Merkitse", exact=True)
    hella.press(save)
    mark = editor.locator(".language-of-part")
    mark.wait_for()
    assert (mark.inner_text(), mark.get_attribute("lang")) == ("god dag", "sv")
    hella.save()
    assert '<span lang="sv">god dag</span>' in body_of(workshop)

    # With the cursor inside, the whole mark is meant: it is changed, and taken away.
    editor.focus()
    press("End")
    press("ArrowLeft")
    select = ask().get_by_role("combobox")
    assert select.input_value() == "sv"
    select.select_option("")
    hella.press(save)
    mark.wait_for(state="detached")
    hella.save()
    assert "<span" not in body_of(workshop)

    # By the button of the toolbar, too.
    editor.focus()
    press("End")
    press("Shift+Home")
    page.locator('[name="language-of-part"]').click()
    page.get_by_role("dialog", name="Näiden sanojen kieli").get_by_role("combobox").select_option("ar")
    hella.press(save)
    mark.wait_for()
    assert mark.get_attribute("dir") == "rtl"
    assert complaints == []
