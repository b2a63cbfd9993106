#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# ./dev package
set -euo pipefail
. scripts/install.sh
take_yes "$@"
install_packages build package
scripts/build.sh release
if [[ ! -e build/release/CPackConfig.cmake ]]; then
    echo "There is no package in this tree yet: no CPackConfig.cmake was configured." >&2
    exit 1
fi
cpack --config build/release/CPackConfig.cmake -G DEB -B build/package
if [[ -e scripts/write_spdx.py ]]; then
    python3 scripts/write_spdx.py build/release build/package
fi
