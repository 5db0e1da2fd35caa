"""What a later `sam deploy` reads of each set of values that `sam deploy --guided` has saved, by the SAM CLI's own code."""
import json
import sys

from samcli.cli.types import CfnParameterOverridesType
from samcli.commands.deploy.guided_config import GuidedConfig

quote = GuidedConfig.quote_parameter_values
saved = [' '.join(f'{name}={quote(value)}' for name, value in values.items()) for values in json.load(sys.stdin)]
print(json.dumps([CfnParameterOverridesType().convert((text,), None, None) for text in saved]))
