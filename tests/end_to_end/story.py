# SPDX-License-Identifier: Apache-2.0
"""One application's life, told through HTTP and the command line alone, on a platform that the demo has brought up."""

import datetime
import json
import os
import subprocess
import sys

from platform_process import PROGRAMS, ROOT, Platform, eventually, run_cases

platform = None
people = {}
story = {}


def in_days(days, hour=10):
    day = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=days)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def expect(condition, said):
    if not condition:
        raise AssertionError(said)


def share(writer, *readers):
    """What one has written, the others wait for when they read."""
    for reader in readers:
        people[reader].positions = people[writer].positions


def application_as(role):
    return people[role].get(f"/v1/applications/{story['application']}")


def everybody_signs_in():  # shows APT-GEN-08
    for role in ("administrator", "supervisor", "companion", "recruiter", "candidate"):
        people[role] = platform.client(role)
        me = people[role].get("/v1/me")
        expect(me.status == 200 and me.json["role"] == role, f"/v1/me as {role}: {me}")


def the_candidate_applies_to_an_offer():  # shows APT-FON-08, APT-CAN-01, APT-CAN-05
    recruiter = people["recruiter"].get("/v1/me").json
    offers = people["candidate"].get("/v1/offers", organisation=recruiter["organisation"])
    expect(offers.status == 200 and offers.json["items"], f"open offers of the recruiter's organisation: {offers}")
    story["organisation"], story["offer"] = recruiter["organisation"], None
    for offer in offers.json["items"]:
        sent = people["candidate"].command("application.submit", {
            "organisation": recruiter["organisation"], "offer": offer["id"], "documents": [],
            "message": "Bonjour, je souhaite rejoindre votre équipe 🙂 — Élodie"}, key="story-submit")
        if sent.status == 200:
            story["offer"], story["submitted"] = offer["id"], sent.json
            break
    expect(story["offer"], f"an offer to apply to: {sent}")
    story["application"] = story["submitted"]["result"]["application"]
    own = application_as("candidate")
    expect(own.status == 200 and own.json["status"] == "awaiting_validation", f"the candidate's view: {own}")


def the_same_request_gets_the_same_answer():
    again = people["candidate"].command("application.submit", {
        "organisation": story["organisation"], "offer": story["offer"], "documents": [],
        "message": "Bonjour, je souhaite rejoindre votre équipe 🙂 — Élodie"}, key="story-submit")
    expect(again.status == 200 and again.json == story["submitted"], f"repeated: {again}")
    other = people["candidate"].command("application.submit", {
        "organisation": story["organisation"], "offer": story["offer"],
        "documents": [], "message": "autre"}, key="story-submit")
    expect(other.status == 409, f"another body under the same key: {other}")


def nobody_at_the_company_knows_of_it():  # shows APT-VIS-17
    share("candidate", "recruiter")
    hidden = application_as("recruiter")
    expect(hidden.status == 404, f"the recruiter's view before validation: {hidden}")
    listed = people["recruiter"].get("/v1/applications", limit=100)
    expect(story["application"] not in [a["id"] for a in listed.json["items"]], "listed before validation")
    refused = people["recruiter"].command("application.take_in_charge", {"application": story["application"]})
    expect(refused.status == 404, f"taking in charge before validation: {refused}")


def the_companion_validates():  # shows APT-CAN-06, APT-VIS-19
    share("candidate", "companion")
    seen = application_as("companion")
    expect(seen.status == 200 and "application.validate" in seen.json["allowed_actions"], f"the companion's: {seen}")
    people["companion"].must("application.validate", {"application": story["application"], "comment": "Très bon dossier"})
    share("companion", "recruiter", "candidate")
    shown = application_as("recruiter")
    expect(shown.status == 200 and shown.json["status"] == "visible", f"the recruiter's view: {shown}")
    expect("Élodie" in json.dumps(shown.json, ensure_ascii=False), f"the message: {shown}")
    expect("Très bon dossier" not in json.dumps(shown.json, ensure_ascii=False), "the comment is no recruiter's matter")


