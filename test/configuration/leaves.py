"""Reads config.toml texts, a JSON list, and writes the leaves of each as [path, kind, value], a JSON list, too."""
import datetime
import json
import sys
import tomllib

KINDS = {bool: "boolean", int: "integer", float: "float", str: "string", list: "strings", datetime.datetime: "date"}


def leaves(value, path=""):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
        for one in value:
            yield from leaves(one, path)
    elif isinstance(value, list) and not all(isinstance(one, str) for one in value):
        yield [path, "mixed", value]
    else:
        yield [path, KINDS[type(value)], str(value) if isinstance(value, datetime.datetime) else value]


json.dump([list(leaves(tomllib.loads(text))) for text in json.load(sys.stdin)], sys.stdout)
