#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# ./dev test [--preset PRESET] [NAME…]
set -euo pipefail
. scripts/install.sh
take_yes "$@"
set -- "${arguments[@]}"
preset=dev
if [[ ${1:-} == --preset ]]; then
    preset=${2:?--preset needs a name}
    shift 2
fi
scripts/build.sh "$preset"
exec python3 scripts/run_tests.py --build "build/$preset" "$@"
