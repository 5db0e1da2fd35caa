"""Prints the regions that cfn-lint knows, in groups that describe the resource types named on standard input alike."""

import collections
import json
import sys

from cfnlint.helpers import REGIONS
from cfnlint.schema import PROVIDER_SCHEMA_MANAGER

types = json.load(sys.stdin)
groups = collections.defaultdict(list)
for region in REGIONS:
    known = PROVIDER_SCHEMA_MANAGER.get_resource_types(region)
    schemas = tuple(
        json.dumps(PROVIDER_SCHEMA_MANAGER.get_resource_schema(region, one).schema, sort_keys=True) if one in known else None
        for one in types
    )
    groups[schemas].append(region)
json.dump(
    [
        {"regions": regions, "missing": [one for one, schema in zip(types, schemas) if schema is None]}
        for schemas, regions in groups.items()
    ],
    sys.stdout,
)
