"""One person with a phone: opens the form, fills it in, sends it. Everybody has an address of their own."""

import http.client
import http.cookiejar
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from html.parser import HTMLParser

TIMEOUT = 60
ATTEMPTS = 20
# Nobody fills the form in faster (participation.residents.forms.QUICKEST).
THINK = 2.2
# The server was killed while it answered, or is not there yet.
UNHEARD = {0, 502}


class _Forms(HTMLParser):
    """The fields of each form of a page, by the form's action."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self.actions: list[str] = []
        self._is_open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and given.get("method", "get").lower() == "post":
            self.forms.append({})
            self.actions.append(given.get("action", ""))
            self._is_open = True
        elif self._is_open and tag == "input" and given.get("name"):
            if given.get("type") not in {"checkbox", "radio", "submit"} or "checked" in given:
                self.forms[-1][given["name"]] = given.get("value", "")
        elif self._is_open and tag in {"textarea", "select"} and given.get("name"):
            self.forms[-1].setdefault(given["name"], "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._is_open = False


@dataclass(frozen=True)
class Answer:
    """What came back in the end, after redirects."""

    status: int
    url: str
    text: str


class Person:
    """Somebody with cookies and a network address of their own (X-Forwarded-For, as a proxy of ours writes it)."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.address = f"10.{number // 62500 % 250}.{number // 250 % 250}.{number % 250 + 1}"
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

    def open(self, url: str, data: dict[str, str] | None = None) -> Answer:
        """Get, or post *data*; an error page is an answer, too."""
        body = urllib.parse.urlencode(data).encode() if data is not None else None
        request = urllib.request.Request(url, data=body)
        request.add_header("X-Forwarded-For", self.address)
        request.add_header("Referer", url)
        try:
            with self.opener.open(request, timeout=TIMEOUT) as response:
                return Answer(response.status, response.url, response.read().decode())
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.url or url, error.read().decode(errors="replace"))
        except (OSError, http.client.HTTPException) as error:
            return Answer(0, url, type(error).__name__)

    def fill_in(self, url: str, values: dict[str, str]) -> tuple[str, dict[str, str]] | Answer:
        """Open the form at *url*; return where it goes and what it says with *values*, or the answer without one."""
        page = self.open(url)
        parser = _Forms()
        parser.feed(page.text)
        # The one that asks for what we know.
        for form, action in zip(parser.forms, parser.actions, strict=True):
            if page.status == 200 and values.keys() <= form.keys():
                return urllib.parse.urljoin(page.url, action), {**form, **values}
        return page


def sign_up(url: str, number: int) -> Answer:
    """Let person *number* sign up at *url*; one who hears nothing sends the same form again, as a reload does."""
    person = Person(number)
    values = {"name": f"Osallistuja {number}", "email": f"person{number}@example.org"}
    for _attempt in range(ATTEMPTS):
        filled_in = person.fill_in(url, values)
        if not isinstance(filled_in, Answer):
            break
        time.sleep(1)
    else:
        return filled_in
    time.sleep(THINK)
    for _attempt in range(ATTEMPTS):
        answer = person.open(*filled_in)
        if answer.status not in UNHEARD:
            break
        time.sleep(1)
    return answer
