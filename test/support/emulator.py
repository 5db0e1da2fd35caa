"""Starts ministack with what its Auto Scaling lacks and this stack uses: groups whose instances are instances of
EC2, protection from scale-in, the end of one instance, and suspended processes. What is said with it is a result
against an emulator."""

import sys

from ministack.app import main
from ministack.services import autoscaling, ec2


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
    instances, desired = group["Instances"], group["DesiredCapacity"]
    while len(instances) < desired:
        instances.append(instance_of(group))
    # As on AWS, what is protected from scale-in stays.
    for instance in [one for one in instances if not one["ProtectedFromScaleIn"]][: len(instances) - desired]:
        end(group, instance)


def end(group, instance):
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


autoscaling._reconcile_instances = reconcile
autoscaling._ACTION_MAP.update(
    SuspendProcesses=suspend,
    SetInstanceProtection=protect,
    TerminateInstanceInAutoScalingGroup=terminate,
    DeleteAutoScalingGroup=refuse_while_in_use(autoscaling._ACTION_MAP["DeleteAutoScalingGroup"]),
)

if __name__ == "__main__":
    sys.exit(main())
