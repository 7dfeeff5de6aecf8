#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/fetch_screen.sh [--where]
#
# Prints the path of an Xvfb, an X server without a screen, for the tests of windows, after unpacking
# Debian's package into a cache folder if it is not there yet. Nothing of the system changes and root
# is not needed (see debian_packages.sh).
#
# --where  only print the path; download nothing.
#
# HTTP_CLIENT_GO_CACHE  the cache folder (default $XDG_CACHE_HOME/http_client_go, else
#                       ~/.cache/http_client_go). All clones share it. Remove its folders "screen-*"
#                       to fetch a newer one.
set -euo pipefail

# Goes up when what is in the folder changes.
readonly LAYOUT=1

# The tests can do without, so one short try is enough. Unneeded is Mesa, since who draws is Godot, and
# what serves an installed X server.
# shellcheck disable=SC2034 # for debian_packages.sh
readonly SELF=fetch_screen TRIES=1 TRY_LIMIT=120 SIZE='about 15 MB, 50 MB unpacked' FIX='' \
	UNNEEDED='libglx-mesa0 pci.ids x11-common'

# shellcheck source-path=SCRIPTDIR source=debian_packages.sh
. "$(dirname "${BASH_SOURCE[0]}")/debian_packages.sh"

# An X server asks a program for its keyboard, at a path that is fixed in it. Of the same length, and
# found from the folder in which the launcher starts it, is the one that came with it.
localize_keyboard() {
	local root=$1
	sed -z 's,^/usr/bin$,usr//bin,' "$root/usr/bin/Xvfb" >"$root/usr/bin/Xvfb.local"
	grep -q 'usr//bin' "$root/usr/bin/Xvfb.local" || die "this Xvfb does not name its keyboard's program as others do"
	chmod 755 "$root/usr/bin/Xvfb.local"
	mv "$root/usr/bin/xkbcomp" "$root/usr/bin/xkbcomp.program"
	{
		# shellcheck disable=SC2016 # for the launcher
		printf '#!/bin/sh\n%s\n' 'root=$(dirname "$(dirname "$(dirname "$(readlink -f "$0")")")")'
		launch_through_loader usr/bin/xkbcomp.program ''
	} >"$root/usr/bin/xkbcomp"
	chmod 755 "$root/usr/bin/xkbcomp"
}

finish() {
	local folder=$1 output
	localize_keyboard "$folder/root"
	{
		# shellcheck disable=SC2016 # for the launcher
		printf '#!/bin/sh\n%s\n%s\n%s\n' 'root=$(dirname "$(readlink -f "$0")")/root' 'cd "$root" || exit' \
			'set -- -xkbdir "$root/usr/share/X11/xkb" "$@"'
		launch_through_loader usr/bin/Xvfb.local ''
	} >"$folder/Xvfb"
	chmod 755 "$folder/Xvfb"
	output=$("$folder/Xvfb" -help 2>&1 </dev/null) || die "the Xvfb that was fetched does not run: ${output%%$'\n'*}"
}

main() {
	local cache
	cache=$(cache_dir)
	case "${1:-}" in
	'') fetch_into "$cache" "screen-$LAYOUT" Xvfb finish xvfb ;;
	--where) ;;
	*)
		say "unknown argument: $1"
		exit 2
		;;
	esac
	printf '%s\n' "$cache/screen-$LAYOUT/Xvfb"
}

main "$@"
