#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# ./dev model
set -euo pipefail
. scripts/install.sh
take_yes "$@"
if [[ ! -x docs/model/run.sh ]]; then
    echo "There is no model in this tree yet: docs/model/run.sh is not there." >&2
    exit 1
fi
install_packages model
exec docs/model/run.sh "${arguments[@]}"
