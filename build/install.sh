#!/usr/bin/env bash
# Installs the Debian packages that one purpose needs and that are missing; says which, and how long it took.
#
#   build/install.sh demo     what `make demo` needs without a display: nothing from the system
#   build/install.sh window   what building and opening the window needs
#   build/install.sh test     everything `make test` runs
#
# On other systems it prints the names and goes on when the commands are there already.
set -euo pipefail

# Read a row as: for <purpose>, the package <name> is needed because of <command or file> that it brings.
needs() {
  case "$1" in
    demo) ;;
    window)
      echo "gcc cc"
      echo "libc6-dev /usr/include/stdio.h"
      echo "pkg-config pkg-config"
      echo "libgtk-3-dev gtk+-3.0.pc"
      echo "libwebkit2gtk-4.1-dev webkit2gtk-4.1.pc"
      ;;
    test)
      needs window
      echo "chromium chromium"                  # browser tests
      echo "fonts-dejavu-core /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
      echo "xvfb Xvfb"                          # window test
      echo "openbox openbox"
      echo "xdotool xdotool"
      echo "imagemagick import"
      echo "dbus dbus-run-session"
      echo "poppler-utils pdftotext"            # documents
      echo "zbar-tools zbarimg"
      echo "qpdf qpdf"
      echo "dovecot-imapd /usr/sbin/dovecot"    # mailboxes
      echo "libreoffice-calc-nogui soffice"     # workbooks
      ;;
    *) echo "usage: build/install.sh demo|window|test" >&2; exit 2 ;;
  esac
}

# there reports whether a command, an absolute path or a pkg-config file exists.
there() {
  case "$1" in
    /*) [ -e "$1" ] ;;
    *.pc) command -v pkg-config >/dev/null && pkg-config --exists "${1%.pc}" ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

# Debian's libgtk-3-dev is there when its .pc file is; the same question serves every system.
missing=()
while read -r package proof; do
  [ -z "$package" ] || there "$proof" || missing+=("$package")
done < <(needs "${1:-}")
[ ${#missing[@]} -gt 0 ] || exit 0

if ! command -v apt-get >/dev/null; then
  echo "install: this is not Debian; install what answers to: ${missing[*]}" >&2
  exit 0
fi
root=()
if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null || { echo "install: run as root: apt-get install ${missing[*]}" >&2; exit 1; }
  root=(sudo)
fi
echo "install: ${missing[*]}"
began=$SECONDS
apt() { "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=500 -o Dpkg::Use-Pty=0 "$@" >/dev/null; }
apt update
apt install -y --no-install-recommends "${missing[@]}"
echo "install: done in $((SECONDS - began)) s"
