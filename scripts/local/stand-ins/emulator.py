"""Starts ministack with what it lacks and this stack uses: alarms on metric math, functions in conditions (Fn::Split, Fn::Join, Fn::Sub), the
metadata of a stack that is being created, the calls of cfn-init, a patient DeleteStack, and an Auto Scaling whose instances are instances of EC2, can be protected from scale-in and ended one by one, and wait for
lifecycle hooks, and whose processes can be suspended. What is said with it is a result against an emulator."""

import asyncio
import ctypes
import os
import re
import signal
import sys

import lifecycle_hooks
import operations
import yaml
from instance_calls import as_json, signed_region
from ministack.app import SERVICE_HANDLERS, main
from ministack.core.router import SERVICE_PATTERNS
from ministack.core.responses import set_request_region
from ministack.services import autoscaling, cloudformation, ec2
from ministack.services.cloudformation import changesets, engine, handlers, provisioners, stacks


# libyaml reads a template in a tenth of the time, and every call that brings one, or asks for one, has it read.
engine.CfnLoader = type("CfnLoader", (yaml.CSafeLoader,), {"yaml_constructors": engine.CfnLoader.yaml_constructors})


def resolved(value, parameters):
    """A value in a condition, with the functions that ministack leaves alone carried out."""
    if isinstance(value, list):
        return [resolved(one, parameters) for one in value]
    if not isinstance(value, dict):
        return value
    value = {key: resolved(inner, parameters) for key, inner in value.items()}
    plain = lambda one: parameters[one["Ref"]]["Value"] if isinstance(one, dict) and one.get("Ref") in parameters else one
    if "Fn::Sub" in value:
        return re.sub(r"\$\{(\w+)\}", lambda match: str(parameters[match[1]]["Value"]), value["Fn::Sub"])
    if "Fn::Join" in value:
        separator, items = value["Fn::Join"]
        items = plain(items)
        return separator.join(map(str, items if isinstance(items, list) else [items]))
    if "Fn::Split" in value:
        separator, text = value["Fn::Split"]
        return str(plain(text)).split(separator)
    return value


def evaluate(template, parameters, original=engine._evaluate_conditions):
    conditions = resolved(template.get("Conditions", {}), parameters)
    return original({**template, "Conditions": conditions}, parameters)


async def deploy(stack_name, stack_id, template, parameters, *others, original=stacks._deploy_stack_async, **named):
    # A stack that is being created shows its resources and their metadata, as on AWS: cfn-init reads them then.
    stack = cloudformation._stacks[stack_name]
    if not named.get("is_update"):
        stack.update(_template=template, _resolved_params=parameters, _conditions=evaluate(template, parameters))
        stack.setdefault("_resources", {})
    await original(stack_name, stack_id, template, parameters, *others, **named)


for module in (engine, changesets, handlers, stacks):
    for name, replacement in (("_evaluate_conditions", evaluate), ("_deploy_stack_async", deploy)):
        if hasattr(module, name):
            setattr(module, name, replacement)


async def answer(method, path, headers, body, query, original=cloudformation.handle_request):
    if region := signed_region(headers):
        set_request_region(region)
    response = await original(method, path, headers, body, query)
    # `sam delete` looks once at once, and then every 30 s: a delete that takes a moment is over when it looks.
    if b"Action=DeleteStack&" in body + b"&":
        for _ in range(200):
            await asyncio.sleep(0.1)
            if all(stack["StackStatus"] != "DELETE_IN_PROGRESS" for stack in cloudformation._stacks.values()):
                break
    if query.get("ContentType") == ["JSON"]:
        status, headers, body = response
        return status, {**headers, "Content-Type": "application/json"}, as_json(body)
    return response


cloudformation.handle_request = answer


def instance_of(group):
    subnets = [one for one in group["VPCZoneIdentifier"].split(",") if one] or [ec2._DEFAULT_SUBNET_ID]
    (instance,) = ec2._launch_instances_internal("ami-00000000", "m7i.large", subnets[0], 1)
    name = group["AutoScalingGroupName"]
    own = [{"Key": tag["Key"], "Value": tag["Value"]} for tag in group["Tags"] if tag["PropagateAtLaunch"]]
    ec2._tags[instance["InstanceId"]] = [{"Key": "aws:autoscaling:groupName", "Value": name}, *own]
    return {
        "InstanceId": instance["InstanceId"],
        "LifecycleState": "InService",
        "HealthStatus": "Healthy",
        "AvailabilityZone": instance["Placement"]["AvailabilityZone"],
        "ProtectedFromScaleIn": group["NewInstancesProtectedFromScaleIn"] in (True, "true"),
        "LaunchTemplate": group.get("LaunchTemplate") or {},
    }


def reconcile(group):
    instances, desired = [one for one in group["Instances"] if not lifecycle_hooks.is_ending(one)], group["DesiredCapacity"]
    for _ in range(desired - len(instances)):
        instance = instance_of(group)
        lifecycle_hooks.hold(group, instance, "Pending:Wait")
        group["Instances"].append(instance)
    # As on AWS, what is protected from scale-in stays.
    for instance in [one for one in instances if not one["ProtectedFromScaleIn"]][: max(0, len(instances) - desired)]:
        end(group, instance)


def end(group, instance):
    if lifecycle_hooks.is_ending(instance) or lifecycle_hooks.hold(group, instance, "Terminating:Wait"):
        return
    group["Instances"].remove(instance)
    ec2._instances[instance["InstanceId"]]["State"] = {"Code": 48, "Name": "terminated"}


