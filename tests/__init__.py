"""The tests, and the key under which every county of theirs keeps its numbers; gone when they end."""

import base64
import os
from pathlib import Path
from tempfile import TemporaryDirectory

_folder = TemporaryDirectory(prefix="qiaomen-key-")
_file = Path(_folder.name) / "data.key"
_file.write_text(f"qiaomen-data-key-1 {os.urandom(4).hex()} {base64.b64encode(os.urandom(32)).decode()}\n")
_file.chmod(0o400)
# Before any of them reads the settings: the servers and commands that tests start inherit it.
os.environ["DATA_KEY_FILE"] = str(_file)
