"""Every environment variable that the project reads, in one typed table."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

PROJECT_DIR = Path(__file__).resolve().parent.parent.parent
YES = {"1", "yes", "true", "on"}
NO = {"0", "no", "false", "off"}


@dataclass(frozen=True)
class Environment:
    """What the machine tells the project. An empty string means "not set"."""

    var_dir: Path
    port: str
    database_url: str
    secret_key: str
    allowed_hosts: list[str]
    base_url: str
    default_from_email: str
    email_host: str
    email_port: int
    email_host_user: str
    email_host_password: str
    email_use_tls: bool
    redis_url: str
    # None: the settings decide.
    second_factor_required: bool | None
    # How many proxies of ours stand in front, each adding the address it saw to X-Forwarded-For.
    trusted_proxy_count: int
    uploads_accel_prefix: str
    demo_password: str

    def require(self, *names: str) -> None:
        """Raise ImproperlyConfigured that names every variable of *names* that is not set."""
        missing = [name.upper() for name in names if not getattr(self, name)]
        if missing:
            raise ImproperlyConfigured(f"Set these environment variables: {', '.join(missing)}")


def read_environment(variables: Mapping[str, str] = os.environ) -> Environment:
    """Read the table; a value of the wrong kind raises ImproperlyConfigured."""

    def text(name: str, default: str = "") -> str:
        return variables.get(name, "").strip() or default

    def number(name: str, default: str) -> int:
        value = text(name, default)
        if not value.isdigit():
            raise ImproperlyConfigured(f"{name} is a number, not {value!r}")
        return int(value)

    def yes_or_no(name: str) -> bool | None:
        value = text(name).lower()
        if value and value not in YES | NO:
            raise ImproperlyConfigured(f"{name} is yes or no, not {value!r}")
        return value in YES if value else None

    var_dir = Path(text("VAR_DIR", str(PROJECT_DIR / "var"))).expanduser().resolve()
    return Environment(
        var_dir=var_dir,
        port=text("PORT", "8000"),
        database_url=text("DATABASE_URL", f"sqlite:///{var_dir / 'porukalla.sqlite3'}"),
        secret_key=text("SECRET_KEY"),
        allowed_hosts=[host.strip() for host in text("ALLOWED_HOSTS").split(",") if host.strip()],
        base_url=text("BASE_URL").rstrip("/"),
        default_from_email=text("DEFAULT_FROM_EMAIL"),
        email_host=text("EMAIL_HOST"),
        email_port=number("EMAIL_PORT", "25"),
        email_host_user=text("EMAIL_HOST_USER"),
        email_host_password=text("EMAIL_HOST_PASSWORD"),
        email_use_tls=text("EMAIL_USE_TLS", "yes").lower() in YES,
        redis_url=text("REDIS_URL"),
        second_factor_required=yes_or_no("SECOND_FACTOR_REQUIRED"),
        trusted_proxy_count=number("TRUSTED_PROXY_COUNT", "0"),
        uploads_accel_prefix=text("UPLOADS_ACCEL_PREFIX"),
        demo_password=text("DEMO_PASSWORD", "porukalla-demo"),
    )
