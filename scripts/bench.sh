#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# ./dev bench [--json] [NAME…]
set -euo pipefail
. scripts/install.sh
. scripts/program.sh
take_yes "$@"
install_packages build >&2
run_program parcours-bench "${arguments[@]}"
