# SPDX-License-Identifier: Apache-2.0
"""What must be true of answers, each with words that tell a difference."""

import datetime

APART_SECONDS = 660  # a step waits for others, of ten minutes of the story at most


def expect(condition, said):
    if not condition:
        raise AssertionError(said)


def same(found, wanted, where):
    expect(found == wanted, f"{where}: {found!r}, not {wanted!r}")


def seconds_of(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def near(found, wanted, where):
    both = (found is None) == (wanted is None)
    expect(both and (found is None or abs(seconds_of(found) - seconds_of(wanted)) < APART_SECONDS),
           f"{where}: {found}, not about {wanted}")


def got(client, path, status=200):
    answer = client.get(path)
    expect(answer.status == status, f"{path}: {answer}, not {status}")
    return answer.json


def pages(client, path, limit=7, **query):
    """Every item of a list, in its order."""
    items, after = [], None
    for _ in range(1000):
        answer = client.get(path, limit=limit, **query, **({"after": after} if after else {}))
        expect(answer.status == 200, f"{path} {query}: {answer}")
        items += answer.json["items"]
        after = answer.json["next"]
        if not after:
            ids = [item.get("id") for item in items]
            expect(len(ids) == len(set(ids)), f"{path} {query} shows something twice")
            return items
    raise AssertionError(f"{path} never ends")


def ids_of(client, path, **query):
    return {item["id"] for item in pages(client, path, **query)}
