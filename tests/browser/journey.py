"""What people do on the site in a browser: an artist, an editor, a visitor."""

import re
from datetime import date
from pathlib import Path
from typing import Any

from django.core import mail
from playwright.sync_api import Browser, Locator, Page, Response

from home.outbox import send_due
from tests.browser.conftest import Complaints

# Enough presses of Tab to get past the longest list of checkboxes, and too few to go round a page twice.
LONGEST_WALK = 200
# A form that opened less than two seconds ago has no initialFormData yet, and is not saved by itself.
NOTHING_LEFT_TO_SAVE = """() => {
  const form = document.querySelector("[data-edit-form]");
  const unsaved = window.wagtail.app.getControllerForElementAndIdentifier(form, "w-unsaved");
  const autosave = window.wagtail.app.getControllerForElementAndIdentifier(form, "w-autosave");
  return unsaved.initialFormData === unsaved.formData && autosave.submitPromise === null;
}"""


class Visitor:
    """Somebody with a browser of their own, in Finnish, who has not signed in."""

    def __init__(self, browser: Browser, address: str, complaints: Complaints) -> None:
        self.address = address
        context = browser.new_context(locale="fi-FI", viewport={"width": 1280, "height": 900})
        context.set_default_timeout(10_000)
        complaints.watch(context)
        self.page: Page = context.new_page()

    def open(self, path: str) -> Response:
        """Open *path*; return the answer, whatever its status."""
        response = self.page.goto(f"{self.address}{path}")
        assert response is not None
        return response

    def reads(self, path: str) -> str:
        """Return the text of the main part of the page at *path*, with plain spaces; also of a page that says 404."""
        self.open(path)
        return plain(self.page.get_by_role("main").inner_text())


class Member(Visitor):
    """Somebody who signs in to the admin, and works there by keyboard."""

    def sign_in(self, email: str, password: str) -> None:
        """Fill in the form that stands before the page asked for, and wait for that page."""
        self.tab_to(self.page.get_by_role("textbox", name="Sähköposti"))
        self.page.keyboard.type(email)
        self.tab_to(self.page.get_by_label("Salasana"))
        self.page.keyboard.type(password)
        self.page.keyboard.press("Enter")
        # The form's own address names the page asked for after a question mark.
        self.page.wait_for_url(re.compile(r"^[^?]*/admin/"))

    def tab_to(self, target: Locator) -> None:
        """Press Tab until *target* has the focus; fails where Tab does not lead there."""
        target.wait_for()
        # Looked up once: to look for a role and a name takes longer than to press a key.
        element = target.element_handle()
        for _press in range(LONGEST_WALK):
            if element.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {target}")

    def press(self, target: Locator, key: str = "Enter") -> None:
        """Press *key* on *target*."""
        self.tab_to(target)
        self.page.keyboard.press(key)

    def write(self, label: str, text: str, *, within: Locator | None = None) -> None:
        """Replace what the field called *label* holds by *text*."""
        # An obligatory field's name ends in a star.
        name = re.compile(rf"^{re.escape(label)}\W*$")
        self.tab_to((within or self.page.get_by_role("main")).get_by_role("textbox", name=name))
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def skip_to_main(self) -> None:
        """Take the link that skips the menu."""
        self.page.keyboard.press("Tab")
        self.press(self.page.get_by_role("link", name="Siirry pääsisältöön"))

    def save(self) -> None:
        """Save the page that is open as a draft, once autosave is done with it."""
        self.page.wait_for_function(NOTHING_LEFT_TO_SAVE)
        with self.page.expect_navigation():
            self.press(self.page.get_by_role("button", name="Tallenna luonnos"))

    def submit(self) -> None:
        """Send the page that is open for approval, once autosave is done with it."""
        self.page.wait_for_function(NOTHING_LEFT_TO_SAVE)
        self.press(self.page.get_by_role("button", name="Lisää toimintoja"))
        with self.page.expect_navigation():
            self.press(self.page.get_by_role("button", name=re.compile("^Lähetä (uudelleen )?hyväksyttäväksi$")))


def plain(text: str) -> str:
    """Return *text* with every kind and number of spaces as one, and without the sign that forbids a line break."""
    return " ".join(text.replace("\u2060", "").split())


def finnish_date(day: date, hours: str) -> str:
    """Return a date as Finns write it: ke 14.10.2020 klo 17.00–18.30."""
    weekday = ["ma", "ti", "ke", "to", "pe", "la", "su"][day.isoweekday() - 1]
    return f"{weekday} {day.day}.{day.month}.{day.year} klo {hours}"


def newest_mail(recipient: str) -> Any:
    """Send what waits in the outbox, and return the last mail to *recipient*."""
    send_due()
    return next(message for message in reversed(mail.outbox) if message.to == [recipient])


def link_in(message: Any, pattern: str) -> str:
    """Return the path of the one link in *message* that fits *pattern*."""
    (found,) = {link for link in re.findall(r"https?://\S+", message.body) if re.search(pattern, link)}
    return "/" + found.split("/", 3)[3]


def choose_file(field: Locator, path: Path) -> None:
    """What the system's own file dialogue does, which no test reaches."""
    field.set_input_files(path)
