#!/usr/bin/env bash
# The launch page is tested in a real Chromium, which npm cannot install: Debian's and Ubuntu's package can.
set -euo pipefail
[ -x "${CHROMIUM:-/usr/bin/chromium}" ] && exit
echo "browser: installing chromium"
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-liberation > /dev/null
