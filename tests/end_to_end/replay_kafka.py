# SPDX-License-Identifier: Apache-2.0
"""The story told on Kafka, and then by the auditor's program from the topic alone: beside the running platform, after its
end, and as a broker that asks for a password shows it."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import story
from platform_process import PROGRAMS, ROOT, Platform, run_cases
from story import expect

scratch = pathlib.Path(tempfile.mkdtemp(prefix="parcours-replay-"))
topic = []  # the flags that say where the log is
told = {}


def run(program, *words, code=0):
    # The environment wins over a settings file, and here it names the listener that asks nobody.
    environment = {name: value for name, value in os.environ.items() if name != "PARCOURS_KAFKA_BOOTSTRAP"}
    ran = subprocess.run([PROGRAMS / program, *words], cwd=ROOT, capture_output=True, text=True, timeout=180,
                         check=False, env=environment)
    expect(ran.returncode == code, f"{words} ended with {ran.returncode}: {ran.stdout[-1500:]} {ran.stderr[-1500:]}")
    expect("Élodie" not in ran.stdout, "a replay opens nothing")
    return ran


def replay(*words, **how):
    return run("parcours-replay", *words, **how)


def lines(*words, **how):
    return [json.loads(line) for line in replay(*words, "--json", **how).stdout.splitlines()]


def the_story_is_told():
    for case in (story.everybody_signs_in, story.the_candidate_applies_to_an_offer, story.the_companion_validates,
                 story.the_recruiter_hires):
        case()
    with open(story.platform.folder + "/demo.json", encoding="utf-8") as note:
        topic.extend(["--kafka", os.environ["PARCOURS_KAFKA_BOOTSTRAP"], "--prefix", json.load(note)["kafka_prefix"]])


def the_history_is_read_beside_the_running_platform():
    told["history"] = lines("history", story.story["application"], *topic)
    whole = json.dumps(told["history"])
    for event in ("application_submitted", "application_validated", "meeting_accepted", "hiring_declared"):
        expect(event in whole, f"{event} in {whole[:2000]}")


def a_folder_keeps_the_index_for_the_next_time():
    kept = ["--journal", str(scratch / "journal")]
    for _ in range(2):
        expect(lines("history", story.story["application"], *topic, *kept) == told["history"], "the same again")


def streams_are_found():
    found = [each for each in lines("find", "--status", "hired", "--limit", "1000", *topic)]
    expect(story.story["application"] in json.dumps(found), f"the hired one: {json.dumps(found)[:2000]}")


def the_topic_is_sound():
    verdict = lines("verify", *topic)[-1]
    expect(verdict["sound"] and not verdict["journal_compared"], verdict)
    told["generation"] = verdict["generation"]
    expect(replay("verify", *topic).stdout.strip().endswith("the log is sound"), "in words")


def the_catalogue_asks_no_broker():
    expect("hiring_declared" in replay("catalogue").stdout, "an event")


def a_password_is_asked_for():
    """The same topic by another listener of the same broker."""
    secure = os.environ.get("PARCOURS_BROKER_SECURE")
    if not secure:
        print("       (this broker has no listener with TLS and SASL)")
        return
    config, prefix = scratch / "parcours.toml", topic[3]
    reached = pathlib.Path(secure, "sasl").read_text(encoding="ascii").strip()

    def write(password_file):
        config.write_text(
            f'[vault]\nrecovery = "none"\n[log]\nkind = "kafka"\n[kafka]\nbootstrap = "{reached}"\nprefix = "{prefix}"\n'
            f'security = "sasl_ssl"\nca_file = "{secure}/authority.pem"\nsasl_user = "parcours"\n'
            f'sasl_password_file = "{password_file}"\nrequest_timeout_ms = 3000\n', encoding="utf-8")
    write(f"{secure}/password")
    run("parcours", "config", "check", "--config", str(config))
    expect(lines("history", story.story["application"], "--config", str(config)) == told["history"], "the same history")
    wrong = scratch / "password"
    wrong.write_text("tr0ub4dor\n", encoding="ascii")
    wrong.chmod(0o644)
    write(wrong)
    expect("chmod 600" in run("parcours", "config", "check", "--config", str(config), code=2).stderr, "what to do")
    wrong.chmod(0o600)
    run("parcours", "config", "check", "--config", str(config))
    refused = replay("history", story.story["application"], "--config", str(config), code=1).stderr
    expect("uthentication" in refused and "tr0ub4dor" not in refused, refused)


def what_cannot_be_reached_is_said():
    elsewhere = replay("verify", *topic[:3], "nobody-writes-here", code=1).stderr
    expect("nobody-writes-here.events" in elsewhere, elsewhere)
    # A closed port, and as long a wait as a settings file says.
    config = scratch / "nowhere.toml"
    config.write_text('[log]\nkind = "kafka"\n[kafka]\nbootstrap = "127.0.0.1:1"\nrequest_timeout_ms = 500\n',
                      encoding="utf-8")
    nowhere = replay("verify", "--config", str(config), code=1).stderr
    expect("127.0.0.1:1" in nowhere and "refused" in nowhere, nowhere)


def after_the_end_the_topic_says_what_the_folder_says():
    expect(story.platform.stop() == 0, "exit code 0 on SIGTERM")
    kept = lines("history", story.story["application"], "--data", story.platform.folder)
    expect(kept == told["history"], "the journal's history is the topic's")
    expect(lines("verify", "--tables", "--data", story.platform.folder)[-1]["generation"] == told["generation"],
           "the same generation")


def the_read_models_follow_from_the_topic_alone():
    def counted(where, into):
        rebuilt = lines("rebuild", "all", "--into", str(scratch / into), *where)
        return {each["projection"]: each["events"] for each in rebuilt}
    of_topic, of_folder = counted(topic, "tables"), counted(["--data", story.platform.folder], "other-tables")
    expect(of_topic == of_folder and sum(of_topic.values()) > 0, f"{of_topic} and {of_folder}")
    expect("--into" in replay("rebuild", "all", *topic, code=2).stderr, "where to, it must be said")


def main():
    if not os.environ.get("PARCOURS_KAFKA_BOOTSTRAP"):
        print(os.environ.get("PARCOURS_BROKER_MISSING", "no broker is named by PARCOURS_KAFKA_BOOTSTRAP"))
        return 77
    story.platform = Platform(["--log", "kafka", "--keep", "--profile", "tiny", "--days", "60", *sys.argv[1:]])
    try:
        return run_cases([
            the_story_is_told, the_history_is_read_beside_the_running_platform,
            a_folder_keeps_the_index_for_the_next_time, streams_are_found, the_topic_is_sound,
            the_catalogue_asks_no_broker, a_password_is_asked_for, what_cannot_be_reached_is_said,
            after_the_end_the_topic_says_what_the_folder_says, the_read_models_follow_from_the_topic_alone])
    finally:
        story.platform.kill()
        shutil.rmtree(scratch, ignore_errors=True)
        shutil.rmtree(story.platform.folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
