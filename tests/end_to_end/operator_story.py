# SPDX-License-Identifier: Apache-2.0
"""What an operator does to a platform, as a black box: the first account, links, rebuilds, draining."""

import json
import os
import pathlib
import queue
import signal
import subprocess
import sys
import tempfile
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from platform_process import PROGRAMS, ROOT, START_SECONDS, Client, eventually, run_cases  # noqa: E402

EMAIL, PASSWORD, OTHER_PASSWORD = "ada.canari@example.org", "cheval correct pile agrafe", "quatre autres mots sans lien"
SETTINGS = ["--set", "vault.recovery=none", "--set", "http.port=0", "--set", "operator.port=0",
            "--set", "http.requests_per_second=100000"]


class Folder:
    """A data folder of its own, and the program `parcours` on it."""

    def __init__(self):
        self.place = tempfile.TemporaryDirectory(prefix="parcours-")
        self.data = os.path.join(self.place.name, "data")
        self.process, self.lines, self.url, self.operator_url = None, [], None, None

    def run(self, *words, stdin=None, code=0, settings=True):
        command = [str(PROGRAMS / "parcours"), *words, "--data", self.data, *(SETTINGS if settings else [])]
        done = subprocess.run(command, cwd=ROOT, input=stdin, capture_output=True, text=True, timeout=180, check=False)
        if done.returncode != code:
            raise AssertionError(f"{words} ended with {done.returncode}: {done.stdout} {done.stderr}")
        return done

    def told(self, *words, **how):
        return json.loads(self.run(*words, "--json", **how).stdout)

    def serve(self, *flags):
        command = [str(PROGRAMS / "parcours"), "serve", *flags, "--data", self.data, *SETTINGS]
        self.process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True)
        ready = queue.Queue()

        def read():
            for line in self.process.stderr:
                self.lines.append(line)
                if '"event":"ready"' in line:
                    ready.put(json.loads(line))
            ready.put(None)

        threading.Thread(target=read, daemon=True).start()
        told = ready.get(timeout=START_SECONDS)
        if told is None:
            raise AssertionError("the platform did not start:\n" + "".join(self.lines[-40:]))
        self.url = "http://" + told["address"]
        self.operator_url = f"http://127.0.0.1:{told['operator_port']}"
        return self

    def client(self, email=None, password=PASSWORD):
        made = Client(self.url)
        if email:
            made.sign_in(email, password)
        return made

    def end(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(60)
        self.place.cleanup()

    def __enter__(self):
        return self

    def __exit__(self, *failed):
        self.end()


def make_administrator(folder, email=EMAIL):
    person = f"email={email}\nfirst_name=Ada\nlast_name=Canari\n"
    return folder.told("admin", "create", "--role", "administrator", "--from", "-", stdin=person)


def choose(folder, link, password=PASSWORD):
    route = "/v1/activations" if link["purpose"] == "activation" else "/v1/password-resets"
    return Client(folder.url).ask("POST", route, {"token": link["token"], "password": password})


def equal(found, wanted):
    if found != wanted:
        raise AssertionError(f"{found!r}, not {wanted!r}")


def the_first_administrator_is_made_on_a_fresh_folder():
    with Folder() as folder:
        link = make_administrator(folder)
        equal(link["purpose"], "activation")
        folder.serve()
        equal(choose(folder, link).status, 204)
        me = folder.client(EMAIL).get("/v1/me")
        equal((me.status, me.json["account"], me.json["role"]), (200, link["account"], "administrator"))
        equal(choose(folder, link).status, 422)


def accounts_are_made_beside_a_running_process():
    with Folder() as folder:
        folder.serve()
        link = make_administrator(folder)
        equal(choose(folder, link).status, 204)
        equal(folder.client(EMAIL).get("/v1/me").status, 200)
        again = folder.run("admin", "create", "--role", "administrator", "--from", "-",
                           stdin=f"email={EMAIL}\nfirst_name=Ada\nlast_name=Canari\n", code=1)
        equal("email_taken" in again.stderr, True)
        equal(EMAIL in again.stderr, False)


def mistakes_are_told_by_exit_codes():
    with Folder() as folder:
        folder.run("admin", "create", code=2)
        folder.run("ctl", "dance", code=2)
        folder.run("ctl", "status", code=1, settings=False)
        folder.serve()
        folder.run("admin", "link", "ada", code=2)
        folder.run("admin", "link", "person_" + "0" * 25 + "1", code=1)
        folder.run("admin", "create", "--role", "emperor", "--from", "-", stdin=f"email={EMAIL}\n", code=1)
        folder.run("ctl", "rebuild", "dreams", code=2, settings=False)
        for words in (["ctl"], ["admin"], ["admin", "create"], ["ctl", "rebuild"]):
            equal("Usage" in folder.run(*words, "--help").stdout, True)


def a_projection_is_rebuilt_while_it_serves():
    with Folder() as folder:
        link = make_administrator(folder)
        folder.serve()
        choose(folder, link)
        administrator = folder.client(EMAIL)
        for number in range(20):
            administrator.must("organisation.register", {"kind": "company", "name": f"Entreprise {number}"})
        answers, over = [], threading.Event()

        def ask():
            while not over.is_set():
                answers.append(administrator.get("/v1/me").status)

        asking = threading.Thread(target=ask)
        asking.start()
        told = folder.told("ctl", "rebuild", "organisations", settings=False)
        rebuilt_accounts = folder.told("ctl", "rebuild", "accounts", settings=False)
        over.set()
        asking.join()
        equal((told["projection"], told["events"]), ("organisations", 20))
        equal(rebuilt_accounts["events"] >= 3, True)
        equal(set(answers), {200})
        equal(folder.client(EMAIL).get("/v1/me").status, 200)
        equal(folder.told("ctl", "parked", "list", settings=False), {"parked": []})


def who_forgot_a_password_gets_a_link_from_the_operator():
    with Folder() as folder:
        link = make_administrator(folder)
        folder.serve()
        choose(folder, link)
        before = folder.client(EMAIL)
        for email in (EMAIL, "nobody@example.org"):
            equal(Client(folder.url).ask("POST", "/v1/password-resets", {"email": email}).status, 202)
        asked = folder.told("ctl", "status", settings=False)["password_resets"]
        equal([each["account"] for each in asked], [link["account"]])
        reset = folder.told("admin", "link", link["account"])
        equal(reset["purpose"], "password_reset")
        equal(folder.told("ctl", "status", settings=False)["password_resets"], [])
        equal(choose(folder, reset, OTHER_PASSWORD).status, 204)
        equal(before.get("/v1/me").status, 401)
        refused = Client(folder.url).ask("POST", "/v1/sessions", {"email": EMAIL, "password": PASSWORD})
        equal(refused.status, 401)
        folder.client(EMAIL, OTHER_PASSWORD)
        counted = Client(folder.operator_url).get("/metrics").raw.decode()
        equal("parcours_password_resets_asked_total 2\n" in counted, True)
        equal("parcours_read_back_seconds_count 0\n" in counted, False)
        log = "".join(folder.lines) + counted
        equal("password_reset_asked" in log, True)
        for secret in (EMAIL, "nobody@", PASSWORD, OTHER_PASSWORD, link["token"], reset["token"], "Canari"):
            equal(secret in log, False)


def a_running_process_tells_its_status_and_drains():
    with Folder() as folder:
        folder.serve()
        status = eventually(lambda: (lambda told: told if told["ready"] else None)(
            folder.told("ctl", "status", settings=False)))
        equal({each["name"] for each in status["checks"]} >= {"log", "projections", "relations", "vault"}, True)
        equal(folder.told("ctl", "log-level", "debug", settings=False), {"log_level": "debug"})
        folder.run("ctl", "log-level", "loud", code=2, settings=False)
        folder.run("ctl", "drain", settings=False)
        equal(folder.process.wait(30), 0)
        folder.run("ctl", "status", code=1, settings=False)
        folder.serve()
        equal(Client(folder.url).get("/v1/charter").status, 200)


if __name__ == "__main__":
    sys.exit(run_cases([the_first_administrator_is_made_on_a_fresh_folder,
                        accounts_are_made_beside_a_running_process,
                        mistakes_are_told_by_exit_codes,
                        a_projection_is_rebuilt_while_it_serves,
                        who_forgot_a_password_gets_a_link_from_the_operator,
                        a_running_process_tells_its_status_and_drains]))
