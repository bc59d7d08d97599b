#!/usr/bin/env bash
# Sets up what the commands of the Makefile need, on a bare Debian 12 as well.
#   scripts/setup.sh run   the Python packages that the program runs on
#   scripts/setup.sh all   those of the tests and checks too, and optional system packages
# Whatever is there already is left alone; a run with nothing to do takes a few milliseconds.
set -euo pipefail
cd "$(dirname "$0")/.."

venv=.venv
level="${1:-all}"
python="${PYTHON:-python3}"
export DEBIAN_FRONTEND=noninteractive PIP_DISABLE_PIP_VERSION_CHECK=1

say() { printf 'setup: %s\n' "$*" >&2; }
fail() { say "$@"; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

can_install() { [ "$(id -u)" -eq 0 ] && has apt-get; }

# install PACKAGE... : true when apt has installed them; says nothing when it did.
install() {
  if [ -z "${apt_updated:-}" ]; then
    apt-get -qq update >/dev/null 2>&1 || return 1
    apt_updated=1
  fi
  apt-get -qq install --no-install-recommends "$@" >/dev/null 2>&1
}

require_python() {
  has "$python" || { can_install && install python3; } || true
  has "$python" || fail "$python is missing: install Python 3.11 or newer, or set PYTHON=…"
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "$python is too old: PAKN needs Python 3.11 or newer (set PYTHON=…)"
}

make_venv() {
  [ -x "$venv/bin/python" ] && "$venv/bin/python" -c '' 2>/dev/null && return
  require_python
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    { can_install && install python3-venv; } ||
      fail "python3-venv is missing: apt-get install python3-venv"
  fi
  rm -rf "$venv"
  "$python" -m venv "$venv" || { rm -rf "$venv"; fail "cannot create $venv"; }
}

# python_packages FILE : installs what FILE lists unless the stamp says that it is installed.
python_packages() {
  local file="$1" stamp sum
  stamp="$venv/.installed-${file//\//-}"
  sum="$(cat requirements.txt "$file" | sha256sum)"
  [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$sum" ] && return
  say "installing the Python packages of $file"
  "$venv/bin/python" -m pip install -qq --no-input -r "$file" || fail "pip could not install $file"
  printf '%s\n' "$sum" >"$stamp"
}

has_postgres() { has postgres || compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null; }

# A server of its own is started by the tests; Debian's ready-made cluster is not wanted.
install_postgres() {
  install postgresql-common &&
    sed -i "s/^#\?create_main_cluster.*/create_main_cluster = false/" \
      /etc/postgresql-common/createcluster.conf &&
    install postgresql
}

# optional NAME WHAT-FOR CHECK INSTALL... : installs once if possible; never fails.
optional() {
  local name="$1" purpose="$2" check="$3"
  shift 3
  "$check" && return
  local tried="$venv/.tried-$name"
  if [ -f "$tried" ]; then
    say "still without $name ($purpose); to try again: rm $tried"
  elif ! can_install; then
    say "skipped $name ($purpose): needs root and apt-get; install it by hand if wanted"
  else
    say "installing $name ($purpose)"
    "$@" || say "skipped $name ($purpose): apt-get could not install it"
    "$check" || touch "$tried"
  fi
}

has_chromium() { has chromium; }

# PDF files of letters; without it the .docx files are still made.
has_pango() {
  local known
  known="$(/sbin/ldconfig -p 2>/dev/null || true)"
  [[ "$known" == *libpango-1.0.so.0* && "$known" == *libpangoft2-1.0.so.0* &&
    "$known" == *libharfbuzz-subset.so.0* ]]
}
install_pango() { install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; }

make_venv
python_packages requirements.txt
optional pango "PDF files of letters" has_pango install_pango
if [ "$level" = all ]; then
  python_packages tests/requirements.txt
  optional chromium "browser tests" has_chromium install chromium
  optional postgresql "tests on PostgreSQL" has_postgres install_postgres
fi
