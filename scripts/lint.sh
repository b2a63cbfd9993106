#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# ./dev lint [--all] [FILE…]
set -euo pipefail
. scripts/install.sh
take_yes "$@"
set -- "${arguments[@]}"
install_packages build lint
scripts/build.sh tidy
exec python3 scripts/run_lint.py --build build/tidy "$@"
