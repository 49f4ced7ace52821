"""The people of the demonstration. Their password is the setting DEMO_PASSWORD."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Account:
    """One person. `partner` names the partner that an artist publishes for; `group` that of a city employee."""

    email: str
    first_name: str
    last_name: str
    role: str
    language: str = "fi"
    partner: str = ""
    group: str = ""
    is_administrator: bool = False


VIRIKE = "Virike ry"
CLAY = "Saviverstas Hella"

ACCOUNTS = (
    Account("taiteilija@porukalla.example", "Aino", "Virtanen", "artist of Saviverstas Hella", partner=CLAY),
    Account("virike@porukalla.example", "Mark", "Lindqvist", "artist of Virike ry, in English", "en", partner=VIRIKE),
    Account("toimittaja@porukalla.example", "Eeva", "Korhonen", "editor", group="Toimittajat"),
    Account("paakayttaja@porukalla.example", "Kaisa", "Laine", "coordinator", group="Pääkäyttäjät"),
    Account("yllapito@porukalla.example", "Olli", "Mäkinen", "administrator", is_administrator=True),
)
