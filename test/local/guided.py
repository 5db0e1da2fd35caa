"""Answers `sam deploy --guided` in a terminal as a person would: argument 1 is a JSON object of the parameters that
get an answer of their own, argument 2 the file to save the arguments in. What the terminal showed goes to stdout."""

import json
import sys

import pexpect

answers = json.loads(sys.argv[1])
terminal = pexpect.spawn(sys.argv[3], ["deploy", "--guided"], encoding="utf-8", timeout=240, dimensions=(50, 200))
terminal.logfile_read = sys.stdout

BOLD = r"(?:\x1b\[\d*m)*"
QUESTIONS = [
    (rf"Stack Name{BOLD} \[.*?\]: ", lambda _: "guided"),
    (rf"AWS Region{BOLD} \[.*?\]: ", lambda _: ""),
    (rf"Parameter (\w+){BOLD}(?: \[.*?\])?: ", lambda match: answers.get(match.group(1), "")),
    (rf"Confirm changes before deploy{BOLD} \[.*?\]: ", lambda _: "n"),
    (rf"Allow SAM CLI IAM role creation{BOLD} \[.*?\]: ", lambda _: "y"),
    (rf"Disable rollback{BOLD} \[.*?\]: ", lambda _: "n"),
    (rf"Save arguments to configuration file{BOLD} \[.*?\]: ", lambda _: "y"),
    (rf"SAM configuration file{BOLD} \[.*?\]: ", lambda _: sys.argv[2]),
    (rf"SAM configuration environment{BOLD} \[.*?\]: ", lambda _: ""),
]
while True:
    index = terminal.expect([*[question for question, _ in QUESTIONS], pexpect.EOF])
    if index == len(QUESTIONS):
        break
    terminal.sendline(QUESTIONS[index][1](terminal.match))
terminal.close()
sys.exit(terminal.exitstatus)
