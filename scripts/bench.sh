#!/usr/bin/env bash
# Measures what we promise about speed, in one run, and prints one table. Nothing else should run on the machine.
#   scripts/bench.sh [SECONDS]     per measurement, 4 by default
set -euo pipefail
cd "$(dirname "$0")/.."
cmake --preset bench >/dev/null
cmake --build --preset bench -j "${JOBS:-2}"
folder=$(mktemp -d /tmp/rapport-bench.XXXXXX)
trap 'rm -rf "$folder"' EXIT
node scripts/bench.mjs "$folder" "${1:-4}"
build/bench/bench/pls_bench
node scripts/bench_sem.mjs "$folder"
build/bench/bench/sem_simulation
