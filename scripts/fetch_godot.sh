#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/fetch_godot.sh [--where]
#
# Prints the path of a Godot that runs from a cache folder, after unpacking Debian's own package
# into it if it is not there yet. Nothing of the system changes and root is not needed (see
# debian_packages.sh).
#
# --where  only print the path; download nothing.
#
# HTTP_CLIENT_GO_CACHE  the cache folder (default $XDG_CACHE_HOME/http_client_go, else
#                       ~/.cache/http_client_go). All clones share it. Remove its folders "godot-*"
#                       to fetch a newer one.
set -euo pipefail

# Goes up when what is in the folder changes. Since 2 it can open a window: with OpenGL, which Debian's
# package leaves to the desktop.
readonly LAYOUT=2

# shellcheck disable=SC2034 # for debian_packages.sh
readonly SELF=fetch_godot TRIES=3 TRY_LIMIT=900 SIZE='about 160 MB, 600 MB unpacked' UNNEEDED='' \
	FIX='install Godot 4.4 or newer yourself and set GODOT=/path/to/godot'

# shellcheck source-path=SCRIPTDIR source=debian_packages.sh
. "$(dirname "${BASH_SOURCE[0]}")/debian_packages.sh"

finish() {
	local folder=$1 version
	{
		# shellcheck disable=SC2016 # for the launcher
		printf '#!/bin/sh\n%s\n' 'root=$(dirname "$(readlink -f "$0")")/root'
		# shellcheck disable=SC2016
		launch_through_loader usr/bin/godot '$lib/pulseaudio:'
	} >"$folder/godot"
	chmod 755 "$folder/godot"
	version=$("$folder/godot" --headless --version 2>&1 </dev/null) || die "the Godot that was fetched does not run: $version"
}

main() {
	local cache
	cache=$(cache_dir)
	case "${1:-}" in
	'') ;;
	--where)
		printf '%s\n' "$cache/godot-$LAYOUT/godot"
		return
		;;
	*)
		say "unknown argument: $1"
		exit 2
		;;
	esac
	fetch_into "$cache" "godot-$LAYOUT" godot finish godot libgl1 libglx-mesa0
	printf '%s\n' "$cache/godot-$LAYOUT/godot"
}

main "$@"
