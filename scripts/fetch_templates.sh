#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/fetch_templates.sh
#
# Prints a folder with Godot's export templates "debug" and "release" for this machine, after unpacking
# Debian's own packages into a cache folder if they are not there yet, and "libraries", the value of
# LD_LIBRARY_PATH that a game made of them needs. Nothing of the system changes and root is not needed
# (see debian_packages.sh).
#
# HTTP_CLIENT_GO_CACHE  the cache folder (default $XDG_CACHE_HOME/http_client_go, else
#                       ~/.cache/http_client_go). All clones share it. Remove its folder "templates"
#                       to fetch newer ones.
set -euo pipefail

# shellcheck disable=SC2034 # for debian_packages.sh
readonly SELF=fetch_templates TRIES=3 TRY_LIMIT=900 SIZE='about 140 MB, 600 MB unpacked' UNNEEDED='' \
	FIX='export with the templates of your own Godot instead'

# shellcheck source-path=SCRIPTDIR source=debian_packages.sh
. "$(dirname "${BASH_SOURCE[0]}")/debian_packages.sh"

# A game looks for its files beside the program that runs, so the loader cannot be put before it: the
# templates name the loader they came with.
finish() {
	local folder=$1 name loader lib
	for loader in "$folder/root"/usr/lib/*/ld-linux*.so.?; do
		lib=${loader%/*}
		for name in debug release; do
			"$loader" --library-path "$lib" "$folder/root/usr/bin/patchelf" \
				--set-interpreter "$final/${loader#"$folder/"}" "$folder/root/usr/bin/godot-template-$name"
			mv "$folder/root/usr/bin/godot-template-$name" "$folder/$name"
		done
		lib=$final/${lib#"$folder/"}
		printf '%s\n' "$lib:$lib/pulseaudio" >"$folder/libraries"
	done
}

main() {
	local cache final
	cache=$(cache_dir)
	mkdir -p "$cache"
	final=$(cd "$cache" && pwd)/templates
	fetch_into "$cache" templates debug finish godot-template-debug godot-template-release patchelf
	printf '%s\n' "$final"
}

main
