# SPDX-License-Identifier: Apache-2.0
"""A data folder is damaged as disks and hands do it: what a start and `parcours-replay verify` say, and how it goes on."""

import json
import os
import pathlib
import re
import shutil
import socket
import stat
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from operator_story import EMAIL, Folder, choose, equal, make_administrator  # noqa: E402
from platform_process import PROGRAMS, ROOT, Client, run_cases  # noqa: E402


def begun():
    """A stopped platform whose administrator registered something."""
    folder = Folder()
    link = make_administrator(folder)
    folder.serve()
    choose(folder, link)
    register(folder, 3)
    stop(folder)
    return folder


def register(folder, count):
    administrator = folder.client(EMAIL)
    for number in range(count):
        administrator.must("organisation.register", {"kind": "company", "name": f"Entreprise {os.urandom(4).hex()} {number}"})
    return administrator


def stop(folder):
    folder.process.terminate()
    equal(folder.process.wait(60), 0)


def place(folder, *names):
    return pathlib.Path(folder.data, *names)


def octets_of(where):
    return {str(each.relative_to(where)): each.read_bytes() for each in where.rglob("*")
            if each.is_file() and each.name not in ("LOCK", "messages")}


def refused(folder, code=1):
    """What the start says that comes to nothing."""
    told = folder.run("serve", code=code).stderr
    lines = [json.loads(line) for line in told.splitlines() if line.startswith("{")]
    return next((each["failure"] for each in lines if each.get("event") == "not_opened"), told)


