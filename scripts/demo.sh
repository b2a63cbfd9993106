#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# ./dev demo [--json] [--keep] [--charter NAME] [--port PORT] [--data DIR] [--log kafka]
set -euo pipefail
. scripts/install.sh
. scripts/program.sh
take_yes "$@"
install_packages build >&2
run_program parcours-demo "${arguments[@]}"
