"""Whether each value matches the whole of its pattern, by another language's expressions than a browser's."""
import json
import re
import sys

print(json.dumps([re.fullmatch(pattern, value, re.ASCII) is not None for pattern, value in json.load(sys.stdin)]))
