#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# schemathesis in a folder of its own under .cache/, fetched from PyPI once; prints its program as its only line on
# stdout. A tool of tests alone: nothing of it is delivered.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."

version=4.32.5
folder=$PWD/.cache/schemathesis-$version
if [[ ! -x $folder/bin/schemathesis ]]; then
    echo "fetching schemathesis $version from PyPI" >&2
    rm -rf "$folder"
    python3 -m venv "$folder" >&2
    if ! "$folder/bin/pip" --quiet --disable-pip-version-check install "schemathesis==$version" >&2; then
        rm -rf "$folder"
        echo "schemathesis could not be fetched: is there a network?" >&2
        exit 1
    fi
fi
echo "$folder/bin/schemathesis"
