# SPDX-License-Identifier: Apache-2.0
"""The domain told a second time: a plain fold over what people did, by nobody's rules but docs' words on who may see
what. It knows no event of the platform's but by name, no charter, no read model."""

GATE = {"atouts-pour-tous": True, "nosemplois": False}

# Who reads which kind of thing; an administrator reads everything.
EVERYBODY = ("candidate", "companion", "supervisor", "recruiter")
READERS = {
    "draft": ("candidate",),
    "application": EVERYBODY, "outcome_message": EVERYBODY, "meetings": EVERYBODY, "sponsorship": EVERYBODY,
    "followup": ("candidate", "companion", "supervisor"),
    "exchange": ("candidate", "companion", "recruiter"),
    "private_note": ("recruiter",),
}

# What a command makes happen, and of which kind that is.
HAPPENS = {
    "application.draft": ("application_drafted", "draft"),
    "application.submit": ("application_submitted", "application"),
    "application.validate": ("application_validated", "application"),
    "application.return": ("application_returned", "followup"),
    "application.mark_viewed": ("application_viewed", "application"),
    "application.take_in_charge": ("application_taken_in_charge", "application"),
    "application.refuse": ("application_refused", "application"),
    "application.declare_hiring": ("hiring_declared", "application"),
    "application.declare_no_hiring": ("no_hiring_declared", "application"),
    "application.withdraw": ("application_withdrawn", "application"),
    "application.cancel": ("application_cancelled", "application"),
    "application.propose_meeting": ("meeting_proposed", "meetings"),
    "application.accept_meeting": ("meeting_accepted", "meetings"),
    "application.decline_meeting": ("meeting_declined", "meetings"),
    "application.reschedule_meeting": ("meeting_rescheduled", "meetings"),
    "application.cancel_meeting": ("meeting_cancelled", "meetings"),
    "application.confirm_meeting_held": ("meeting_held", "meetings"),
    "application.report_no_show": ("meeting_no_show", "meetings"),
    "application.post_followup": ("followup_posted", "followup"),
    "application.post_exchange": ("exchange_posted", "exchange"),
    "application.write_private_note": ("private_note_written", "private_note"),
    "sponsorship.request": ("sponsorship_requested", "sponsorship"),
    "sponsorship.validate": ("sponsorship_validated", "sponsorship"),
    "sponsorship.return": ("sponsorship_returned", "followup"),
    "sponsorship.accept": ("sponsorship_accepted", "sponsorship"),
    "sponsorship.refuse": ("sponsorship_refused", "sponsorship"),
}
STATES = {
    "application_drafted": "draft", "application_submitted": "awaiting_validation", "application_validated": "visible",
    "application_returned": "returned", "application_taken_in_charge": "in_progress", "application_refused": "refused",
    "hiring_declared": "hired", "no_hiring_declared": "not_hired", "application_withdrawn": "withdrawn",
    "application_cancelled": "cancelled", "sponsorship_requested": "awaiting_validation",
    "sponsorship_validated": "visible", "sponsorship_returned": "returned", "sponsorship_accepted": "accepted",
    "sponsorship_refused": "refused",
}
MEETING_STATES = {
    "meeting_accepted": "accepted", "meeting_declined": "declined", "meeting_rescheduled": "proposed",
    "meeting_cancelled": "cancelled", "meeting_held": "held", "meeting_no_show": "no_show",
}
SENDINGS = ("application_submitted", "sponsorship_requested")
THREADS = {"followup_posted": "followup", "exchange_posted": "exchange", "private_note_written": "private_note"}
OVER = ("refused", "hired", "not_hired", "withdrawn", "cancelled", "ended")

# Words that go with an event: under which name they are read, and by whom.
WORDS = {
    "application_submitted": [("message", "message", "application")],
    "application_validated": [("comment", "comment", "followup")],
    "application_returned": [("reason", "return_reason", "followup")],
    "application_taken_in_charge": [("message", "charge_message", "application")],
    "application_refused": [("message", "outcome_message", "outcome_message"),
                            ("reason_code", "reason_code", "outcome_message")],
    "hiring_declared": [("message", "outcome_message", "outcome_message"), ("contract", "contract", "application"),
                        ("start_date", "start_date", "application")],
    "no_hiring_declared": [("message", "outcome_message", "outcome_message"),
                           ("reason_code", "reason_code", "outcome_message")],
    "application_withdrawn": [("reason", "withdraw_reason", "application")],
    "application_cancelled": [("cause", "cause", "application")],
    "sponsorship_requested": [("message", "message", "sponsorship")],
    "sponsorship_validated": [("comment", "comment", "followup")],
    "sponsorship_returned": [("reason", "return_reason", "followup")],
    "sponsorship_accepted": [("message", "answer", "sponsorship"), ("sponsor", "sponsor", "sponsorship")],
    "sponsorship_refused": [("comment", "answer", "outcome_message"),
                            ("reason_code", "reason_code", "outcome_message")],
}


