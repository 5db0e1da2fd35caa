"""Lifecycle hooks, which ministack keeps and does not act on. An instance waits, when it is launched in Pending:Wait and when it
ends in Terminating:Wait, until the hook is completed: https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks.html
An abandoned launch is ended without the other hook. No hook times out here. What AWS says to who completes a hook for which
nothing waits: https://github.com/convox/rack/issues/2432"""

import threading

from ministack.services import autoscaling, ec2

WAITS = {"Pending:Wait": "autoscaling:EC2_INSTANCE_LAUNCHING", "Terminating:Wait": "autoscaling:EC2_INSTANCE_TERMINATING"}
# Until what EC2 shuts down has left its group.
LEAVES_AFTER = 10


def hold(group, instance, state):
    """Lets an instance wait in a state, and tells whether there is a hook for it."""
    hooks = [one for one in autoscaling._hooks.values() if one["AutoScalingGroupName"] == group["AutoScalingGroupName"]]
    held = any(one["LifecycleTransition"] == WAITS[state] for one in hooks)
    if held:
        instance["LifecycleState"] = state
    return held


def is_ending(instance):
    return instance["LifecycleState"].startswith("Terminating")


def shut_down(group, instance):
    """What Auto Scaling does once nothing waits any more."""
    instance["LifecycleState"] = "Terminating:Proceed"
    state = ec2._instances[instance["InstanceId"]]["State"]
    state.update(Code=32, Name="shutting-down")

    def leave():
        state.update(Code=48, Name="terminated")
        if instance in group["Instances"]:
            group["Instances"].remove(instance)

    timer = threading.Timer(LEAVES_AFTER, leave)
    timer.daemon = True
    timer.start()


def waiting(parameters):
    """The group and the instance for which a call names the hook; else AWS's refusal."""
    named = {name: autoscaling._p(parameters, name) for name in ("AutoScalingGroupName", "LifecycleHookName", "InstanceId")}
    group = autoscaling._asgs.get(named["AutoScalingGroupName"])
    hook = autoscaling._hooks.get(f"{named['AutoScalingGroupName']}/{named['LifecycleHookName']}")
    for instance in group["Instances"] if group and hook else []:
        if instance["InstanceId"] == named["InstanceId"] and WAITS.get(instance["LifecycleState"]) == hook["LifecycleTransition"]:
            return group, instance, None
    said = f"No active Lifecycle Action found with instance ID {named['InstanceId']}"
    return group, None, autoscaling._error("ValidationError", said)


def record_heartbeat(parameters, original=autoscaling._record_lifecycle_heartbeat):
    refusal = None if has_no_hooks(parameters) else waiting(parameters)[2]
    return refusal or original(parameters)


def complete(parameters, original=autoscaling._complete_lifecycle_action):
    if has_no_hooks(parameters):
        return original(parameters)
    group, instance, refusal = waiting(parameters)
    if refusal:
        return refusal
    if instance["LifecycleState"] == "Pending:Wait" and autoscaling._p(parameters, "LifecycleActionResult") == "CONTINUE":
        instance["LifecycleState"] = "InService"
    else:
        shut_down(group, instance)
        autoscaling._reconcile_instances(group)
    return original(parameters)


def has_no_hooks(parameters):
    """ministack gives none to what CloudFormation makes, and takes each call then."""
    name = autoscaling._p(parameters, "AutoScalingGroupName")
    return not any(one["AutoScalingGroupName"] == name for one in autoscaling._hooks.values())
