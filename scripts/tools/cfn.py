"""Installs cfn-init, cfn-signal and cfn-hup into the environment that runs this, as AWS last published their source, and
ports them from Python 2 to 3: mechanically with fissix (the lib2to3 that Python no longer has), then by EDITS, of which
each must find its text."""

import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

SOURCE = "aws-cfn-bootstrap==1.4-31 --hash=sha256:0274b6e8319498a03b4330050757647ab32d3a1f25e6caeae803113e2c07fc5b\n"
EDITS = {
    # Its own copy of requests is of 2015 and needs a Python before 3.10.
    r"from cfnbootstrap\.packages import requests": "import requests",
    r"cfnbootstrap\.packages\.requests\.packages\.urllib3": "urllib3",
    r"cfnbootstrap\.packages\.requests": "requests",
    # Names that Python 3 has changed, and fissix does not know.
    r"\bwith file\(": "with open(",
    r"\.isAlive\(\)": ".is_alive()",
    r"\.isSet\(\)": ".is_set()",
    r"\bSafeConfigParser\b": "ConfigParser",
    r"\b(log|logging)\.warn\(": r"\1.warning(",
    r'is ("ValueError"|"JSONDecodeError")': r"== \1",
    # Neither has imp, nor new setuptools pkg_resources.
    r"(?m)^import imp\n": "",
    r'imp\.is_frozen\("__main__"\)': "False",
    r"(?m)^ +import pkg_resources$": "    pass",
    r'pkg_resources\.resource_stream\("cfnbootstrap\.resources\.documents", "endpoints\.json"\)':
        'open(os.path.join(os.path.dirname(__file__), "endpoints.json"))',
    # Bytes are no text any more: a command's output, and the signed identity of the instance.
    r"isinstance\(x, str\)": "isinstance(x, bytes)",
    r"\b(output|stderr)\.splitlines\(False\)": r"\1.decode('utf-8', 'replace').splitlines(False)",
    r"base64\.b64encode\(document\)": "base64.b64encode(document.encode()).decode()",
}

quiet = ["--quiet", "--disable-pip-version-check"]
install = [sys.executable, "-m", "pip", *quiet, "install", "--no-deps", "--no-build-isolation", "--requirement", "/dev/stdin"]
subprocess.run(install, input=SOURCE, text=True, check=True)

package = Path(sysconfig.get_path("purelib"), "cfnbootstrap")
shutil.rmtree(package / "packages")
files = [*package.rglob("*.py"), *(Path(sys.prefix, "bin", name) for name in ("cfn-init", "cfn-signal", "cfn-hup"))]
# A class here has a method has_key, which must stay.
subprocess.run([sys.executable, "-m", "fissix", "-w", "-n", "--no-diffs", "-x", "has_key", *files], check=True, capture_output=True)
found = set()
for file in files:
    text = file.read_text()
    for old, new in EDITS.items():
        text, count = re.subn(old, new, text)
        if count:
            found.add(old)
    file.write_text(text)
if missing := EDITS.keys() - found:
    sys.exit(f"cfn.py: aws-cfn-bootstrap is another than the one this was written for: {', '.join(missing)}")
# A pretended machine cannot: what it writes is its own.
subprocess.run([sys.executable, "-m", "compileall", "-q", package], check=True)
