#!/usr/bin/env bash
# Runs every fuzz target of the module for the given time each; goes on after a finding, and fails at the end.
set -euo pipefail
cd "$(dirname "$0")/.."
time=${1:-30s} found=0 ran=0
for package in $(go list ./... | grep -v node_modules); do
  for target in $(go test -list '^Fuzz' "$package" | grep '^Fuzz' || true); do
    echo "== $package $target"
    ran=$((ran + 1))
    go test -run '^$' -fuzz "^$target\$" -fuzztime "$time" -fuzzminimizetime 5x "$package" || found=$((found + 1))
  done
done
echo "$ran fuzz targets, $found with findings"
[ "$ran" -gt 0 ] && [ "$found" = 0 ]