class Matter:
    """An application or a sponsorship: where it stands, and all that happened to it."""

    def __init__(self, candidate, organisation, offer):
        self.candidate, self.organisation, self.offer = candidate, organisation, offer
        self.kind = "offer" if offer else "spontaneous"
        self.status, self.sent_at, self.received_at = None, None, None
        self.events, self.meetings, self.messages = [], {}, []
        self.words = {}  # name → (what is read, of which kind)

    def happened(self, name, group, deed, made):
        self.events.append({"type": name, "group": group, "by": deed["by"], "role": deed["role"], "at": deed["at"]})
        self.status = STATES.get(name, self.status)
        if name in SENDINGS:
            self.sent_at = deed["at"]
        if name in ("application_validated", "sponsorship_validated"):
            self.received_at = self.received_at or deed["at"]
        for field, read_as, kind in WORDS.get(name, ()):
            self.words[read_as] = (deed["body"].get(field), kind)
        if name in THREADS:
            self.messages.append((THREADS[name], deed["by"], deed["body"]["text"]))
        if group == "meetings":
            self.meet(name, deed["body"], made)

    def known_to(self, role):
        """What of it somebody in this role may know of: a recruiter of no sending that another replaced."""
        last = max((n for n, each in enumerate(self.events) if each["type"] in SENDINGS), default=None)
        return [each for n, each in enumerate(self.events) if reads(role, each["group"]) and
                (role != "recruiter" or each["type"] not in SENDINGS or n == last)]

    def ended_at(self):
        """When it came to its end, if it did."""
        return next((each["at"] for each in self.events if STATES.get(each["type"]) in OVER), None)

    def meet(self, name, body, made):
        if name == "meeting_proposed":
            self.meetings[made["meeting"]] = {
                **{part: body.get(part) for part in ("mode", "starts_at", "ends_at", "time_zone", "place", "message")},
                "status": "proposed", "sequence": 0}
            return
        one = self.meetings[body["meeting"]]
        one["status"] = MEETING_STATES[name]
        if name == "meeting_rescheduled":
            one.update(starts_at=body["starts_at"], ends_at=body["ends_at"], sequence=one["sequence"] + 1)


class PlainModel:
    """Everything after these deeds."""

    def __init__(self, deeds, charter):
        self.gate = GATE[charter]
        self.people, self.links, self.asked_links = {}, {}, {}
        self.organisations, self.offers, self.files = {}, {}, {}
        self.applications, self.sponsorships = {}, {}
        for deed in deeds:
            self.take(deed)

    def take(self, deed):
        command, body, made = deed["command"], deed["body"], deed["made"]
        if command.startswith(("application.", "sponsorship.")):
            return self.take_matter(deed, command.split(".")[0], HAPPENS[command])
        if command in ("account.create", "account.register"):
            self.people[made["account"]] = {"active": False, **body}
            if body["role"] == "candidate" and deed["role"] == "companion":
                self.links[made["account"]] = (made["account"], deed["by"])
        elif command == "account.activate":
            self.people[body["account"]]["active"] = True
        elif command == "organisation.register":
            self.organisations[made["organisation"]] = {**body, "takes_spontaneous": False}
        elif command == "organisation.open_spontaneous":
            self.organisations[body["organisation"]]["takes_spontaneous"] = True
        elif command == "offer.publish":
            self.offers[made["offer"]] = {**body, "status": "open"}
        elif command == "offer.close":
            self.offers[body["offer"]]["status"] = "closed"
        elif command.startswith("candidate."):
            section = body.get("section", "sensitive")
            self.files.setdefault(body["candidate"], {})[section] = body["content"]
        elif command == "companion_link.assign":
            self.links[made["companion_link"]] = (body["candidate"], body["companion"])
        elif command == "companion_link.request":
            self.asked_links[made["companion_link"]] = (body["candidate"], deed["by"])
        elif command == "companion_link.accept":
            self.links[body["companion_link"]] = self.asked_links.pop(body["companion_link"])
        elif command == "companion_link.revoke":
            self.links.pop(body["companion_link"])
        else:
            raise AssertionError(f"the model does not know {command}")

    def take_matter(self, deed, stream, what):
        body, made = deed["body"], deed["made"]
        known = self.applications if stream == "application" else self.sponsorships
        name, group = what
        if stream not in body:
            offer = body.get("offer")
            to = self.offers[offer]["organisation"] if offer else body["organisation"]
            known[made[stream]] = Matter(deed["by"], to, offer)
        matter = known[body.get(stream) or made[stream]]
        if name == "application_viewed" and any(each["type"] == name for each in matter.events):
            return
        matter.happened(name, group, deed, made)
        if name == "application_submitted" and not self.gate:
            matter.status = "visible"

    def candidates_of(self, account, role):
        """Whom they accompany; whom their organisation's companions accompany; everybody."""
        if role == "candidate":
            return {account}
        if role == "administrator":
            return {each for each, person in self.people.items() if person["role"] == "candidate"}
        if role == "companion":
            return {candidate for candidate, companion in self.links.values() if companion == account}
        own = self.people[account].get("organisation")
        return {candidate for candidate, companion in self.links.values()
                if role == "supervisor" and self.people[companion].get("organisation") == own}

    def sees(self, account, role, matter):
        if role == "recruiter":
            ready = matter.received_at if self.gate else matter.sent_at
            return bool(ready) and self.people[account]["organisation"] == matter.organisation
        if role in ("companion", "supervisor") and not matter.sent_at:
            return False
        return matter.candidate in self.candidates_of(account, role)

    def seen(self, known, account, role):
        return {id: matter for id, matter in known.items() if self.sees(account, role, matter)}

    def acquainted(self, candidate):
        """Professionals of whom a candidate is told: own companions, recruiters of own meetings, own sponsors."""
        known = {companion for of, companion in [*self.links.values(), *self.asked_links.values()] if of == candidate}
        for each in self.applications.values():
            if each.candidate == candidate:
                known |= {happened["by"] for happened in each.events if happened["type"] == "meeting_proposed"}
        for each in self.sponsorships.values():
            if each.candidate == candidate and each.words.get("sponsor"):
                known.add(each.words["sponsor"][0])
        return known


def reads(role, group):
    return role == "administrator" or role in READERS[group]
