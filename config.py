"""Every setting, each from the environment with a default that works on a laptop."""

import os
from pathlib import Path
from typing import ClassVar

ROOT = Path(__file__).resolve().parent


def _database_url() -> str:
    """A county's database: DATABASE_URL, else one SQLite file under instance/."""
    url = os.environ.get("DATABASE_URL", f"sqlite:///{ROOT / 'instance' / 'county.db'}")
    # psycopg 3 is the driver; the short form that operators know must reach it.
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def _path(name: str) -> Path | None:
    value = os.environ.get(name)
    return Path(value) if value else None


def environment_for(database_url: str) -> dict[str, str]:
    """The environment of a process of ours that is to work on another database."""
    return {**os.environ, "DATABASE_URL": database_url}


class Config:
    """Read once by create_app(); nothing else in the house looks at the environment."""

    SQLALCHEMY_DATABASE_URI = _database_url()
    # A failed statement goes to the log without what it carried: names and numbers stay out of it.
    SQLALCHEMY_ENGINE_OPTIONS: ClassVar = {"hide_parameters": True}
    TIMEZONE = os.environ.get("TIMEZONE", "Asia/Shanghai")
    # Whether others are served: a server that says so does not start before `flask doctor` finds nothing, and one that
    # does not answers its own machine only.
    PRODUCTION = os.environ.get("PRODUCTION", "0") == "1"
    # HTTPS is assumed off only because the default address is this very machine.
    SECURE_COOKIE = os.environ.get("SECURE_COOKIE", "0") == "1"
    # How long a sign-in lasts, and how long when nothing is heard of it; docs/decisions.md says why these.
    PHONE_DAYS = int(os.environ.get("PHONE_DAYS", "30"))
    PHONE_IDLE_DAYS = int(os.environ.get("PHONE_IDLE_DAYS", "10"))
    DESK_HOURS = int(os.environ.get("DESK_HOURS", "12"))
    DESK_IDLE_MINUTES = int(os.environ.get("DESK_IDLE_MINUTES", "30"))
    # Whether a phone must be enrolled by a code of the office before it is told of any door; handing in never waits for it.
    REQUIRE_ENROLMENT = os.environ.get("REQUIRE_ENROLMENT", "0") == "1"
    # How many proxies of ours stand before the server. With none, what a request says of its origin is not believed.
    TRUSTED_PROXIES = int(os.environ.get("TRUSTED_PROXIES", "0"))
    # What phones seal their outbox to when they cannot send; never in the database that it protects.
    RESCUE_KEY_FILE = Path(os.environ.get("RESCUE_KEY_FILE", ROOT / "instance" / "county-key.pem"))
    # What opens the data keys, and so every number, signature and photo; in no backup.
    DATA_KEY_FILE = Path(os.environ.get("DATA_KEY_FILE", ROOT / "instance" / "data.key"))
    # Of a new data key: aes-256-gcm, or sm4-gcm where the county must use the national ciphers.
    DATA_CIPHER = os.environ.get("DATA_CIPHER", "aes-256-gcm")
    # A county's own provider of sign-ins (OpenID Connect), if it has one: docs/deployment.md says what each is.
    OIDC_ISSUER = os.environ.get("OIDC_ISSUER", "")
    OIDC_CLIENT_ID = os.environ.get("OIDC_CLIENT_ID", "")
    OIDC_NAME = os.environ.get("OIDC_NAME", "统一认证")
    OIDC_SCOPE = os.environ.get("OIDC_SCOPE", "openid profile")
    OIDC_USERNAME_CLAIM = os.environ.get("OIDC_USERNAME_CLAIM", "preferred_username")
    OIDC_SECOND_STEP = os.environ.get("OIDC_SECOND_STEP", "amr:mfa")
    OIDC_CLIENT_SECRET_FILE = _path("OIDC_CLIENT_SECRET_FILE")
    # Files that nobody else on the machine may read. The audit log's roots are signed by a key derived from the county's.
    KEY_FILES = ("RESCUE_KEY_FILE", "DATA_KEY_FILE", "OIDC_CLIENT_SECRET_FILE")
    # Where the audit log's end is written down outside the database; beside a SQLite county when nothing is said.
    AUDIT_HEAD_FILE = _path("AUDIT_HEAD_FILE")
    # How many days each kind of data is kept (0: always), to be confirmed by the county; docs/data-protection.md says what each is.
    KEEP_DAYS: ClassVar = {
        kind: int(os.environ.get(f"KEEP_{kind.upper()}_DAYS", days))
        for kind, days in {
            "positions": 90,
            "originals": 90,
            "asides": 180,
            "notes": 730,
            "photos": 730,
            "strays": 180,
            "pieces": 30,
            "rosters": 30,
            "case_rows": 30,
            "cases": 1825,
            "jobs": 30,
            "slip_contents": 1095,
        }.items()
    }
    # How often one phone may hand in; a phone that has gone mad must not keep the others waiting.
    PUSHES_A_MINUTE = int(os.environ.get("PUSHES_A_MINUTE", "60"))
    # How many doors somebody may take away as files in a day before a second person has to agree.
    EXPORT_ROWS_A_DAY = int(os.environ.get("EXPORT_ROWS_A_DAY", "20000"))
    # Files that go through more doors or visits are made in the background, with their progress on the screen.
    ROWS_AT_ONCE = int(os.environ.get("ROWS_AT_ONCE", "5000"))
    # 天地图 under the map, if the county has a key for it: a key is read by every browser of the office, so bind it to the county's own
    # address there. Another host is a province's own node.
    TIANDITU_KEY = os.environ.get("TIANDITU_KEY", "")
    TIANDITU_HOST = os.environ.get("TIANDITU_HOST", "https://t0.tianditu.gov.cn")
    STATIC_DIST = Path(os.environ.get("STATIC_DIST", ROOT / "static" / "dist"))

    # Whether a server makes ledgers whose moment has passed by itself; `flask make-ledgers` does it in any case.
    MAKE_LEDGERS = os.environ.get("MAKE_LEDGERS", "1") == "1"

    # Whether a server seals slips by itself; `flask seal-slips` does it in any case. The days' roots are also written to a
    # folder, which had best be another machine's.
    SEAL_SLIPS = os.environ.get("SEAL_SLIPS", "1") == "1"
    SLIP_ROOTS = Path(os.environ["SLIP_ROOTS"]) if os.environ.get("SLIP_ROOTS") else None

    # What a request may hold where its route does not say more (app/bodies.py): forms, decisions, a phone's batch.
    MAX_CONTENT_LENGTH = 2 * 1024 * 1024

    API_TITLE = "敲门 Qiaomen"
    API_VERSION = "v1"
    OPENAPI_VERSION = "3.1.0"
    OPENAPI_URL_PREFIX = "/api/v1"
    OPENAPI_JSON_PATH = "openapi.json"
