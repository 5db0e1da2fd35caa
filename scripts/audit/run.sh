#!/usr/bin/env bash
# npm run audit: every linter on the built template. Each is a program with a status of its own, and reads its exceptions,
# with their reasons, in the Metadata of the resource that they are for. The status is 1 when one of them finds more.
set -euo pipefail
cd "$(dirname "$0")/../.."
tools=.tools/audit
guard=$tools/node_modules/@cdklabs/cdk-validator-cfnguard

# The rules of AWS Control Tower, which do not read Metadata by themselves, with the filter that those of AWS's
# registry have: https://github.com/aws-cloudformation/aws-guard-rules-registry
guard_rules() {
  rm -rf $tools/rules && mkdir $tools/rules
  for rule in "$guard"/rules/control-tower/cfn-guard/*/*.guard; do
    id=$(basename "$rule" .guard | tr a-z- A-Z.)
    sed -E "s/Resources\.\*\[ ?Type == [^]]+/&\n Metadata.guard.SuppressedRules not exists or Metadata.guard.SuppressedRules.* != '$id'\n/" "$rule" > "$tools/rules/$id.guard"
  done
}

cfn_guard() {
  local system=ubuntu processor
  [ "$(uname)" = Linux ] || system=macos
  processor=$(uname -m)
  "$guard/bin/$system/${processor/arm64/aarch64}/cfn-guard" validate --rules $tools/rules --data $tools/yes.json $tools/no.json --show-summary fail
}

# In every region that the launch page offers, after a look whether it would find what a region does not have.
cfn_lint() {
  local cfn_lint=.tools/sam/bin/cfn-lint strange=$tools/strange.yaml
  printf 'Resources:\n  Strange:\n    Type: AWS::RoboMaker::Fleet\n' > $strange
  ! $cfn_lint $strange --regions us-east-1 ap-southeast-7 > /dev/null ||
    { echo 'cfn-lint does not tell what a region lacks'; return 1; }
  local regions='import { PARTITIONS } from "./scripts/launch/regions.ts"
    console.log(PARTITIONS.flatMap(({ regions }) => Object.keys(regions)).join(" "))'
  # shellcheck disable=SC2046 # the names of regions have no spaces
  $cfn_lint dist/gitlab-runner.yaml --regions $(node --input-type=module -e "$regions")
}

# A registry without advisories answers 405; that is said, and no finding.
npm_audit() {
  local said
  said=$(npm audit --loglevel=warn 2>&1) || grep -q ' 405 ' <<< "$said" || { echo "$said"; return 1; }
  echo "$said"
}

# All at once, as each takes one CPU; they are told one after the other.
linters=() running=()
lint() { # name command…
  "${@:2}" > "$tools/$1.txt" 2>&1 &
  linters+=("$1") running+=($!)
}

bash scripts/setup.sh checkov audit
guard_rules
node scripts/audit/write-sides.ts $tools

lint cfn-lint cfn_lint
lint cfn-guard cfn_guard
lint cdk-nag node scripts/audit/cdk-nag.ts $tools/yes.json $tools/no.json
lint checkov .tools/checkov/bin/checkov --framework cloudformation --compact --quiet --skip-download --file $tools/yes.json $tools/no.json
lint 'npm audit' npm_audit

failed=()
for at in "${!linters[@]}"; do
  wait "${running[at]}" || failed+=("${linters[at]}")
  echo "== ${linters[at]}"
  cat "$tools/${linters[at]}.txt"
done
[ ${#failed[@]} = 0 ] || { echo "audit: ${failed[*]} found something"; exit 1; }
echo 'audit: nothing found'
