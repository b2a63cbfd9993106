# SPDX-License-Identifier: Apache-2.0
"""The API against its own document: schemathesis makes requests from /openapi.json, sound ones and others, as people of
several roles at once, and holds every answer to what the document says of it. With a fixed seed."""

import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "end_to_end"))
from platform_process import ROOT, Client, Platform  # noqa: E402

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
ROLES = ("candidate", "companion", "recruiter", "administrator", "visitor")
SKIPPED = 77
# TRACE is answered 501, which RFC 9110 (9.1) asks for and which no document lists.
SETTINGS = "[phases.coverage]\nunexpected-methods = []\n"
SOMEWHERE_MIN = 0.7  # of the operations; activation and the like need what nobody is told
# Would end the session that asks: ids that answers told are asked with again.
EXCLUDED = ("end_sessions", "end_session", "account.revoke_session")


def program():
    """The tool, fetched once; nothing where there is no network."""
    ran = subprocess.run([ROOT / "scripts" / "schemathesis.sh"], capture_output=True, text=True, check=False)
    print(ran.stderr, end="")
    return ran.stdout.strip() if ran.returncode == 0 else None


def ids(client, path):
    got = client.get(path, limit=100) if "?" not in path else client.get(path)
    return [item["id"] for item in got.json["items"]] if got.status == 200 else []


def known_to(client, platform):
    """Ids of what this person may see, by the names under which requests hold them. Nobody who asks is among the
    accounts: one of them might be deactivated by another."""
    asking = {account["id"] for account in platform.ready["accounts"]}
    administrator = platform.client("administrator")
    applications = ids(client, "/v1/applications")
    pages = [client.get(f"/v1/applications/{each}").json for each in applications[:20]]
    people = {role: [each for each in ids(administrator, f"/v1/accounts?role={role}&limit=100") if each not in asking]
              for role in ("candidate", "companion", "recruiter", "supervisor")}
    candidates = ids(client, "/v1/candidates") or people["candidate"]
    links = [link["id"] for each in candidates
             for link in administrator.get(f"/v1/candidates/{each}/companions").json["items"]]
    return {
        "application": applications, "sponsorship": ids(client, "/v1/sponsorships"), "companion_link": links,
        "offer": ids(client, "/v1/offers"), "organisation": ids(client, "/v1/organisations"), "candidate": candidates,
        "meeting": [meeting["id"] for page in pages for meeting in page.get("meetings", [])],
        "account": people["candidate"] + people["companion"] + people["recruiter"],
        "companion": people["companion"], "sponsor": people["recruiter"], "supervisor": people["supervisor"]}


def begin(tool, platform, role, given, folder):
    client = Client(platform.url) if role == "visitor" else platform.client(role)
    known = {} if role == "visitor" else known_to(client, platform)
    output = folder / f"{role}.out"
    command = [tool, "--config-file", folder / "schemathesis.toml", "run", platform.url + "/openapi.json", "--url", platform.url,
               "--seed", str(given.seed), "--max-examples", str(given.examples), "--checks", CHECKS, "--mode", "all",
               "--phases", "examples,coverage,fuzzing", "--rate-limit", "80/s", "--no-color", "--warnings", "off",
               "--continue-on-failure"]
    for each in EXCLUDED:
        command += ["--exclude-operation-id", each]
    if client.token:
        command += ["--header", f"Authorization: Bearer {client.token}"]
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": str(HERE / "api_document_hooks.py"),
                   "PARCOURS_KNOWN_IDS": json.dumps(known), "PARCOURS_SEED": str(given.seed)}
    with open(output, "wb") as file:
        return client, output, subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                                                stdout=file, stderr=subprocess.STDOUT)


def end(role, client, output, process, seconds):
    """What is wrong; nothing where nothing is."""
    try:
        code = process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        code = process.wait()
    told = output.read_text(errors="replace")
    if code != 0:
        return f"== as {role}\n{told}"
    if client.token and client.get("/v1/me").status != 200:
        return f"== as {role}: the session ended while it was used\n{told}"
    print(f"ok     as {role}:{told.partition('Test cases:')[2].partition('Seed')[0].rstrip()}", flush=True)
    return None


def led_somewhere(platform):
    """How many operations answered well at least once, and how many were asked: what is always refused shows little."""
    with urllib.request.urlopen(platform.operator_url + "/metrics", timeout=10) as got:
        counted = re.findall(r'parcours_request_seconds_count\{operation="(\w+)",status="(\d+)"\}', got.read().decode())
    asked = {operation for operation, _ in counted}
    return len({operation for operation, status in counted if status.startswith("2")}), len(asked)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=6, help="of each operation, beside the cases that cover it")
    parser.add_argument("--seed", type=int, default=20260115)
    parser.add_argument("--seconds", type=int, default=300, help="at most, for each role; all run at once")
    parser.add_argument("--role", action="append", choices=ROLES)
    given = parser.parse_args()
    tool = program()
    if tool is None:
        print("schemathesis cannot be fetched: there is no network")
        return SKIPPED
    failed = []
    with tempfile.TemporaryDirectory(prefix="parcours-") as folder:
        (pathlib.Path(folder) / "schemathesis.toml").write_text(SETTINGS)
        platform, begun = Platform(["--profile", "tiny"]), {}
        try:
            for role in given.role or ROLES:
                begun[role] = begin(tool, platform, role, given, pathlib.Path(folder))
            for role, each in begun.items():
                failed += filter(None, [end(role, *each, given.seconds)])
            good, asked = led_somewhere(platform)
            print(f"{good} of {asked} operations answered well at least once")
            if set(begun) != {"visitor"} and good < SOMEWHERE_MIN * asked:
                failed.append("most requests led nowhere")
            if platform.stop() != 0:
                failed.append("the platform did not end in good order")
        finally:
            platform.kill()
    print("\n".join(failed))
    print(f"{len(begun) - len(failed)} roles passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
