# SPDX-License-Identifier: Apache-2.0
"""A word that nobody else uses in every personal field of a whole story; then no file of the platform, no line of its
log and nothing of the operator's port holds any of them, in any usual encoding. A planted one is found."""

import base64
import binascii
import json
import os
import pathlib
import secrets
import shutil
import subprocess
import sys
import urllib.error
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "end_to_end"))
from platform_process import PROGRAMS, ROOT, Client, Platform, run_cases  # noqa: E402

platform = None
people = {}
canaries = {}  # word → where it was put
DAY = "2003-07-19"


def expect(condition, said):
    if not condition:
        raise AssertionError(said)


def canary(where, length=10):
    word = "Qz" + secrets.token_hex(length // 2)
    canaries[word] = where
    return word


def email(where):
    return f"{canary(where).lower()}@example.org"


def encodings(word):
    """The octets that would betray a word."""
    plain = word.encode()
    found = {"UTF-8": plain, "UTF-8, lower case": plain.lower(), "UTF-16LE": word.encode("utf-16-le"),
             "UTF-16BE": word.encode("utf-16-be"), "JSON escapes": "".join(f"\\u{ord(c):04x}" for c in word).encode(),
             "hex": binascii.hexlify(plain), "HEX": binascii.hexlify(plain).upper(),
             "percent": "".join(f"%{octet:02X}" for octet in plain).encode(), "reversed": plain[::-1]}
    for shift in range(3):  # base64 depends on where the word begins; its first and last letters hang on the neighbours
        whole = base64.b64encode(b"\0" * shift + plain)
        inner = whole[4 if shift else 0:len(whole) - 4]
        found[f"base64 +{shift}"] = inner
        found[f"base64url +{shift}"] = inner.replace(b"+", b"-").replace(b"/", b"_")
    return found


def traces(octets):
    return [f"{where} as {name}" for word, where in canaries.items()
            for name, form in encodings(word).items() if form in octets]


def files_with_traces():
    found = []
    for folder, _, names in os.walk(platform.folder):
        for name in names:
            path = os.path.join(folder, name)
            try:
                with open(path, "rb") as file:
                    octets = file.read()
            except OSError:
                continue  # a socket, or gone meanwhile
            found += [f"{path}: {trace}" for trace in traces(octets)]
    return found


def link_of(account):
    ran = subprocess.run([PROGRAMS / "parcours", "admin", "link", account, "--json", "--data", platform.folder],
                         cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
                         env={**os.environ, "PARCOURS_VAULT_RECOVERY": "none"})
    expect(ran.returncode == 0, f"a link for {account}: {ran.stdout} {ran.stderr}")
    return json.loads(ran.stdout)["token"]


def join(role, maker, **more):
    """Somebody whose every field is a canary, with a password of their own."""
    address = email(f"{role}'s e-mail")
    made = people[maker].must("account.create", {
        "role": role,
        "identity": {"first_name": canary(f"{role}'s first name"), "last_name": canary(f"{role}'s last name"),
                     **({"birth_date": DAY} if role == "candidate" else {})},
        "contact": {"email": address, "phone": canary(f"{role}'s phone"), "postcode": canary(f"{role}'s postcode")},
        **({} if role == "candidate" else {"professional": {
            "function": canary(f"{role}'s function"), "office_phone": canary(f"{role}'s office phone"),
            "office_place": canary(f"{role}'s office"), "presentation": canary(f"{role}'s presentation")}}), **more})
    account = made["result"]["account"]
    password = canary(f"{role}'s password", 24)
    done = Client(platform.url).ask("POST", "/v1/activations", {"token": link_of(account), "password": password})
    expect(done.status == 204, f"activation of a {role}: {done}")
    made = Client(platform.url)
    made.sign_in(address, password)
    made.id = account
    return made


def somebody_of_each_role_joins():
    for role in ("administrator", "companion", "recruiter"):
        people[role] = platform.client(role)
    people["colleague"] = join("recruiter", "recruiter")
    people["candidate"] = join("candidate", "companion")


def the_file_is_filled():
    candidate = people["candidate"]
    sections = {
        "presentation": {"title": canary("title"), "text": canary("presentation")},
        "situation": {"situation": canary("situation"), "level": canary("level")},
        "search": {"search": canary("search"), "departement": canary("departement"), "contract": "internship"},
        "skills": {"skills": [canary("skill"), canary("second skill")]},
        "education": {"education": [{"title": canary("diploma"), "school": canary("school"), "comment": canary("note")}]},
        "experience": {"experience": [{"title": canary("work"), "organisation": canary("employer"),
                                       "starts_on": "2022-01-01", "comment": canary("work comment")}]},
        "languages": {"languages": [{"language": canary("language"), "level": canary("language level")}]}}
    for section, content in sections.items():
        candidate.must("candidate.update_section", {"candidate": candidate.id, "section": section, "content": content})
    candidate.must("candidate.update_sensitive_section", {"candidate": candidate.id, "content": {
        "disability": canary("disability"), "accommodation": canary("accommodation"), "text": canary("health")}})
    candidate.must("account.update_identity", {"account": candidate.id, "identity": {
        "first_name": canary("new first name"), "last_name": canary("new last name"), "birth_date": DAY}})


def an_offer_and_an_application_go_their_way():
    candidate, companion, recruiter = people["candidate"], people["companion"], people["colleague"]
    organisation = people["recruiter"].get("/v1/me").json["organisation"]
    offer = recruiter.must("offer.publish", {
        "organisation": organisation, "title": "Vendeuse", "description": "En boutique", "contract": "permanent",
        "contact": {"name": canary("contact's name"), "email": email("contact's e-mail"),
                    "phone": canary("contact's phone")}})["result"]["offer"]
    draft = candidate.must("application.draft", {"offer": offer, "documents": [], "message": canary("draft")})["result"]["application"]
    which = {"application": draft}
    candidate.must("application.edit", {**which, "documents": [], "message": canary("edited")})
    candidate.must("application.submit", {**which, "documents": [], "message": canary("message")})
    companion.must("application.return", {**which, "reason": canary("return reason")})
    candidate.must("application.submit", {**which, "documents": [], "message": canary("second message")})
    candidate.must("application.post_followup", {**which, "text": canary("follow-up")})
    companion.must("application.validate", {**which, "comment": canary("comment")})
    recruiter.must("application.write_private_note", {**which, "text": canary("private note")})
    recruiter.must("application.post_exchange", {**which, "text": canary("exchange")})
    recruiter.must("application.take_in_charge", {**which, "message": canary("taking in charge")})
    meeting = recruiter.must("application.propose_meeting", {
        **which, "mode": "site", "starts_at": "2099-07-19T08:00:00.000Z", "ends_at": "2099-07-19T09:00:00.000Z",
        "time_zone": "Europe/Paris", "place": canary("place"), "message": canary("meeting message")})["result"]["meeting"]
    candidate.must("application.decline_meeting", {**which, "meeting": meeting, "message": canary("declined")})
    recruiter.must("application.declare_no_hiring", {**which, "message": canary("no hiring")})
    asked = candidate.must("sponsorship.request", {"organisation": organisation, "message": canary("sponsor wanted")})
    request = {"sponsorship": asked["result"]["sponsorship"]}
    companion.must("sponsorship.validate", {**request, "comment": canary("sponsor comment")})
    recruiter.must("sponsorship.refuse", {**request, "comment": canary("no sponsor")})


def those_who_may_do_see_them():
    """Else their absence elsewhere would say nothing."""
    me = people["candidate"].get("/v1/me")
    expect(me.status == 200, f"/v1/me: {me}")
    shown = people["candidate"].get("/v1/applications")
    if shown.status == 404:
        return
    one = people["candidate"].get(f"/v1/applications/{shown.json['items'][0]['id']}")
    expect(traces(one.raw), f"the candidate reads their own words: {one}")


def a_planted_one_is_found():
    for name, form in encodings(next(iter(canaries))).items():
        path = os.path.join(platform.folder, "planted")
        pathlib.Path(path).write_bytes(secrets.token_bytes(100_000) + form + b"\0" * 50)
        expect([each for each in files_with_traces() if path in each], f"the control as {name}")
        os.unlink(path)


def no_file_holds_any():
    found = files_with_traces()
    expect(not found, f"{len(found)}: {found[:10]}")


def no_line_of_the_log_holds_any():
    with open(platform.log.name, "rb") as file:
        found = traces(file.read())
    expect(not found, found[:10])


def the_operator_sees_none():
    for path in ("/metrics", "/healthz", "/readyz", "/log-level"):
        try:
            with urllib.request.urlopen(platform.operator_url + path, timeout=10) as got:
                octets = got.read()
        except urllib.error.HTTPError as refused:
            octets = refused.read()
        expect(not traces(octets), f"{path}: {traces(octets)}")


def nothing_remains_after_the_end():
    expect(platform.stop() == 0, "exit code 0 on SIGTERM")
    no_file_holds_any()
    no_line_of_the_log_holds_any()


def main():
    global platform
    platform = Platform(["--keep", "--profile", "tiny", "--days", "40", *sys.argv[1:]])
    try:
        return run_cases([
            somebody_of_each_role_joins, the_file_is_filled, an_offer_and_an_application_go_their_way,
            those_who_may_do_see_them, a_planted_one_is_found, no_file_holds_any, no_line_of_the_log_holds_any,
            the_operator_sees_none, nothing_remains_after_the_end])
    finally:
        platform.kill()
        shutil.rmtree(platform.folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
