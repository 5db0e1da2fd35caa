#!/bin/bash -eu
# shellcheck disable=SC2016,SC2154,SC2317 # What CloudFormation replaces looks like variables, the last of them behind the exit.
# The ECS-optimized image has Docker; its ECS agent has no work here.
systemctl mask --now ecs || true
https_proxy='${HttpsProxy}' no_proxy='${NoProxy}'
if [ -n "$https_proxy" ]; then
  mkdir -p /etc/systemd/system/docker.service.d
  printf '[Service]\nEnvironment="HTTPS_PROXY=%s" "HTTP_PROXY=%s" "NO_PROXY=%s"\n' \
    "$https_proxy" "$https_proxy" "169.254.169.254,$no_proxy" > /etc/systemd/system/docker.service.d/proxy.conf
  systemctl daemon-reload
fi
# The console's one-line fields turn a PEM's line breaks into spaces.
authority() { sed '1,/^exit$/d' "$0"; }
if authority | grep -q CERTIFICATE; then
  authority | sed -e 's/-----\(BEGIN\|END\) CERTIFICATE-----/\n&\n/g' | sed '/-----/!s/ \+/\n/g' |
    sed '/^$/d' > /etc/pki/ca-trust/source/anchors/gitlab.pem
  update-ca-trust
fi
# Else the agent alone starts it, and a worker that is rebooted has none.
systemctl enable docker
systemctl restart docker
# What stands behind it no shell reads: who writes the certificate's parameter is not to be root here.
exit
${Certificate}