def found(parameters):
    name = autoscaling._p(parameters, "AutoScalingGroupName")
    return autoscaling._asgs.get(name), autoscaling._error("ValidationError", f"AutoScalingGroup {name} not found")


def suspend(parameters):
    group, missing = found(parameters)
    return autoscaling._xml(200, "SuspendProcessesResponse", "") if group else missing


def protect(parameters):
    group, missing = found(parameters)
    if not group:
        return missing
    ids = autoscaling._parse_member_list(parameters, "InstanceIds")
    for instance in group["Instances"]:
        if instance["InstanceId"] in ids:
            instance["ProtectedFromScaleIn"] = autoscaling._p(parameters, "ProtectedFromScaleIn") == "true"
    return autoscaling._xml(200, "SetInstanceProtectionResponse", "<SetInstanceProtectionResult/>")


def terminate(parameters):
    wanted = autoscaling._p(parameters, "InstanceId")
    for group in autoscaling._asgs.values():
        for instance in group["Instances"]:
            if instance["InstanceId"] == wanted:
                group["DesiredCapacity"] -= autoscaling._p(parameters, "ShouldDecrementDesiredCapacity") == "true"
                end(group, instance)
                return autoscaling._xml(200, "TerminateInstanceInAutoScalingGroupResponse", "")
    return autoscaling._error("ValidationError", f"Instance Id not found - No managed instance found for {wanted}")


def refuse_while_in_use(delete):
    """AWS deletes no group that has instances, and CloudFormation's delete fails with it."""

    def checked(parameters):
        group, _ = found(parameters)
        if group and group["Instances"] and autoscaling._p(parameters, "ForceDelete") != "true":
            return autoscaling._error("ResourceInUse", "You cannot delete an AutoScalingGroup while there are instances")
        return delete(parameters)

    return checked


def end_with_group(name, properties, original=provisioners._asg_delete):
    """CloudFormation scales a group in before it deletes it; what is protected stays, and the delete fails."""
    group = autoscaling._asgs.get(name)
    if group:
        group["DesiredCapacity"] = 0
        reconcile(group)
        if group["Instances"]:
            raise RuntimeError(f"{name} still has instances, which are protected from scale-in")
    original(name, properties)


provisioners._RESOURCE_HANDLERS["AWS::AutoScaling::AutoScalingGroup"]["delete"] = end_with_group
autoscaling._reconcile_instances = reconcile
autoscaling._ACTION_MAP.update(
    SuspendProcesses=suspend,
    SetInstanceProtection=protect,
    TerminateInstanceInAutoScalingGroup=terminate,
    CompleteLifecycleAction=lifecycle_hooks.complete,
    RecordLifecycleActionHeartbeat=lifecycle_hooks.record_heartbeat,
    DeleteAutoScalingGroup=refuse_while_in_use(autoscaling._ACTION_MAP["DeleteAutoScalingGroup"]),
)

def alarm_record(name, properties, original=provisioners._cw_metric_alarm_record):
    """ministack refuses metric math. Alarms are only kept here, so that one on an expression is kept by its first metric."""
    first = next((one["MetricStat"] for one in properties.get("Metrics", []) if "MetricStat" in one), None)
    if first is None:
        return original(name, properties)
    plain = {**first["Metric"], "Period": first["Period"], "Statistic": first["Stat"], "Metrics": None}
    return original(name, {**properties, **plain})


provisioners._cw_metric_alarm_record = alarm_record


def refuse_after_rollback(call):
    """AWS updates no stack whose first deployment failed. Its words: https://github.com/aws/aws-sam-cli/issues/1865"""

    def checked(parameters):
        named = handlers._p(parameters, "StackName")
        for stack in cloudformation._stacks.values():
            if named in (stack["StackName"], stack["StackId"]) and stack["StackStatus"] == "ROLLBACK_COMPLETE":
                said = f"Stack:{stack['StackId']} is in ROLLBACK_COMPLETE state and can not be updated."
                return handlers._error("ValidationError", said)
        return call(parameters)

    return checked


for action in ("UpdateStack", "CreateChangeSet"):
    handlers._ACTION_HANDLERS[action] = refuse_after_rollback(handlers._ACTION_HANDLERS[action])

def show_what_begins(parameters, describe=handlers._ACTION_HANDLERS["DescribeStackResource"]):
    """AWS shows a resource as soon as it is being created, and ministack when it is there."""
    stack = handlers._resolve_stack(handlers._p(parameters, "StackName")) or {}
    resources, name = stack.setdefault("_resources", {}), handlers._p(parameters, "LogicalResourceId")
    events = [one for one in cloudformation._stack_events.get(stack.get("StackId"), []) if one["LogicalResourceId"] == name]
    if name in resources or not events or events[-1]["ResourceStatus"] != "CREATE_IN_PROGRESS":
        return describe(parameters)
    resources[name] = events[-1]
    try:
        return describe(parameters)
    finally:
        del resources[name]


handlers._ACTION_HANDLERS["DescribeStackResource"] = show_what_begins
operations.install(instance_of, end)


def play_workers(port):
    import workers

    SERVICE_PATTERNS["ec2-instance-connect"] = {"target_prefixes": ["AWSEC2InstanceConnectService"]}
    SERVICE_HANDLERS["ec2-instance-connect"] = workers.handle_request
    workers.start(int(port))


if __name__ == "__main__":
    if port := os.environ.get("WORKER_SSH_PORT"):
        play_workers(port)
    if sys.platform == "linux":
        PR_SET_PDEATHSIG = 1  # A run that is killed takes its emulator along.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    sys.exit(main())
