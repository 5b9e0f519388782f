#!/usr/bin/env bash
# Builds once (g++, optimized, assertions on) and runs every test; then the unit tests once more under ASan and UBSan.
set -euo pipefail
cd "$(dirname "$0")/.."
jobs=${JOBS:-2}
cmake --preset dev >/dev/null
cmake --build --preset dev -j "$jobs"
ctest --test-dir build/dev --output-on-failure -j "$jobs"
cmake --preset asan >/dev/null
cmake --build --preset asan -j "$jobs"
RAPPORT_MODELS=30 ctest --test-dir build/asan --output-on-failure -j "$jobs" -L unit
