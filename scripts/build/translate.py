"""Carries out a template's SAM part with the translator that AWS's own transform runs.

Reads {"template": its text, "functions": {name: the properties that take the place of CodeUri}}, writes {"source": the
template as data, "expanded": what the transform makes of it}. AWS_DEFAULT_REGION is the region that it is made for.
"""

import copy
import json
import sys
from types import SimpleNamespace

from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

given = json.load(sys.stdin)
source = yaml_parse(given["template"])
template = copy.deepcopy(source)
template.get("Globals", {}).get("Function", {}).pop("CodeUri", None)
for name, properties in given["functions"].items():
    function = template["Resources"][name]
    # For `sam build` alone; the translator would hand it on, to what it adds to the function, too.
    del function["Metadata"]
    function["Properties"].update(properties)
# No managed policy is used: those would come with the partition's name in them.
expanded = transform(template, {}, SimpleNamespace(load=dict))
json.dump({"source": source, "expanded": expanded}, sys.stdout)
