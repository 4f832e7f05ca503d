"""What a WSGI server and the `flask` command load."""

import sys

from app import create_app, doctor
from app.problems import Problem
from app.vault.keyring import must_open

app = create_app()
doctor.insist(app)

if not app.config["IS_COMMAND"]:
    try:
        with app.app_context():
            must_open()
    except Problem as problem:
        sys.exit(f"{problem.message} [{problem.code}]")
