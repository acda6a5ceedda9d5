#!/usr/bin/env bash
# Packs what was built: dist/ordertrail-<version>-linux-<cpu>.tar.gz, and a folder with the two programs for Windows.
set -euo pipefail
cd "$(dirname "$0")/.."
version=$(build/bin/ordertrail version | cut -d' ' -f2)
name=ordertrail-$version-linux-$(go env GOARCH)
rm -rf "dist/$name" && mkdir -p "dist/$name"
install -m 755 build/bin/ordertrail-window "dist/$name/ordertrail"
install -m 755 build/bin/ordertrail "dist/$name/ordertrail-cli"
install -m 644 LICENSE build/linux/ordertrail.desktop "dist/$name/"
install -m 644 frontend/public/favicon.svg "dist/$name/ordertrail.svg"
if [ -e README.md ]; then install -m 644 README.md "dist/$name/"; fi
tar -C dist --sort=name --owner=0 --group=0 --numeric-owner -czf "dist/$name.tar.gz" "$name"
rm -rf "dist/$name" "dist/ordertrail-$version-windows"
mkdir "dist/ordertrail-$version-windows"
cp build/bin/ordertrail.exe build/bin/ordertrail-console.exe LICENSE "dist/ordertrail-$version-windows/"
ls -l dist
