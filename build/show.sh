#!/usr/bin/env bash
# Opens the window on a data folder where there is a display, and returns; says what to do instead where there is none.
set -euo pipefail
cd "$(dirname "$0")/.."
shop=$1
if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  echo "No display here. To look at the screens: build/bin/ordertrail --data $shop serve"
  exit 0
fi
if ! make --no-print-directory build-window; then
  echo "The window could not be built. To look at the screens: build/bin/ordertrail --data $shop serve"
  exit 0
fi
mkdir -p build/out
setsid build/bin/ordertrail-window --data "$shop" >build/out/window.log 2>&1 </dev/null &
sleep 2
if ! kill -0 $! 2>/dev/null; then
  cat build/out/window.log >&2
  exit 1
fi
echo "The window is open on $shop."
