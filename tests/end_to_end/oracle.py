# SPDX-License-Identifier: Apache-2.0
"""A year lived over HTTP, then everybody's own view of it, by HTTP again, held against a plain model of the domain:
lists, pages, histories, messages, counts, files, offers, the directory; and that what is hidden is not there."""

import argparse
import json
import os
import random
import sys
import tempfile

from plain_model import PlainModel
from platform_process import Client, Platform, eventually, run_cases
from views_of_people import Views

# Deeds that some view must miss where the model never heard of them.
FORGOTTEN = ("application.post_exchange", "application.mark_viewed", "offer.close", "candidate.update_section",
             "organisation.open_spontaneous")


class PatientClient(Client):
    """Comes again where it came too often."""

    def ask(self, *arguments, **more):
        answers = []

        def told():
            answers.append(Client.ask(self, *arguments, **more))
            return answers[-1].status != 429
        eventually(told)
        return answers[-1]


def read_deeds(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def read_sessions(path, url):
    people = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            role, account, token = line.split()
            client = PatientClient(url)
            client.token = token
            people.append((account, role, client))
    return people


def holds(case):
    try:
        case()
        return True
    except AssertionError:
        return False


def forgetting(deeds, charter, views):
    """The check of the check: a model that does not know one deed disagrees with the platform."""
    def a_model_that_forgets_is_found_out():
        for command in FORGOTTEN:
            last = max((i for i, deed in enumerate(deeds) if deed["command"] == command), default=None)
            if last is None:
                continue
            views.model = PlainModel(deeds[:last] + deeds[last + 1:], charter)
            if all(holds(case) for case in views.cases()):
                raise AssertionError(f"nobody missed {deeds[last]['command']} of {deeds[last]['at']}")
    return a_model_that_forgets_is_found_out


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--charter", default="atouts-pour-tous")
    parser.add_argument("--profile", default="tiny")
    parser.add_argument("--log", default="embedded")
    parser.add_argument("--most", type=int, default=12, help="pages that each reads of each kind, of a bigger year")
    given = parser.parse_args()
    if given.log == "kafka" and not os.environ.get("PARCOURS_KAFKA_BOOTSTRAP"):
        print("no broker is named by PARCOURS_KAFKA_BOOTSTRAP")
        return 77
    seed = int(os.environ.get("PARCOURS_SEED", "1"))
    print(f"seed {seed} (PARCOURS_SEED={seed} repeats it)")
    with tempfile.TemporaryDirectory() as beside:
        deeds, sessions = os.path.join(beside, "deeds"), os.path.join(beside, "sessions")
        platform = Platform(["--charter", given.charter, "--profile", given.profile, "--log", given.log, "--seed",
                             str(seed), "--over-http", "--deeds", deeds, "--sessions", sessions, "--sessions-count",
                             "100000"])
        try:
            lived, people = read_deeds(deeds), read_sessions(sessions, platform.url)
            model = PlainModel(lived, given.charter)
            print(f"{len(model.people)} people, {len(model.applications)} applications, "
                  f"{len(model.sponsorships)} sponsorships")
            small = given.profile == "tiny"
            views = Views(platform.url, model, people, random.Random(seed), 1000 if small else given.most)
            cases = views.cases()
            if small:
                cases.append(forgetting(lived, given.charter, views))
            return run_cases(cases) or platform.stop()
        finally:
            platform.kill()


if __name__ == "__main__":
    sys.exit(main())
