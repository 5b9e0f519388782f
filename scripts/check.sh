#!/usr/bin/env bash
# What `make test` leaves out because it is slow: a second compiler's warnings, clang-tidy, the formatter, strict TypeScript,
# and the threaded tests under ThreadSanitizer. The first run takes about half an hour on two cores, most of it
# clang-tidy's nine seconds a file; a later one looks only at what changed.
set -euo pipefail
cd "$(dirname "$0")/.."
jobs=${JOBS:-2}

echo "== formatter"
git ls-files 'src/*.cpp' 'src/*.hpp' 'tests/*.cpp' 'tests/*.hpp' 'bench/*.cpp' | xargs clang-format-19 --dry-run -Werror
echo "== TypeScript"
npm run --silent check
echo "== the example"
node example/check.mjs
echo "== clang-19 and clang-tidy, warnings are errors"
cmake --preset clang >/dev/null
cmake --build --preset clang -j "$jobs" -- -k 0
echo "== ThreadSanitizer"
threaded='(store|spine|jobs|http)_tests'
cmake --preset tsan >/dev/null
cmake --build --preset tsan -j "$jobs" --target store_tests spine_tests jobs_tests http_tests stats_tests
TSAN_OPTIONS=suppressions=$PWD/tests/tsan.supp ctest --test-dir build/tsan --output-on-failure -R "^$threaded"
# Of the statistics only what starts threads: the rest computes for many minutes here, and has nothing to race with.
TSAN_OPTIONS=suppressions=$PWD/tests/tsan.supp build/tsan/stats_tests --test-case='*thread*'
echo "All checks passed."
