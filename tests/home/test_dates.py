"""Dates as people read them (conventions L1)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from home.dates import day_text, moment_text, period_text
from home.templatetags.moments import period

HELSINKI = ZoneInfo("Europe/Helsinki")


@pytest.mark.parametrize(
    ("language", "expected"),
    [("fi", "ke\u00a014.10.2020 klo\u00a017.00–18.30"), ("en", "Wed\u00a014\u00a0October\u00a02020, 17:00–18:30")],
)
def test_one_day(language: str, expected: str) -> None:
    start, end = datetime(2020, 10, 14, 17, tzinfo=HELSINKI), datetime(2020, 10, 14, 18, 30, tzinfo=HELSINKI)
    with translation.override(language):
        assert period_text(start, end) == expected


def test_several_days_in_finnish() -> None:
    start, end = datetime(2020, 12, 21, 10, tzinfo=HELSINKI), datetime(2020, 12, 27, 16, tzinfo=HELSINKI)
    with translation.override("fi"):
        assert period_text(start, end) == "ma\u00a021.12. – su\u00a027.12.2020"


def test_no_leading_zero_in_finnish_hours() -> None:
    start, end = datetime(2026, 1, 5, 9, 5, tzinfo=HELSINKI), datetime(2026, 1, 5, 10, tzinfo=HELSINKI)
    with translation.override("fi"):
        assert period_text(start, end) == "ma\u00a05.1.2026 klo\u00a09.05–10.00"


@pytest.mark.parametrize(
    ("language", "expected"),
    [("fi", "ke\u00a014.10.2020 klo\u00a09.05"), ("en", "Wed\u00a014\u00a0October\u00a02020, 09:05")],
)
def test_a_moment(language: str, expected: str) -> None:
    with translation.override(language):
        assert moment_text(datetime(2020, 10, 14, 9, 5, tzinfo=HELSINKI)) == expected


@pytest.mark.parametrize(("month", "day"), [(3, 28), (3, 29), (10, 24), (10, 25)])
def test_both_sides_of_a_clock_change(month: int, day: int) -> None:
    start = datetime(2026, month, day, 17, tzinfo=HELSINKI).astimezone(ZoneInfo("UTC"))
    end = datetime(2026, month, day, 18, tzinfo=HELSINKI).astimezone(ZoneInfo("UTC"))
    with translation.override("fi"):
        assert period_text(start, end).endswith("klo\u00a017.00–18.00")


def test_day_without_weekday() -> None:
    with translation.override("en"):
        assert day_text(date(2020, 5, 15), with_weekday=False) == "15\u00a0May\u00a02020"


def test_hours_do_not_break_after_the_dash_in_html() -> None:
    start, end = datetime(2020, 10, 14, 17, tzinfo=HELSINKI), datetime(2020, 10, 14, 18, 30, tzinfo=HELSINKI)
    with translation.override("fi"):
        assert (
            period(start, end)
            == '<time datetime="2020-10-14T17:00:00+03:00">ke\u00a014.10.2020 klo\u00a017.00–\u206018.30</time>'
        )
    with translation.override("en"):
        assert "17:00–\u206018:30</time>" in period(start, end)


def test_days_may_break_after_the_dash() -> None:
    start, end = datetime(2020, 12, 21, 10, tzinfo=HELSINKI), datetime(2020, 12, 27, 16, tzinfo=HELSINKI)
    with translation.override("fi"):
        assert ">ma\u00a021.12. – su\u00a027.12.2020<" in period(start, end)


def test_plain_text_has_no_joiner() -> None:
    start, end = datetime(2020, 10, 14, 17, tzinfo=HELSINKI), datetime(2020, 10, 14, 18, 30, tzinfo=HELSINKI)
    for language in ("fi", "en"):
        with translation.override(language):
            assert "\u2060" not in period_text(start, end)