def the_recruiter_hires():  # shows APT-CAN-15, APT-CAN-16, APT-CAN-20, APT-CAN-22, APT-FON-09
    recruiter, application = people["recruiter"], {"application": story["application"]}
    before = recruiter.get("/v1/dashboard").json
    recruiter.must("application.take_in_charge", {**application, "message": "Nous étudions votre candidature."})
    made = recruiter.must("application.propose_meeting", {
        **application, "mode": "site", "starts_at": in_days(8), "ends_at": in_days(8, 11),
        "time_zone": "Europe/Paris", "place": "Nantes", "message": "Rencontrons-nous"})
    share("recruiter", "candidate", "companion")
    accepted = people["candidate"].must("application.accept_meeting", {**application, "meeting": made["result"]["meeting"]})
    share("candidate", "recruiter")
    too_early = recruiter.command("application.confirm_meeting_held", {**application, "meeting": made["result"]["meeting"]})
    expect(too_early.status == 409, f"held before it began: {too_early} after {accepted['position']}")
    recruiter.must("application.declare_hiring", {**application, "contract": "apprenticeship", "message": "Bienvenue !"})
    share("recruiter", "candidate", "companion")
    for role in ("candidate", "companion", "recruiter"):
        seen = application_as(role)
        expect(seen.json["status"] == "hired", f"{role}: {seen}")
        expect(people[role].get("/v1/dashboard").status == 200, f"the dashboard of {role}")
    expect(before != recruiter.get("/v1/dashboard").json, "the dashboard counts the hiring")


def the_history_tells_each_what_they_may_know():  # shows APT-CAN-11, APT-VIS-18
    whole = people["candidate"].get(f"/v1/applications/{story['application']}/history")
    types = [e["type"] for e in whole.json["items"]]
    for wanted in ("application_submitted", "application_validated", "application_taken_in_charge", "meeting_proposed",
                   "meeting_accepted", "hiring_declared"):
        expect(wanted in types, f"{wanted} in {types}")


def a_sponsor_is_named():  # shows APT-PAR-01, APT-PAR-02, APT-PAR-04
    candidate, recruiter = people["candidate"], people["recruiter"]
    asked = candidate.must("sponsorship.request", {"organisation": story["organisation"], "message": "Un parrain ?"})
    sponsorship = {"sponsorship": asked["result"]["sponsorship"]}
    share("candidate", "companion", "recruiter")
    early = recruiter.command("sponsorship.accept", {**sponsorship, "sponsor": platform.account("recruiter")["id"]})
    expect(early.status == 404, f"accepted before validation: {early}")
    people["companion"].must("sponsorship.validate", sponsorship)
    share("companion", "recruiter")
    recruiter.must("sponsorship.accept", {**sponsorship, "sponsor": platform.account("recruiter")["id"]})
    share("recruiter", "candidate")
    seen = candidate.get(f"/v1/sponsorships/{sponsorship['sponsorship']}")
    expect(seen.json["status"] == "accepted" and seen.json["sponsor"], f"the candidate's view: {seen}")


def replay_tells_the_whole_story():
    def told():
        ran = subprocess.run([PROGRAMS / "parcours-replay", "history", story["application"], "--json", "--data",
                              platform.folder], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
        return ran if ran.returncode == 0 and "hiring_declared" in ran.stdout else None
    expect(eventually(told, 30), "parcours-replay history, beside the running platform")
    expect("Élodie" not in told().stdout, "a replay opens nothing")


def it_stops_in_good_order():
    expect(platform.stop() == 0, "exit code 0 on SIGTERM")


def main():
    global platform
    if "kafka" in sys.argv and not os.environ.get("PARCOURS_KAFKA_BOOTSTRAP"):
        print(os.environ.get("PARCOURS_BROKER_MISSING", "no broker is named by PARCOURS_KAFKA_BOOTSTRAP"))
        return 77
    platform = Platform(sys.argv[1:])
    try:
        return run_cases([
            everybody_signs_in, the_candidate_applies_to_an_offer, the_same_request_gets_the_same_answer,
            nobody_at_the_company_knows_of_it, the_companion_validates, the_recruiter_hires,
            the_history_tells_each_what_they_may_know, a_sponsor_is_named, replay_tells_the_whole_story,
            it_stops_in_good_order])
    finally:
        platform.kill()


if __name__ == "__main__":
    sys.exit(main())
