#!/usr/bin/env bash
# Installs what this project needs on Debian 12, and nothing when it is all there.
#   scripts/install.sh [run|test|check|bench]     default: run
set -euo pipefail
cd "$(dirname "$0")/.."
goal=${1:-run}

packages=(g++ cmake make ninja-build ccache mold pkg-config git ca-certificates
  librestinio-dev libhttp-parser-dev libasio-dev libsoci-dev libsqlite3-dev libpq-dev libctemplate-dev nlohmann-json3-dev
  libcmark-gfm-dev libcmark-gfm-extensions-dev libsodium-dev libcurl4-openssl-dev libeigen3-dev libboost-dev
  libnlopt-dev libnlopt-cxx-dev libcli11-dev libfmt-dev libicu-dev zlib1g-dev libreadstat-dev libvips-dev prometheus-cpp-dev
  libmimalloc-dev)
case $goal in
  run) ;;
  test) packages+=(r-base-core r-cran-lavaan doctest-dev librapidcheck-dev postgresql-15 chromium-headless-shell sqlite3 fonts-noto-cjk python3-aiosmtpd openssl) ;;
  bench) packages+=(doctest-dev wrk postgresql-15 sqlite3) ;;
  check) packages+=(doctest-dev librapidcheck-dev postgresql-15 sqlite3 python3-aiosmtpd openssl clang-19 clang-tidy-19 clang-format-19) ;;
  *) echo "usage: scripts/install.sh [run|test|check|bench]" >&2; exit 2 ;;
esac

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
    echo "These packages are missing and there is no sudo to install them: ${missing[*]}" >&2
    echo "Ask an administrator to run: apt-get install ${missing[*]}" >&2
    exit 1
  fi
  echo "Installing ${#missing[@]} packages: ${missing[*]}"
  if ! as_root apt-get update -q || ! as_root env DEBIAN_FRONTEND=noninteractive \
      apt-get install -q -y --no-install-recommends "${missing[@]}"; then
    echo "Debian's package archive could not be reached, or lacks one of: ${missing[*]}" >&2
    echo "Check the network and /etc/apt/sources.list, then run this again; nothing else was changed." >&2
    exit 1
  fi
fi

# Vite and Playwright want Node 20.19; Debian 12 has 18, so an older one gets company in build/node, from npm.
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends nodejs npm
fi
. scripts/node_path.sh
if ! node -e 'const [major, minor] = process.versions.node.split("."); process.exit(major > 20 || (major == 20 && minor >= 19) ? 0 : 1)'; then
  echo "Installing Node 22 into build/node ($(node --version) is too old)"
  if ! npm install --prefix build/node --no-save --no-audit --no-fund --loglevel=error node@22.23.3; then
    echo "npm's registry could not be reached to fetch a newer Node." >&2
    echo "Check the network (and npm's proxy settings), or install Node 20.19 or newer, then run this again." >&2
    exit 1
  fi
  . scripts/node_path.sh
fi
stamp=node_modules/.rapport-lock
if [ ! -f "$stamp" ] || ! cmp -s package-lock.json "$stamp"; then
  echo "Installing npm packages (pinned by package-lock.json)"
  if ! npm ci --no-audit --no-fund --loglevel=error; then
    echo "npm's registry could not be reached, or package-lock.json does not fit package.json." >&2
    echo "Check the network (and npm's proxy settings), then run this again." >&2
    exit 1
  fi
  cp package-lock.json "$stamp"
fi
