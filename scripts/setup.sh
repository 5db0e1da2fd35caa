#!/usr/bin/env bash
# Brings a fresh clone to where every npm script can run, and does nothing when it is already there.
# Needs only Node >= 20 with npm, Python >= 3.11, gpg and curl; the rest goes into node_modules and .tools.
set -euo pipefail
cd "$(dirname "$0")/.."

# The emulator's pins and the SAM CLI's cannot live in one environment, hence one each, of Python by scripts/tools/NAME.txt
# or of npm by scripts/tools/NAME; moto is kept apart for the same reason.
environments=(sam emulator moto cfn ruff validate "$@")

python_environment() { # name
  local wanted=scripts/tools/$1.txt port=scripts/tools/$1.py environment=.tools/$1
  [ -e "$port" ] || port=/dev/null
  cat "$wanted" "$port" | cmp -s - "$environment/installed.txt" && return
  echo "setup: installing $1 (see $wanted)"
  rm -rf "$environment"
  python3 -m venv "$environment"
  "$environment/bin/pip" --quiet --disable-pip-version-check install --no-deps --require-hashes --requirement "$wanted"
  "$environment/bin/python" "$port"
  cat "$wanted" "$port" > "$environment/installed.txt"
}

npm_environment() { # name
  local wanted=scripts/tools/$1 environment=.tools/$1
  cmp -s "$wanted/package-lock.json" "$environment/installed.json" && return
  echo "setup: installing $1 (see $wanted)"
  rm -rf "$environment"
  cp -r "$wanted" "$environment"
  (cd "$environment" && npm ci --no-progress --no-audit --no-fund --loglevel=error)
  cp "$wanted/package-lock.json" "$environment/installed.json"
}

node_modules() {
  cmp -s package-lock.json .tools/package-lock.json && [ -d node_modules ] && return
  echo "setup: installing node_modules"
  npm ci --no-progress --no-audit --no-fund
  cp package-lock.json .tools/package-lock.json
}

for tool in node npm python3 openssl; do
  command -v "$tool" > /dev/null || { echo "setup: $tool is missing: install it first." >&2; exit 1; }
done
command -v gpg > /dev/null || { echo 'setup: gpg is missing, which a manager checks its downloads with: install the package gnupg.' >&2; exit 1; }
command -v curl > /dev/null || { echo 'setup: curl is missing, which a manager downloads with.' >&2; exit 1; }
mkdir -p .tools
running=()
node_modules & running+=($!)
for name in "${environments[@]}"; do
  kind=python
  [ ! -d "scripts/tools/$name" ] || kind=npm
  "${kind}_environment" "$name" & running+=($!)
done
for one in "${running[@]}"; do wait "$one"; done
