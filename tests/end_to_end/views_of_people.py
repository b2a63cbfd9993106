# SPDX-License-Identifier: Apache-2.0
"""What the platform shows to each of its people, held against a plain model: each method is a case of its own."""

import collections
import itertools
import json

from answers import expect, got, ids_of, near, pages, same
from plain_model import OVER, reads
from platform_process import Client

OFFICES = ("officer", "auditor", "analyst", "support_agent", "worker")  # who sees none of this


class Views:
    """`people`: (account, role, client) of each; `most`: pages that each reads of each kind."""

    def __init__(self, url, model, people, dice, most):
        self.url, self.model, self.people, self.dice, self.most = url, model, people, dice, most

    def cases(self):
        return [self.everybody_is_who_they_are, self.everybody_lists_their_applications,
                self.everybody_lists_their_sponsorships, self.lists_are_narrowed,
                self.pages_and_histories_of_applications_are_right,
                self.pages_and_histories_of_sponsorships_are_right, self.everything_is_counted,
                self.files_are_for_who_accompanies, self.offers_and_organisations_are_for_everybody,
                self.professionals_are_in_the_directory, self.visitors_see_what_is_public]

    def everybody(self):
        for account, role, client in self.people:
            yield account, role, client, f"as {role} {account}"

    def everybody_is_who_they_are(self):
        active = {account for account, person in self.model.people.items() if person["active"]}
        office = {each for each in active if self.model.people[each]["role"] in OFFICES}
        same({account for account, _, _ in self.people}, active - office, "who is there")
        for account, role, client, where in self.everybody():
            me = got(client, "/v1/me")
            same((me["account"], me["role"]), (account, role), f"/v1/me {where}")

    def told(self, line, matter, stream, role, where):
        """What a list says of one."""
        same(line["status"], matter.status, f"status {where}")
        same(line["candidate"], matter.candidate, f"candidate {where}")
        same(line["organisation"], matter.organisation, f"organisation {where}")
        near(line.get("sent_at"), matter.sent_at, f"sent_at {where}")
        near(line.get("received_at"), matter.received_at, f"received_at {where}")
        events = matter.known_to(role)
        same(line["version"], len(events), f"version {where}")
        near(line["changed_at"], events[-1]["at"], f"changed_at {where}")
        if stream == "applications":
            same((line["kind"], line.get("offer")), (matter.kind, matter.offer), f"kind and offer {where}")
            near(line.get("ended_at"), matter.ended_at(), f"ended_at {where}")
            viewed = [each["at"] for each in matter.events if each["type"] == "application_viewed"]
            near(line.get("viewed_at"), viewed[0] if viewed else None, f"viewed_at {where}")
        if matter.sent_at:
            who = self.model.people[matter.candidate]["identity"]
            same(line["headline"]["name"], f"{who['first_name']} {who['last_name']}", f"headline {where}")

    def everybody_lists_what_is_theirs(self, stream, known):
        for account, role, client, where in self.everybody():
            wanted = self.model.seen(known, account, role)
            lines = pages(client, f"/v1/{stream}")
            found = {line["id"] for line in lines}
            expect(found == set(wanted), f"{stream} {where}: missing {sorted(set(wanted) - found)[:3]}, "
                                         f"too many {sorted(found - set(wanted))[:3]}")
            for line in lines:
                self.told(line, wanted[line["id"]], stream, role, f"{line['id']} {where}")
            # A recruiter's go by the day of reception.
            dates = ("received_at", "sent_at") if role == "recruiter" else ("sent_at",)
            order = [next((line[date] for date in dates if date in line), None) for line in lines]
            order = [date for date in order if date]
            same(order, sorted(order, reverse=True), f"order of {stream} {where}")
            statuses = {matter.status for matter in known.values()}
            for status in statuses:
                same(ids_of(client, f"/v1/{stream}", status=status),
                     {id for id, matter in wanted.items() if matter.status == status}, f"{stream} {status} {where}")

    # shows APT-CAN-05, APT-CAN-06, APT-CAN-09, APT-VIS-17, APT-VIS-19
    def everybody_lists_their_applications(self):
        self.everybody_lists_what_is_theirs("applications", self.model.applications)

    # shows APT-PAR-03, APT-VIS-05
    def everybody_lists_their_sponsorships(self):
        self.everybody_lists_what_is_theirs("sponsorships", self.model.sponsorships)

    def lists_are_narrowed(self):
        for account, role, client, where in self.everybody():
            wanted = self.model.seen(self.model.applications, account, role)
            for field in ("kind", "candidate", "organisation", "offer"):
                values = sorted({getattr(matter, field) for matter in wanted.values()} - {None})
                for value in self.dice.sample(values, min(3, len(values))):
                    same(ids_of(client, "/v1/applications", **{field: value}),
                         {id for id, matter in wanted.items() if getattr(matter, field) == value},
                         f"{field} {value} {where}")

    def page_of(self, client, path, matter, role, where):
        shown = got(client, path)
        for name, (value, group) in matter.words.items():
            same(shown.get(name), value if reads(role, group) else None, f"{name} {where}")
        if "meetings" in shown:
            same([(each["id"], {**{part: each.get(part) for part in wanted}}) for each, wanted in
                  zip(shown["meetings"], matter.meetings.values())], list(matter.meetings.items()), f"meetings {where}")
        same(len(shown.get("meetings", [])), len(matter.meetings), f"how many meetings {where}")
        exchange = [(by, text) for thread, by, text in matter.messages
                    if thread == "exchange" and reads(role, "exchange")]
        same([(each["author"], each["text"]) for each in shown.get("exchange", [])], exchange, f"exchange {where}")
        text = json.dumps(shown, ensure_ascii=False)
        # The same sentence may also have been said where this reader may read it.
        told = [str(value) for value, group in matter.words.values() if reads(role, group)]
        told += [words for _, words in exchange]
        hidden = [words for thread, _, words in matter.messages
                  if not reads(role, thread) and not any(words in each for each in told)]
        expect(not any(words in text for words in hidden), f"a hidden message in the page {where}")
        expect("RQTH" not in text and "birth_date" not in text, f"something sensitive in a snapshot {where}")
        for role_, action, when in (("candidate", "withdraw", matter.status not in OVER),
                                    ("companion", "validate", matter.status == "awaiting_validation"),
                                    ("recruiter", "refuse", matter.status == "visible"),
                                    ("recruiter", "propose_meeting", matter.status == "in_progress")):
            if role == role_ and path.startswith("/v1/applications"):
                same(f"application.{action}" in shown["allowed_actions"], when, f"{action} allowed {where}")

    def history_of(self, client, path, matter, role, where):
        items = pages(client, f"{path}/history", limit=5)
        wanted = matter.known_to(role)
        same([(item["type"], item["role"]) for item in items],
             [(each["type"], each["role"]) for each in wanted], f"history {where}")
        same([item["version"] for item in items], list(range(1, len(items) + 1)), f"versions {where}")
        for item, each in zip(items, wanted):
            near(item["at"], each["at"], f"{item['type']} {where}")
            expect(item.get("by", each["by"]) == each["by"], f"by whom {item['type']} {where}")

    def messages_of(self, client, path, matter, role, where):
        if not any(reads(role, thread) for thread in ("followup", "exchange", "private_note")):
            return
        items = pages(client, f"{path}/messages", limit=3)
        same([(item["thread"], item["author"], item["text"]) for item in items],
             [each for each in matter.messages if reads(role, each[0])], f"messages {where}")

    def every_page_and_history_is_right(self, stream, known, most):
        for account, role, client, where in self.everybody():
            wanted = sorted(self.model.seen(known, account, role))
            for id in self.dice.sample(wanted, min(most, len(wanted))):
                path, here = f"/v1/{stream}/{id}", f"of {id} {where}"
                self.page_of(client, path, known[id], role, here)
                self.history_of(client, path, known[id], role, here)
                if stream == "applications":
                    self.messages_of(client, path, known[id], role, here)
            hidden = sorted(set(known) - set(wanted))
            for id in self.dice.sample(hidden, min(5, len(hidden))):
                for under in ("", "/history", *(("/messages",) if stream == "applications" else ())):
                    got(client, f"/v1/{stream}/{id}{under}", 404)

    # shows APT-CAN-07, APT-CAN-10, APT-CAN-11, APT-CAN-12, APT-CAN-14, APT-CAN-19, APT-CAN-21, APT-VIS-08,
    # APT-VIS-09, APT-VIS-18
    def pages_and_histories_of_applications_are_right(self):
        self.every_page_and_history_is_right("applications", self.model.applications, self.most)

    # shows APT-PAR-04, APT-PAR-05
    def pages_and_histories_of_sponsorships_are_right(self):
        self.every_page_and_history_is_right("sponsorships", self.model.sponsorships, self.most)

    # shows APT-CAN-08, APT-FON-13
    def everything_is_counted(self):
        for account, role, client, where in self.everybody():
            board = got(client, "/v1/dashboard")
            seen = self.model.seen(self.model.applications, account, role)
            asked = self.model.seen(self.model.sponsorships, account, role)
            for stream, known in (("applications", seen), ("sponsorships", asked)):
                same(board[stream], dict(collections.Counter(matter.status for matter in known.values())),
                     f"{stream} counted {where}")
            if role == "administrator":
                continue
            happened = [(id, each["type"], each["at"]) for id, matter in seen.items()
                        for each in matter.known_to(role) if each["group"] != "draft"]
            latest = [(item["application"], item["event"], item["at"]) for item in board["latest"]]
            same(len(latest), min(20, len(happened)), f"latest {where}")
            more = collections.Counter(each[:2] for each in latest)
            more.subtract(collections.Counter(each[:2] for each in happened))
            expect(max(more.values(), default=0) <= 0, f"latest tells what is not theirs {where}")
            newest = sorted((at for _, _, at in happened), reverse=True)
            for (_, _, at), wanted in zip(latest, newest):
                near(at, wanted, f"latest {where}")

    # shows APT-VIS-01, APT-VIS-12, APT-VIS-13, APT-VIS-16
    def files_are_for_who_accompanies(self):
        candidates = self.model.candidates_of(None, "administrator")
        for account, role, client, where in self.everybody():
            own = self.model.candidates_of(account, role)
            if role != "candidate":
                same(ids_of(client, "/v1/candidates"), own, f"candidates {where}")
            for id in self.dice.sample(sorted(candidates - own), min(3, len(candidates - own))):
                got(client, f"/v1/candidates/{id}", 404)
            for id in self.dice.sample(sorted(own), min(self.most, len(own))):
                file = got(client, f"/v1/candidates/{id}")
                written = dict(self.model.files.get(id, {}))
                same(file["identity"], self.model.people[id]["identity"], f"identity of {id} {where}")
                sensitive = file.get("sensitive", {}).get("content")
                same(sensitive, written.pop("sensitive", None), f"sensitive of {id} {where}")
                sections = {name: each["content"] for name, each in file["sections"].items()}
                same(sections, written, f"file of {id} {where}")
                linked = {companion for candidate, companion in self.model.links.values() if candidate == id}
                asking = {companion for candidate, companion in self.model.asked_links.values() if candidate == id}
                items = got(client, f"/v1/candidates/{id}/companions")["items"]
                same({(item["companion"], item["status"]) for item in items},
                     {(each, "linked") for each in linked} | {(each, "requested") for each in asking - linked},
                     f"companions of {id} {where}")

    # shows APT-FON-03
    def offers_and_organisations_are_for_everybody(self):
        by_status = {status: {id for id, offer in self.model.offers.items() if offer["status"] == status}
                     for status in ("open", "closed")}
        for account, role, client, where in self.everybody():
            offers = pages(client, "/v1/offers", limit=20)
            same({offer["id"] for offer in offers}, by_status["open"], f"open offers {where}")
            for offer in offers:
                wanted = self.model.offers[offer["id"]]
                for part in ("title", "contract", "place", "organisation"):
                    same(offer[part], wanted[part], f"{part} of {offer['id']} {where}")
            houses = pages(client, "/v1/organisations", limit=20)
            same({house["id"]: house["takes_spontaneous"] for house in houses},
                 {id: each["takes_spontaneous"] for id, each in self.model.organisations.items()},
                 f"organisations {where}")
            if role == "recruiter":
                own = self.model.people[account]["organisation"]
                same(ids_of(client, "/v1/offers", status="closed"),
                     {id for id in by_status["closed"] if self.model.offers[id]["organisation"] == own},
                     f"closed offers {where}")

    # shows APT-VIS-06, APT-VIS-07, APT-VIS-11
    def professionals_are_in_the_directory(self):
        of_role = {role: {id for id, person in self.model.people.items() if person["role"] == role and person["active"]}
                   for role in ("companion", "recruiter", "supervisor")}
        professionals = sorted(itertools.chain(*of_role.values()))
        for account, role, client, where in self.everybody():
            if role == "candidate" or not self.model.gate and role != "administrator":
                known = self.model.acquainted(account) if role == "candidate" else {account}
                for id in self.dice.sample(professionals, min(self.most, len(professionals))):
                    got(client, f"/v1/accounts/{id}", 200 if id in known else 404)
                continue
            for path, of in (("companions", "companion"), ("recruiters", "recruiter")):
                found = pages(client, f"/v1/directory/{path}")
                same({each["id"] for each in found}, of_role[of], f"{of}s {where}")
                for each in found:
                    identity = self.model.people[each["id"]]["identity"]
                    for part in ("first_name", "last_name"):
                        same(each["identity"][part], identity[part], f"{part} of {each['id']} {where}")

    def visitors_see_what_is_public(self):
        visitor = Client(self.url)
        answer = visitor.get("/v1/offers", limit=100)
        same(answer.status, 401 if self.model.gate else 200, "offers for a visitor")
        for path in ("/v1/applications", "/v1/dashboard", "/v1/candidates", "/v1/me"):
            got(visitor, path, 401)
