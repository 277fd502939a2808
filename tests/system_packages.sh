#!/bin/sh
# Installs what the tests need beyond Python, from Debian's packages: Chromium (the journeys; and where Debian has it, the
# same engine without windows, which draws them and charts with less work), strace (the crash tests),
# nginx (several processes behind it), LibreOffice Calc and Writer (the template and the papers open there too), poppler (a paper's pages as pictures), Liberation
# (the fonts that stand in for Arial). As root, or through sudo; stops with a plain sentence where it cannot.
missing="" lighter=""
command -v chromium >/dev/null || missing="$missing chromium"
command -v chromium-headless-shell >/dev/null || lighter="chromium-headless-shell"
command -v strace >/dev/null || missing="$missing strace"
command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || missing="$missing nginx"
command -v soffice >/dev/null && [ -e /usr/lib/libreoffice/program/libscfiltlo.so ] || missing="$missing libreoffice-calc"
command -v soffice >/dev/null && [ -e /usr/lib/libreoffice/program/libswlo.so ] || missing="$missing libreoffice-writer"
command -v pdftoppm >/dev/null || missing="$missing poppler-utils"
[ -e /usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf ] || missing="$missing fonts-liberation"
[ -z "$missing$lighter" ] && exit 0
if ! command -v apt-get >/dev/null; then
  [ -z "$missing" ] && exit 0
  echo "The tests need these programs, and this is not a Debian machine that could install them:$missing. Install them and run make test again." >&2
  exit 1
fi
if [ "$(id -u)" = 0 ]; then as_root=""; elif command -v sudo >/dev/null; then as_root="sudo"; else
  [ -z "$missing" ] && exit 0
  echo "The tests need these Debian packages:$missing. Install them as root (apt-get install$missing) and run make test again." >&2
  exit 1
fi
echo "Installing for the tests:$missing $lighter"
install() { $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }
$as_root apt-get update -qq >/dev/null
[ -z "$lighter" ] || install "$lighter" || echo "Without $lighter the tests take longer; they go on with Chromium itself." >&2
if [ -z "$missing" ] || install $missing; then
  case "$missing" in # its package starts a web server at port 80, which no test needs
    *nginx*) [ ! -d /run/systemd/system ] || $as_root systemctl --quiet disable --now nginx ;;
  esac
  exit 0
fi
echo "The tests need these Debian packages, and they could not be installed:$missing. Install them and run make test again." >&2
exit 1
