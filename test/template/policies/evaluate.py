"""Decides requests by ministack's evaluator of IAM policies: a JSON list of them in, a JSON list of decisions out."""
import json
import sys

from ministack.core import iam_evaluator
from ministack.core.iam_evaluator import EvalContext, evaluate, parse_policy_document

ACCOUNT = "111122223333"

# It knows one account. A bucket's ARN names none, and the bucket of a request may be another account's.
_resolve = iam_evaluator._resolve_condition_key
iam_evaluator._resolve_condition_key = lambda key, context: context.service_context.get(key.lower()) or _resolve(key, context)


def decide(request):
    context = EvalContext(
        principal_arn=f"arn:aws:sts::{ACCOUNT}:assumed-role/role/session",
        principal_type="AssumedRole",
        principal_account=ACCOUNT,
        action=request["action"],
        resource_arn=request["resource"],
        region="eu-central-1",
        # The evaluator looks condition keys up in lower case, as AWS compares them.
        service_context={key.lower(): value for key, value in request["context"].items()},
    )
    return evaluate(context, [parse_policy_document(policy) for policy in request["policies"]]).decision


json.dump([decide(request) for request in json.load(sys.stdin)], sys.stdout)
