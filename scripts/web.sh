#!/usr/bin/env bash
# Builds scripts, styles and fonts into web/dist, unless they are newer than everything they are made from.
# scripts/install.sh has run before.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/node_path.sh
stamp=web/dist/.built
sources=(web/build web/islands web/styles web/public package-lock.json scripts/web.sh)
digest=$(find "${sources[@]}" -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -c 1-64)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$digest" ]; then
  echo "web: up to date"
  exit 0
fi
npm run --silent build
echo "$digest" >"$stamp"
echo "web: built $(cd web/dist && wc -c app.css app.js | awk 'NR<3 {printf "%s %d kB  ", $2, $1/1024}')"
