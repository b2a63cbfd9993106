# SPDX-License-Identifier: Apache-2.0
"""What strangers and broken programs send: each gets a plain refusal, nobody else notices, and nothing is a 500. With
--minutes N again and again for so long, after which the process must not have grown."""

import argparse
import json
import re
import secrets
import select
import shutil
import socket
import sys
import time
import urllib.parse
import urllib.request

from platform_process import Platform, run_cases
from serving import Serving
from steady_memory import again_and_again, fill_memory

platform = None
clients = {}


def expect(condition, said):
    if not condition:
        raise AssertionError(said)


def address():
    found = urllib.parse.urlparse(platform.url)
    return found.hostname, found.port


def exchange(*packets, seconds=15, pause=0.0):
    """Sends octets as they are, packet by packet; everything that comes back until the other side ends."""
    with socket.create_connection(address(), timeout=seconds) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            for packet in packets:
                line.sendall(packet)
                if pause:
                    select.select([line], [], [], pause)  # until it answers, at most so long
        except OSError:
            pass  # it has hung up; what it said is read all the same
        got = b""
        try:
            while chunk := line.recv(65536):
                got += chunk
        except (TimeoutError, ConnectionError):
            pass
        return got


def status_of(answer):
    found = re.match(rb"HTTP/1\.1 (\d{3}) ", answer)
    return int(found.group(1)) if found else None


def post(path, body, token=None, kind="application/json"):
    head = f"POST {path} HTTP/1.1\r\nHost: here\r\nConnection: close\r\nContent-Type: {kind}\r\n"
    if token:
        head += f"Authorization: Bearer {token}\r\n"
    return exchange(head.encode() + b"Content-Length: %d\r\n\r\n" % len(body) + body)


def command(body, name="candidate.update_section"):
    return post(f"/v1/commands/{name}", body if isinstance(body, bytes) else json.dumps(body).encode(),
                clients["candidate"].token)


def section(**changed):
    return {"candidate": platform.account("candidate")["id"], "section": "skills", "content": {"skills": ["soin"]},
            **changed}


def everybody_is_there():
    for role in ("candidate", "recruiter", "companion"):
        clients[role] = platform.client(role)
    sent = clients["candidate"].command("candidate.update_section", section())
    expect(sent.status == 200, f"a sound command: {sent}")


def bodies_that_are_no_json():
    whole = json.dumps(section()).encode()
    bodies = [b"", b"{", b"[]", b"null", b"\x00", whole[:-1], whole + b"}", b"{'a':1}", b"\xef\xbb\xbf" + whole,
              b'{"candidate":"\xff\xfe"}', b'{"candidate":"\xed\xa0\x80"}', b'{"a":"\xc0\xaf"}', b'{"a":1e999}',
              b"[" * 20000, b'{"a":' * 5000, b'{"section":"skills","section":"search"}']
    for body in bodies:
        got = command(body)
        expect(status_of(got) in (400, 422), f"{body[:40]!r}: {got[:300]!r}")
        expect(b"application/problem+json" in got, f"{body[:40]!r} is told as a problem: {got[:300]!r}")


def values_of_the_wrong_kind():
    wrong = [None, True, 7, -1, 10**400, 1.5, [], {}, "x" * 5000, "\u0000", "person_", "person_" + "z" * 26,
             "org_00000000000000000000000000", "../../etc/passwd", "\ud83d\ude42"]
    for value in wrong:
        for field in ("candidate", "section", "content"):
            if field == "content" and value == {}:
                continue  # a section may be emptied
            got = command(section(**{field: value}))
            expect(status_of(got) in (400, 403, 404, 422), f"{field}={str(value)[:40]!r}: {got[:300]!r}")
    got = command(section(colour="blue"))
    expect(status_of(got) == 400 and b"/colour" in got, f"an unknown field: {got[:400]!r}")
    got = command(section(content={"skills": ["x"] * 1000}))
    expect(status_of(got) in (400, 422) and b"/content/skills" in got, f"too many: {got[:400]!r}")
    got = command(section(content={"skills": [10**30]}))
    expect(status_of(got) in (400, 422), f"a number for a text: {got[:400]!r}")


