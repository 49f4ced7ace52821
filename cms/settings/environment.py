"""Every environment variable that the project reads, in one typed table."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

PROJECT_DIR = Path(__file__).resolve().parent.parent.parent


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
    uploads_accel_prefix: str
    demo_password: str

    def require(self, *names: str) -> None:
        """Raise ImproperlyConfigured that names every variable of *names* that is not set."""
        missing = [name.upper() for name in names if not getattr(self, name)]
        if missing:
            raise ImproperlyConfigured(f"Set these environment variables: {', '.join(missing)}")


def read_environment(variables: Mapping[str, str] = os.environ) -> Environment:
    """Read the table; a number that is no number raises ImproperlyConfigured."""

    def text(name: str, default: str = "") -> str:
        return variables.get(name, "").strip() or default

    port = text("EMAIL_PORT", "25")
    if not port.isdigit():
        raise ImproperlyConfigured(f"EMAIL_PORT is a number, not {port!r}")
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
        email_port=int(port),
        email_host_user=text("EMAIL_HOST_USER"),
        email_host_password=text("EMAIL_HOST_PASSWORD"),
        email_use_tls=text("EMAIL_USE_TLS", "yes").lower() in {"1", "yes", "true", "on"},
        redis_url=text("REDIS_URL"),
        uploads_accel_prefix=text("UPLOADS_ACCEL_PREFIX"),
        demo_password=text("DEMO_PASSWORD", "porukalla-demo"),
    )
