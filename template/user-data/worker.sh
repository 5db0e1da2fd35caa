#!/bin/bash -eu
# shellcheck disable=SC2016,SC2154,SC2317 # What CloudFormation replaces looks like variables, the last of them behind the exit.
# Docker is restarted only where it must read something anew.
start=start
# The ECS-optimized image has Docker; its ECS agent has no work here.
systemctl mask --now ecs || true
https_proxy='${HttpsProxy}'
no_proxy='${NoProxy}'
if [ -n "$https_proxy" ]; then
  start=restart
  mkdir -p /etc/systemd/system/docker.service.d
  printf '[Service]\nEnvironment="HTTPS_PROXY=%s" "HTTP_PROXY=%s" "NO_PROXY=%s"\n' \
    "$https_proxy" "$https_proxy" "169.254.169.254,$no_proxy" > /etc/systemd/system/docker.service.d/proxy.conf
  systemctl daemon-reload
fi
mirror='${RegistryMirror}'
if [ -n "$mirror" ]; then
  mkdir -p /etc/docker
  # An image of one's own may have brought settings.
  python3 -c '
import json, os, sys
path, mirror = sys.argv[1:]
settings = json.load(open(path)) if os.path.exists(path) else {}
settings["registry-mirrors"] = [mirror, *settings.get("registry-mirrors", [])]
json.dump(settings, open(path, "w"))
' /etc/docker/daemon.json "$mirror"
  start=restart
fi
# One-line fields turn a PEM's line breaks into spaces or a backslash and n: pem.ts of the functions puts them back likewise.
authority() { sed '1,/^exit$/d' "$0"; }
# Where an image of one's own keeps none, as Debian's do, it must bring the certificate.
if [ -d /etc/pki/ca-trust/source/anchors ] && authority | grep -q CERTIFICATE; then
  authority | sed 's/\\[rn]/ /g' | tr -d '[:space:]' | sed 's/-----\(BEGIN\|END\)CERTIFICATE-----/\n-----\1 CERTIFICATE-----\n/g' |
    fold -w 64 | sed -n '/-----BEGIN C/,/-----END C/p' > /etc/pki/ca-trust/source/anchors/gitlab.pem
  update-ca-trust
  start=restart
fi
# Else the agent alone starts it, and a worker that is rebooted has none.
systemctl enable docker
if [ $start = restart ]; then systemctl restart docker; else systemctl start docker; fi
# What stands behind it no shell reads: who writes the certificate's parameter is not to be root here.
exit
${Certificate}