def bodies_that_are_too_large():
    got = command(b'{"candidate":"' + b"x" * (2 << 20) + b'"}')
    expect(status_of(got) == 413, f"2 MiB: {got[:200]!r}")
    head = b"POST /v1/sessions HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n"
    expect(status_of(exchange(head)) == 413, "a length of 100 GB is refused before it comes")


def other_media_types():
    got = post("/v1/commands/candidate.update_section", b"<a/>", clients["candidate"].token, "text/xml")
    expect(status_of(got) == 415, f"XML: {got[:200]!r}")


def ids_that_belong_to_nobody_or_others():
    companion = platform.account("companion")["id"]
    forged = companion[:-1] + ("0" if companion[-1] != "0" else "1")
    for who in (companion, forged, platform.account("recruiter")["id"]):
        got = command(section(candidate=who))
        expect(status_of(got) in (403, 404), f"{who}: {got[:300]!r}")
    for name in ("application.validate", "application.take_in_charge", "application.withdraw"):
        role = {"application.validate": "companion", "application.take_in_charge": "recruiter"}.get(name, "candidate")
        got = clients[role].command(name, {"application": "app_" + companion.split("_")[1]})
        expect(got.status in (403, 404), f"{name} on what is not there: {got}")


def tokens_that_are_forged():
    token = clients["candidate"].token
    forged = [secrets.token_urlsafe(32), token[:-1], token + "a", token.swapcase(), "", " ", "a" * 9000]
    forged += [token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1:] for at in range(0, len(token) - 1, 5)]
    for each in forged:
        request = f"GET /v1/me HTTP/1.1\r\nHost: h\r\nConnection: close\r\nAuthorization: Bearer {each}\r\n\r\n"
        expect(status_of(exchange(request.encode())) in (400, 401, 431), f"token {each[:12]}…")
    expect(clients["candidate"].get("/v1/me").status == 200, "the true one still holds")


def cursors_and_positions_that_are_forged():
    for given in ("1.2", "x", "0.0.0", "9" * 400, "-1.-1.-1", "%00", "a.b.c,d.e.f"):
        got = clients["candidate"].ask("GET", "/v1/me", headers={"Read-After": given})
        expect(got.status in (400, 409, 422), f"Read-After: {given[:20]}: {got}")
    got = clients["candidate"].command("candidate.update_section", section(), **{"If-Match": "x" * 50})
    expect(got.status in (400, 412), f"If-Match: {got}")
    for key in ("", "a" * 65, "é", "a b", "a;b"):
        got = clients["candidate"].ask("POST", "/v1/commands/candidate.update_section", section(),
                                       {"Idempotency-Key": key.encode().decode("latin-1")})
        expect(got.status in (200, 400, 422) and (got.status != 200 or key == ""), f"key {key[:8]!r}: {got}")


