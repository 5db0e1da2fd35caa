"""The regions with CloudFormation in the three partitions that anybody can have an account in."""
import json
import os

import botocore

with open(os.path.join(os.path.dirname(botocore.__file__), "data", "endpoints.json")) as file:
    partitions = json.load(file)["partitions"]

regions = {}
for partition in partitions:
    if partition["partition"] in ("aws", "aws-cn", "aws-us-gov"):
        endpoints = partition["services"]["cloudformation"]["endpoints"]
        regions.update({name: region["description"] for name, region in partition["regions"].items() if name in endpoints})
print(json.dumps(regions))
