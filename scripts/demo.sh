#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# ./dev demo [--json] [--keep] [--charter NAME] [--port PORT] [--data DIR] [--log kafka]: with --log kafka a broker is
# started where PARCOURS_KAFKA_BOOTSTRAP names none; it stays, `./dev kafka down` ends it.
set -euo pipefail
. scripts/install.sh
. scripts/program.sh
take_yes "$@"
install_packages build >&2
if [[ " ${arguments[*]} " =~ " --log kafka "|" --log=kafka " && -z ${PARCOURS_KAFKA_BOOTSTRAP:-} ]]; then
    PARCOURS_KAFKA_BOOTSTRAP=$(scripts/kafka.sh up 1)
    export PARCOURS_KAFKA_BOOTSTRAP
fi
run_program parcours-demo "${arguments[@]}"
