# SPDX-License-Identifier: Apache-2.0
"""Holds the API's document against the validator of others (pip: openapi-spec-validator); skipped where it is missing."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

try:
    from openapi_spec_validator import OpenAPIV31SpecValidator
except ImportError:
    print("no validator of OpenAPI 3.1 here: pip install openapi-spec-validator")
    sys.exit(77)

PROGRAM = pathlib.Path(os.environ.get("PARCOURS_BIN_DIR", "build/dev/bin")) / "tests" / "query_api_tests"

with tempfile.TemporaryDirectory() as folder:
    file = os.path.join(folder, "openapi.json")
    subprocess.run([PROGRAM, "--gtest_filter=TheApiDocument.*"], env={**os.environ, "PARCOURS_OPENAPI_FILE": file},
                   check=True, stdout=subprocess.DEVNULL)
    with open(file, encoding="utf-8") as written:
        document = json.load(written)
    faults = list(OpenAPIV31SpecValidator(document).iter_errors())
    for fault in faults[:20]:
        print("/".join(map(str, fault.absolute_path)), fault.message)
    print(f"{len(document['paths'])} paths, {len(faults)} faults")
    sys.exit(1 if faults or not document["paths"] else 0)
