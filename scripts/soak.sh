#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# ./dev soak
set -euo pipefail
. scripts/install.sh
take_yes "$@"
set -- "${arguments[@]}"
install_packages build check
install_packages kafka || echo "without these packages no Kafka broker can be had: what needs one skips itself" >&2
exec python3 scripts/run_check.py soak "$@"
