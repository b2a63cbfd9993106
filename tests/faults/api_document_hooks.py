# SPDX-License-Identifier: Apache-2.0
"""Loaded by schemathesis: what is made up leads nowhere, so most ids become those of what is there, and what only the
platform can have told (positions, cursors, versions) is mostly left out."""

import json
import os
import random

import schemathesis

KNOWN = json.loads(os.environ["PARCOURS_KNOWN_IDS"])
OFTEN = 0.7
TOLD = ("Read-After", "If-Match", "after")
dice = random.Random(os.environ["PARCOURS_SEED"])


def with_known_ids(place):
    if not isinstance(place, dict):
        return place
    return {name: dice.choice(KNOWN[name]) if KNOWN.get(name) and dice.random() < OFTEN else value
            for name, value in place.items()}


def without_what_is_told(place):
    for name in TOLD:
        if place and name in place and dice.random() < OFTEN:
            del place[name]


@schemathesis.hook
def before_call(context, case, kwargs):
    without_what_is_told(case.headers)
    without_what_is_told(case.query)
    case.path_parameters = with_known_ids(case.path_parameters)
    case.query = with_known_ids(case.query)
    case.body = with_known_ids(case.body)
