"""What `sam deploy --parameter-overrides` makes of each list of words, by the SAM CLI's own code."""
import json
import sys

from samcli.cli.types import CfnParameterOverridesType

print(json.dumps([CfnParameterOverridesType().convert(tuple(words), None, None) for words in json.load(sys.stdin)]))
