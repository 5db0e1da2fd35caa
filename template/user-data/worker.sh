#!/bin/bash -eu
# shellcheck disable=SC2016 # What CloudFormation replaces looks like variables.
# The ECS-optimized image has Docker; its ECS agent has no work here.
systemctl mask --now ecs || true
https_proxy='${HttpsProxy}' no_proxy='${NoProxy}'
if [ -n "$https_proxy" ]; then
  mkdir -p /etc/systemd/system/docker.service.d
  printf '[Service]\nEnvironment="HTTPS_PROXY=%s" "HTTP_PROXY=%s" "NO_PROXY=%s"\n' \
    "$https_proxy" "$https_proxy" "169.254.169.254,$no_proxy" > /etc/systemd/system/docker.service.d/proxy.conf
  systemctl daemon-reload
fi
cat > /tmp/authority <<'END'
${Certificate}
END
# The console's one-line fields turn a PEM's line breaks into spaces.
if grep -q CERTIFICATE /tmp/authority; then
  sed -e 's/-----\(BEGIN\|END\) CERTIFICATE-----/\n&\n/g' /tmp/authority | sed '/-----/!s/ \+/\n/g' |
    sed '/^$/d' > /etc/pki/ca-trust/source/anchors/gitlab.pem
  update-ca-trust
fi
# Else the agent alone starts it, and a worker that is rebooted has none.
systemctl enable docker
systemctl restart docker