def heads_that_are_no_heads():
    line = b"POST /v1/sessions HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
    wrong = [b"\r\n\r\n\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET /\x00 HTTP/1.1\r\nHost: h\r\n\r\n",
             b"GET / HTTP/1.1\nHost: h\n\n", b"GET / HTTP/1.1\r\nHost : h\r\n\r\n", b"\x16\x03\x01\x02\x00\x01",
             b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", line + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
             line + b"Content-Length: -1\r\n\r\n", line + b"Content-Length: +5\r\n\r\nabcde",
             line + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
             line + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", line + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n",
             line + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
             line + b"Transfer-Encoding: chunked\r\n\r\n" + b"f" * 30 + b"\r\n",
             b"GET /v1/me HTTP/1.1\r\nHost: h\r\nX: " + b"a" * 70000 + b"\r\n\r\n",
             b"GET /v1/%ff%fe HTTP/1.1\r\nHost: h\r\n\r\n", b"GET /v1/%zz HTTP/1.1\r\nHost: h\r\n\r\n"]
    for request in wrong:
        got = exchange(request, seconds=3) if b"\r\n\r\n" in request or b"\n\n" in request else exchange(request, seconds=1)
        expect(status_of(got) in (None, 400, 404, 408, 413, 414, 415, 431, 501, 505), f"{request[:60]!r}: {got[:200]!r}")
    got = exchange(b"GET /" + b"/" * 14000 + b" HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
    expect(status_of(got) in (400, 404, 414, 431), f"14 000 slashes: {got[:200]!r}")


def a_chunked_body_split_anywhere():
    body = json.dumps(section()).encode()
    first, rest = body[:20], body[20:]
    head = (b"POST /v1/commands/candidate.update_section HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
            b"Content-Type: application/json\r\nAuthorization: Bearer " + clients["candidate"].token.encode() + b"\r\n")
    whole = head + b"Transfer-Encoding: chunked\r\n\r\n%x;name=value\r\n%s\r\n%x\r\n%s\r\n0\r\nTrailer: x\r\n\r\n" % (
        len(first), first, len(rest), rest)
    seen = {status_of(exchange(whole[:at], whole[at:], pause=0.012)) for at in range(1, len(whole))}
    expect(seen == {200}, f"accepted wherever it is split: {seen}")
    one_by_one = exchange(*[whole[at:at + 1] for at in range(len(whole))])
    expect(status_of(one_by_one) == 200, f"octet by octet: {one_by_one[:100]!r}")


def requests_in_one_packet_are_answered_in_order():
    one = b"GET /v1/charter HTTP/1.1\r\nHost: h\r\n\r\nGET /v1/nothing HTTP/1.1\r\nHost: h\r\n\r\n"
    last = b"GET /v1/charter HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
    got = exchange(one + last)
    found = [int(s) for s in re.findall(rb"HTTP/1\.1 (\d{3}) ", got)]
    expect(found == [200, 404, 200], f"in order: {found}")


def a_request_that_never_ends_disturbs_nobody():
    line = socket.create_connection(address(), timeout=30)
    line.sendall(b"POST /v1/sessions HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{")
    began = time.monotonic()
    while time.monotonic() - began < 3:
        expect(clients["recruiter"].get("/v1/me").status == 200, "others are served meanwhile")
        select.select([line], [], [], 0.05)  # until it gives up on the slow one, at most so long
    got = b""
    try:
        while chunk := line.recv(4096):
            got += chunk
    except (TimeoutError, ConnectionError):
        pass
    waited = time.monotonic() - began
    expect(waited < 25 and status_of(got) in (None, 408), f"ended after {waited:.1f} s: {got[:100]!r}")


def nothing_was_a_bug():
    # 501, 503 and 505 are what a client may ask for.
    with urllib.request.urlopen(platform.operator_url + "/metrics", timeout=10) as got:
        text = got.read().decode()
    bad = [each for each in text.splitlines() if re.search(r'status="5(?!0[135])\d\d"', each) and not each.endswith(" 0")]
    expect(not bad, f"answers of 500: {bad}")
    expect("/v1/me" and clients["candidate"].get("/v1/me").status == 200, "it still serves")


def it_stops_in_good_order():
    expect(platform.stop() == 0, "exit code 0 on SIGTERM")
    expect("CHECK FAILED" not in platform.tail(), platform.tail())


CASES = [everybody_is_there, bodies_that_are_no_json, values_of_the_wrong_kind, bodies_that_are_too_large,
         other_media_types, ids_that_belong_to_nobody_or_others, tokens_that_are_forged,
         cursors_and_positions_that_are_forged, heads_that_are_no_heads, a_chunked_body_split_anywhere,
         requests_in_one_packet_are_answered_in_order, a_request_that_never_ends_disturbs_nobody, nothing_was_a_bug]
BUDGET_MIB = 32


def main():
    global platform
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=0)
    given, others = parser.parse_known_args()
    platform = Platform(["--profile", "tiny", "--days", "60", *(["--keep"] if given.minutes else []), *others])
    try:
        if given.minutes:
            platform.stop()
            platform = Serving(platform.folder, platform.ready["accounts"], [f"memory.budget_mib={BUDGET_MIB}"])
            fill_memory(platform)
            return again_and_again(platform, CASES, given.minutes) or run_cases([it_stops_in_good_order])
        return run_cases([*CASES, it_stops_in_good_order])
    finally:
        platform.kill()
        if given.minutes:
            shutil.rmtree(platform.folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
