#!/bin/bash -u
# shellcheck disable=SC2016 # What CloudFormation replaces looks like variables.
# A change of what stands here replaces the manager: ${Configuration.ReplacementKey} ${Registration.RunnerId} ${RunnerVersion} ${Settings}
export HTTPS_PROXY='${HttpsProxy}' https_proxy='${HttpsProxy}' NO_PROXY='169.254.169.254,${NoProxy}' no_proxy='169.254.169.254,${NoProxy}'
export PATH=/opt/aws/bin:$PATH
stack=(--stack '${AWS::StackId}' --region '${AWS::Region}' --url 'https://cloudformation.${AWS::Region}.${AWS::URLSuffix}')
# A launch that nobody lets go of ends in service after 870 s, and costs the manager before: of a boot without a way to AWS, too.
# The file is the boot's last step.
systemd-run --on-boot=13m sh -c '[ -e /opt/gitlab-runner-stack/booted-with ] || systemctl poweroff'
command -v cfn-init > /dev/null || timeout 60 dnf -y install aws-cfn-bootstrap
cfn-init -v "${stack[@]}" --resource ManagerLaunchTemplate --configsets boot 2>&1 | tee /run/gitlab-runner-boot
status=${PIPESTATUS[0]}
# What the failing step said last is the reason in the stack's events; when none has, it is what cfn-init said.
reason=$(cat /run/gitlab-runner-step || tail -n 1 /run/gitlab-runner-boot)
reason=$(printf '%s' "$reason" | { /opt/gitlab-runner-stack/redact || cat; } | cut -c 1-1000)
# Of these two signals a create alone takes the first.
[ "$status" = 0 ] || reason="${reason%.}. If this was the first deployment of the stack, delete the stack before the next one: sam delete."
# What the first worker lacked comes into the stack's output Warnings.
warning=$(/opt/gitlab-runner-stack/redact < /run/gitlab-runner-warning | cut -c 1-400)
cfn-signal -e "$status" --data "$warning" --reason "$reason" '${ManagerReadyHandle}'
cfn-signal -e "$status" "${stack[@]}" --resource ManagerGroup || true
if [ "$status" = 0 ]; then
  cfn-init -v "${stack[@]}" --resource ManagerLaunchTemplate --configsets start && exit
else
  /opt/gitlab-runner-stack/run-step 60 try-first-worker remove
fi
# A manager that did not come up ends, so that its group tries again with another one and keeps the one before: now, when
# its launch is still held, or else by itself.
systemd-run --on-active=12m systemctl poweroff
/opt/gitlab-runner-stack/run-step 120 in-service failed
exit 1
