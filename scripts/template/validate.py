"""validate.py FILE… [NAME=VALUE…]: AWS's own validator, which CloudFormation asks before it deploys, on templates with
these parameters. Prints what it would refuse, and ends with 1 when there is anything."""

import sys
from pathlib import Path

from cloudformation_validate import CelEngine, RegoEngine, Severity, ValidateConfig

parameters = dict(one.split("=", 1) for one in sys.argv[1:] if "=" in one)
files = [one for one in sys.argv[1:] if "=" not in one]
config = ValidateConfig(parameter_overrides=parameters)
refusals = {
    f"{file}: {one.rule_id} {one.message}"
    for engine in (CelEngine(), RegoEngine())
    for file in files
    for one in engine.validate_template(Path(file).read_bytes(), config).diagnostics
    if one.severity == Severity.FATAL
}
print("\n".join(sorted(refusals)), end="")
sys.exit(1 if refusals else 0)
