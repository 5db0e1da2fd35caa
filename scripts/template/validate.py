"""validate.py FILE… [NAME=VALUE…]: AWS's own validator, which CloudFormation asks before it deploys, on templates with
these parameters. Prints what it would refuse, and ends with 1 when there is anything."""

import sys
from pathlib import Path

from cloudformation_validate import CelEngine, RegoEngine, Severity, ValidateConfig

parameters = dict(one.split("=", 1) for one in sys.argv[1:] if "=" in one)
files = [one for one in sys.argv[1:] if "=" not in one]
config = ValidateConfig(parameter_overrides=parameters)
# An output that shows a wait condition's Data is in AWS's own guide:
# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-waitcondition.html
SIGNAL_DATA = ("F6101", "GetAtt 'ManagerReady.Data' returns type 'object'")
refusals = {
    f"{file}: {one.rule_id} {one.message}"
    for engine in (CelEngine(), RegoEngine())
    for file in files
    for one in engine.validate_template(Path(file).read_bytes(), config).diagnostics
    if one.severity == Severity.FATAL and not (one.rule_id == SIGNAL_DATA[0] and SIGNAL_DATA[1] in one.message)
}
print("\n".join(sorted(refusals)), end="")
sys.exit(1 if refusals else 0)
