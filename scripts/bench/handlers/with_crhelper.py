"""As crhelper's README shows it, with its defaults."""

from crhelper import CfnResource

helper = CfnResource()


@helper.create
def create(event, _context):
    helper.Data["Text"] = event["ResourceProperties"]["Text"]
    return "resource"


def handler(event, context):
    helper(event, context)