def verify(folder, *words, code=0):
    command = [str(PROGRAMS / "parcours-replay"), "verify", "--json", *words, "--data", folder.data]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=180, check=False)
    if done.returncode != code:
        raise AssertionError(f"verify ended with {done.returncode}: {done.stdout} {done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def faults(lines):
    return [(each["fault"], each["what"]) for each in lines if each["line"] == "fault"]


def says(text, *parts):
    for part in parts:
        if part not in text:
            raise AssertionError(f"{part!r} is not in {text!r}")


def goes_on(folder):
    folder.lines.clear()
    folder.serve()
    register(folder, 1)
    stop(folder)
    equal(verify(folder, "--tables")[-1]["sound"], True)


def copied_and_lived_on(folder, registered):
    """The log, and a copy of it from before so many more registered."""
    log, kept = place(folder, "log"), place(folder, "..", "kept")
    shutil.copytree(log, kept)
    folder.serve()
    register(folder, registered)
    stop(folder)
    return log, kept


def an_older_log_is_refused_until_its_end_is_given_up():
    with begun() as folder:
        log, kept = copied_and_lived_on(folder, 5)
        shutil.rmtree(log)
        shutil.copytree(kept, log)
        found = faults(verify(folder, code=3))
        equal({name for name, _ in found}, {"log_ends_early"})
        says(found[0][1], "the table ", " has read partition ", " up to ", "but the log ends at ")
        equal(any("the vault has read partition " in what for _, what in found), True)
        before = octets_of(log)
        says(refused(folder), "the table ", " has read partition ", "--cut-log-at-damage")
        equal(octets_of(log), before)
        folder.lines.clear()
        folder.serve("--cut-log-at-damage")
        register(folder, 1)
        stop(folder)
        says("".join(folder.lines), "log_cut_at_damage_asked", "table_dropped")
        goes_on(folder)


def kept_heads_tell_a_log_that_is_not_what_it_was():
    with begun() as folder:
        log, older = copied_and_lived_on(folder, 3)
        kept = place(folder, "..", "heads.ndjson")
        kept.write_text("".join(json.dumps(line) + "\n" for line in verify(folder)))
        verify(folder, "--heads", str(kept))
        shutil.rmtree(log)
        shutil.copytree(older, log)
        shutil.rmtree(place(folder, "tables"))
        equal("the log ends before a head that was kept of it" in {what for _, what in faults(
            verify(folder, "--heads", str(kept), code=3))}, True)
        kept.write_text(kept.read_text().replace('"head": "', '"head": "00')[:-1])
        verify(folder, "--heads", str(kept), code=2)


def a_log_without_its_live_file_is_refused_and_written_to_by_nobody():
    with begun() as folder:
        log, kept = place(folder, "log"), place(folder, "..", "kept")
        shutil.copytree(log, kept)
        for each in log.glob("*.log"):
            each.unlink()
        equal(len(faults(verify(folder, code=3))) > 0, True)
        before = octets_of(log)
        says(refused(folder), str(log), "restore a copy")
        equal(octets_of(log), before)
        shutil.rmtree(log)
        shutil.copytree(kept, log)
        goes_on(folder)


def a_store_that_lacks_what_holds_it_together_is_refused_and_not_begun_anew():
    with begun() as folder:
        for store, name in (("log", "CURRENT"), ("log", "MANIFEST"), ("vault/store", "CURRENT"),
                            ("vault/store", "MANIFEST")):
            missing = next(place(folder, store).glob(name + "*"))
            kept = missing.read_bytes()
            missing.unlink()
            before = octets_of(place(folder, store))
            says(refused(folder), str(place(folder, store)), name)
            equal(octets_of(place(folder, store)), before)
            equal([fault for fault, _ in faults(verify(folder, code=3))], ["unreadable"])
            missing.write_bytes(kept)
        goes_on(folder)


def a_damaged_table_names_the_folder_to_remove():
    with begun() as folder:
        for name in ("CURRENT", "MANIFEST"):
            table = next(place(folder, "tables").glob("accounts.v*"))
            next(table.rglob(name + "*")).unlink()
            says(refused(folder), f"remove the folder {table}")
            for words in ((), ("--tables",)):
                found = faults(verify(folder, *words, code=3))
                equal([fault for fault, _ in found], ["unreadable"])
                says(found[0][1], f"remove the folder {table}")
            shutil.rmtree(table)
            goes_on(folder)


def a_folder_that_holds_something_else_is_refused_as_it_is():
    with Folder() as folder:
        os.makedirs(folder.data, 0o755)
        os.makedirs(place(folder, "log"))
        place(folder, "log", "syslog").write_text("of somebody else")
        place(folder, "novel.txt").write_text("chapter one")
        os.chmod(folder.data, 0o755)
        says(refused(folder, code=2), "not empty", "novel.txt")
        equal(stat.S_IMODE(os.stat(folder.data).st_mode), 0o755)
        equal(sorted(os.listdir(folder.data)), ["log", "novel.txt"])
        place(folder, "novel.txt").unlink()
        shutil.rmtree(place(folder, "log"))
        make_administrator(folder)


def an_access_log_that_was_changed_is_told():
    with begun() as folder:
        folder.serve()
        administrator = folder.client(EMAIL)
        for number in range(4):
            person = f"email=autre{number}@example.org\nfirst_name=Ada\nlast_name=Canari\n"
            made = folder.told("admin", "create", "--role", "administrator", "--from", "-", stdin=person)
            equal(administrator.get(f"/v1/accounts/{made['account']}").status, 200)
        stop(folder)
        whole = verify(folder)
        entries = whole[-1]["access_entries"]
        equal(entries >= 4, True)
        day = next(place(folder, "accesses").glob("*.accesses"))
        octets = day.read_bytes()
        first = 12 + int.from_bytes(octets[:4], "little")
        second = first + 12 + int.from_bytes(octets[first:first + 4], "little")
        day.write_bytes(octets[:first] + octets[second:])  # the second entry was taken out
        found = faults(verify(folder, code=3))
        equal([fault for fault, _ in found], ["access_log_differs"])
        says(found[0][1], f"{day.name}, octet {first}")
        day.write_bytes(octets[:first + 40] + bytes([octets[first + 40] ^ 1]) + octets[first + 41:])
        equal([fault for fault, _ in faults(verify(folder, code=3))], ["unreadable"])
        says(refused(folder), day.name, f"octet {first}", "evidence")
        day.write_bytes(octets)
        goes_on(folder)


def words_that_no_program_knows_are_told_with_the_nearest():
    def told(program, *words):
        done = subprocess.run([str(PROGRAMS / program), *words], cwd=ROOT, capture_output=True, text=True, timeout=60,
                              check=False)
        equal(done.returncode, 2)
        return done.stderr

    says(told("parcours", "serv"), 'unknown subcommand "serv"; did you mean "serve"?')
    says(told("parcours", "serve", "--cofnig", "x"), 'unknown flag "--cofnig"; did you mean "--config"?')
    says(told("parcours", "config", "chek"), 'did you mean "check"?')
    says(told("parcours", "ctl", "drian"), 'did you mean "drain"?')
    says(told("parcours", "ctl", "status", "--jsn"), 'did you mean "--json"?')
    says(told("parcours", "admin", "crate"), 'did you mean "create"?')
    says(told("parcours-replay", "verfy"), 'did you mean "verify"?')
    says(told("parcours-replay", "verify", "--table"), 'did you mean "--tables"?')
    secret = told("parcours", "admin", "create", "--emial=ada@example.org")
    says(secret, 'did you mean "--email"?')
    equal("ada@" in secret, False)


def checks_are_told_as_json_too():
    def told(*words, code=0):
        done = subprocess.run([str(PROGRAMS / "parcours"), *words, "--json"], cwd=ROOT, capture_output=True, text=True,
                              timeout=60, check=False)
        equal((done.returncode, done.stderr), (code, ""))
        return json.loads(done.stdout)

    charter = "charters/atouts-pour-tous.toml"
    equal(told("charter", "check", charter),
          {"file": charter, "charter": "atouts-pour-tous", "in_order": True, "problems": []})
    with Folder() as folder:
        os.makedirs(folder.data)
        wrong = place(folder, "wrong.toml")
        wrong.write_text('nam = "x"\n')
        found = told("charter", "check", str(wrong), code=2)
        equal((found["in_order"], found["problems"][0]["file"], found["problems"][0]["line"]), (False, str(wrong), 1))
        equal(told("config", "check", "--set", "vault.recovery=none")["in_order"], True)
        found = told("config", "check", "--set", "vault.recovery=none", "--set", "http.prot=1", code=2)
        says(found["problems"][0]["reason"], "http.port")


def what_the_server_refuses_itself_is_counted_and_what_fails_leaves_a_line():
    with begun() as folder:
        folder.lines.clear()
        folder.serve()
        host, port = re.match(r"http://(.*):(\d+)", folder.url).groups()

        def send(octets):
            with socket.create_connection((host, int(port)), timeout=20) as line:
                line.sendall(octets)
                answer = b""
                while piece := line.recv(65536):
                    answer += piece
            return answer.decode()

        says(send(b"NONSENSE\r\n\r\n"), " 400 ")
        says(send(b"POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                  b"Content-Length: 99999999\r\n\r\n"), " 413 ")
        answer = send(b"BREW /v1/me?email=ada@example.org HTTP/1.1\r\nHost: x\r\n\r\n")
        says(answer, " 501 ")
        trace = re.search(r'"trace_id":"([0-9a-f]{32})"', answer).group(1)
        counted = Client(folder.operator_url).get("/metrics").raw.decode()
        for code, status in (("malformed_request", 400), ("body_too_large", 413), ("method_not_supported", 501)):
            says(counted, f'parcours_http_refusals_total{{code="{code}",status="{status}"}} 1')
        stop(folder)
        failed = [json.loads(line) for line in folder.lines if '"request_failed"' in line]
        equal([(each["trace_id"], each["status"]) for each in failed], [(trace, 501)])
        equal("ada@" in "".join(folder.lines), False)


if __name__ == "__main__":
    sys.exit(run_cases([an_older_log_is_refused_until_its_end_is_given_up,
                        kept_heads_tell_a_log_that_is_not_what_it_was,
                        a_log_without_its_live_file_is_refused_and_written_to_by_nobody,
                        a_store_that_lacks_what_holds_it_together_is_refused_and_not_begun_anew,
                        a_damaged_table_names_the_folder_to_remove,
                        a_folder_that_holds_something_else_is_refused_as_it_is,
                        an_access_log_that_was_changed_is_told,
                        words_that_no_program_knows_are_told_with_the_nearest,
                        checks_are_told_as_json_too,
                        what_the_server_refuses_itself_is_counted_and_what_fails_leaves_a_line]))
