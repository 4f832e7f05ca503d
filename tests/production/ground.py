"""A county of its own with its files, and the settings that a deployment gives it."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from flask import Flask

from app import create_app
from app.db import db
from config import Config
from tests.faults.served import ROOT, free_port

BIN = Path(sys.executable).parent


class Ground:
    """Its folder, with what is set: by name as the environment has it, and as config.py makes of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database, self.key, self.secret = folder / "county.db", folder / "county-key.pem", folder / "client-secret"
        self.settings: dict[str, Any] = {
            "SQLALCHEMY_DATABASE_URI": f"sqlite:///{self.database}",
            "RESCUE_KEY_FILE": self.key,
            "PRODUCTION": True,
            "SECURE_COOKIE": True,
            "TRUSTED_PROXIES": 1,
        }
        self.debug = False
        self._apps: list[Flask] = []

    def app(self) -> Flask:
        """The server, in this process."""
        app = create_app(type("Deployed", (Config,), self.settings))
        app.debug = self.debug
        self._apps.append(app)
        return app

    def doctor(self) -> tuple[int, str]:
        """What `flask doctor` says, and its exit code."""
        app = self.app()
        with app.app_context():
            result = app.test_cli_runner().invoke(args=["doctor"])
        return result.exit_code, result.output

    def close(self) -> None:
        """Let go of the database."""
        for app in self._apps:
            with app.app_context():
                db.engine.dispose()

    @property
    def environment(self) -> dict[str, str]:
        """The same for another process."""
        ours = {
            "DATABASE_URL": f"sqlite:///{self.database}",
            "RESCUE_KEY_FILE": str(self.key),
            "PRODUCTION": "1",
            "SECURE_COOKIE": "1",
            "TRUSTED_PROXIES": "1",
        }
        return {**{name: value for name, value in os.environ.items() if not name.startswith("FLASK_")}, **ours}

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """One of our commands, as the guide has it."""
        return subprocess.run(
            [str(BIN / "flask"), "--app", "wsgi", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            umask=0o077,
        )

    def start(self) -> tuple[subprocess.Popen[str], int]:
        """The server in a process of its own; what it says goes to said.txt."""
        port = free_port()
        command = [str(BIN / "granian"), "--interface", "wsgi", "--port", str(port), "--blocking-threads", "4"]
        with (self.folder / "said.txt").open("w") as said:
            server = subprocess.Popen(
                [*command, "--workers", "1", "--log-level", "warning", "wsgi:app"],
                cwd=ROOT,
                env=self.environment,
                stdout=said,
                stderr=said,
                text=True,
            )
        return server, port
