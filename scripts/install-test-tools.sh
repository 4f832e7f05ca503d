#!/usr/bin/env bash
# Installs what the tests drive and cannot come from pip or npm: Chromium, Chinese fonts (34 MB of them for rare letters),
# PostgreSQL, Caddy, LibreOffice (90 MB; half a minute).
set -euo pipefail
missing=()
command -v chromium >/dev/null || missing+=(chromium)
fc-list 2>/dev/null | grep -q HanaMinB || missing+=(fonts-hanazono fonts-babelstone-han fontconfig)
fc-list :lang=zh-cn 2>/dev/null | grep -q . || missing+=(fonts-noto-cjk fontconfig)
command -v caddy >/dev/null || missing+=(caddy)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing+=(postgresql)
command -v soffice >/dev/null || missing+=(libreoffice-calc-nogui)
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" -ne 0 ]; then
  echo "The tests need: ${missing[*]}. Install them as root and run make test again." >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
