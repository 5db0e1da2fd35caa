#!/usr/bin/env bash
# Changes the decision files one small step at a time, in a copy, and sees whether a quick test notices.
# Usage: bash test/mutation/run.sh [a comma-separated list of files instead of those in stryker.json]
# Stryker is no dependency of the project: it is fetched into the copy, and takes part of an hour.
set -euo pipefail
cd "$(dirname "$0")/../.."
version=10.1.1
folder=$(mktemp --directory)
trap 'rm -rf "$folder"' EXIT

git clone --quiet . "$folder/project" # what is committed
cp -al node_modules "$folder/project/" 2>/dev/null || cp -a node_modules "$folder/project/"
echo '{ "private": true }' > "$folder/package.json"
npm install --prefix "$folder" --no-audit --no-fund --loglevel=error --legacy-peer-deps \
  "@stryker-mutator/core@$version" "@stryker-mutator/vitest-runner@$version"
# Stryker's runner and the tests must share one vitest.
ln -s ../project/node_modules/vitest "$folder/node_modules/vitest"

cd "$folder/project"
# Every mutant of the registration meets the random orders of events, so they must be few.
sed -i 's/const SEQUENCES = 2_000/const SEQUENCES = 40/' test/registration/random-events.test.ts
export RUNS=30 SEED=1
node_modules/.bin/node ../node_modules/@stryker-mutator/core/bin/stryker.js run test/mutation/stryker.json \
  ${1:+--mutate "$1"}
