"""What ministack lacks of an operator's day (docs/operating.md): a failed delete that keeps what its resource needs, an
instance refresh that replaces instances, and budgets in a template."""

import json

from ministack.services import autoscaling, budgets
from ministack.services.cloudformation import _stacks, handlers, provisioners, stacks


class Needed(dict):
    """The resources of a stack that is deleted. CloudFormation deletes a resource before what it depends on, so that what a
    failed one depends on stays: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html"""

    def __init__(self, resources, definitions):
        super().__init__(resources)
        self.definitions = definitions

    def get(self, name, default=None):
        failed = [one for one, resource in self.items() if resource.get("ResourceStatus") == "DELETE_FAILED" and one != name]
        return default if name in stacks._with_dependencies(failed, self.definitions, set(self)) else super().get(name, default)


async def delete(stack_name, stack_id, *others, original=stacks._delete_stack_async, **named):
    stack = _stacks[stack_name]
    stack["_resources"] = Needed(stack.get("_resources", {}), stack.get("_template", {}).get("Resources", {}))
    await original(stack_name, stack_id, *others, **named)
    stack["_resources"] = dict(stack["_resources"])


def start_refresh(launch, end):
    """Auto Scaling's, with the rules of its service model in botocore: MaxHealthyPercentage wants the other, at most 100 below."""

    def start(parameters, record=autoscaling._ACTION_MAP["StartInstanceRefresh"]):
        least, most = (autoscaling._p(parameters, f"Preferences.{one}HealthyPercentage") for one in ("Min", "Max"))
        if most and not (least and 0 <= int(most) - int(least) <= 100):
            said = "MinHealthyPercentage must be specified with MaxHealthyPercentage, and be at most 100 lower"
            return autoscaling._error("ValidationError", said)
        group = autoscaling._asgs.get(autoscaling._p(parameters, "AutoScalingGroupName"))
        # By default it waits with what is protected from scale-in.
        for old in [one for one in group["Instances"] if not one["ProtectedFromScaleIn"]] if group else []:
            group["Instances"].append(launch(group))
            end(group, old)
        return record(parameters)

    return start


def create_budget(logical_id, properties, stack_name):
    name = f"{stack_name}-{logical_id}"
    status, _, body = budgets._create_budget({**properties, "Budget": {"BudgetName": name, **properties["Budget"]}})
    if status != 200:
        raise RuntimeError(json.loads(body)["message"])
    return name, {}


def install(launch, end):
    """`launch(group)` makes an instance, and `end(group, instance)` takes one out."""
    for module in (stacks, handlers):
        module._delete_stack_async = delete
    autoscaling._ACTION_MAP["StartInstanceRefresh"] = start_refresh(launch, end)
    remove = lambda name, _: budgets._delete_budget({"BudgetName": name})
    provisioners._RESOURCE_HANDLERS["AWS::Budgets::Budget"] = {"create": create_budget, "delete": remove}
