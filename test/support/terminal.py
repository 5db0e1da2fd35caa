"""Answers the SAM CLI's questions in a terminal as a person would. Argument 1 is a JSON object from the beginning of a
question to its answer, the others are the command; Enter answers every other question. What the terminal showed goes
to stdout."""

import json
import sys

import pexpect

answers = json.loads(sys.argv[1])
terminal = pexpect.spawn(sys.argv[2], sys.argv[3:], encoding="utf-8", timeout=240, dimensions=(50, 100))
terminal.logfile_read = sys.stdout

# Every question of `sam deploy --guided` and `sam delete`, in samcli/commands of 1.170.0.
QUESTIONS = "|".join([
    r"Stack Name", r"AWS Region", r"Parameter \w+", r"Confirm changes before deploy", r"Allow SAM CLI IAM role creation",
    r"Disable rollback", r"\w+ has no authentication", r"Do you want to sign your code",
    r"Save arguments to configuration file", r"SAM configuration file", r"SAM configuration environment",
    r"Deploy this changeset", r"Enter stack name", r"Are you sure you want to delete", r"Do you want to delete",
])
# After the words the rest of the question, and what Enter means.
question = rf"({QUESTIONS})[^:\n]*(?:\[[^\n]*?\])?(?:\x1b\[\d*m)*: $"
while terminal.expect([question, pexpect.EOF]) == 0:
    asked = terminal.match.group(1)
    terminal.sendline(answers.get(asked, ""))
terminal.close()
sys.exit(terminal.exitstatus)
