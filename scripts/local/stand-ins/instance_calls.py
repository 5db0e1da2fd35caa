"""How cfn-init, cfn-signal and cfn-hup call CloudFormation, which ministack does not know: signed with the identity
document of their instance, and for an answer in JSON."""

import base64
import json
from datetime import datetime
from xml.etree import ElementTree


def signed_region(headers):
    """The region in `CFN_V1 document:signature`; None where another signature stands."""
    kind, _, signature = headers.get("authorization", "").partition(" ")
    return json.loads(base64.b64decode(signature.split(":")[0]))["region"] if kind == "CFN_V1" else None


def as_json(xml):
    root = ElementTree.fromstring(xml)
    name, content = root.tag.split("}")[-1], plain(root)
    return json.dumps(content if name == "ErrorResponse" else {name: content}).encode()


def plain(element):
    name = element.tag.split("}")[-1]
    if name.endswith("Timestamp"):
        return datetime.fromisoformat(element.text.replace("Z", "+00:00")).timestamp()
    return {child.tag.split("}")[-1]: plain(child) for child in element} or element.text or ""
