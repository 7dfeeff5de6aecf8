#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/fetch_arm64_godot.sh
#
# Prints the path of a Godot for arm64 that runs on this machine, whatever its processor, by way of
# Debian's qemu, after unpacking both into a cache folder if they are not there yet. Nothing of the
# system changes and root is not needed (see debian_packages.sh).
#
# HTTP_CLIENT_GO_CACHE  the cache folder (default $XDG_CACHE_HOME/http_client_go, else
#                       ~/.cache/http_client_go). All clones share it. Remove its folders "qemu" and
#                       "godot-arm64" to fetch newer ones.
set -euo pipefail

# shellcheck disable=SC2034 # for debian_packages.sh
readonly SELF=fetch_arm64_godot TRIES=3 TRY_LIMIT=900 UNNEEDED='' \
	FIX='run the tests on an arm64 machine instead: make test'
SIZE=''

# shellcheck source-path=SCRIPTDIR source=debian_packages.sh
. "$(dirname "${BASH_SOURCE[0]}")/debian_packages.sh"

# The programs are linked statically; one of them is enough.
finish_qemu() {
	mkdir "$1/bin"
	mv "$1/root/usr/bin/qemu-aarch64" "$1/bin/"
	rm -rf "$1/root"
}

finish_godot() {
	local folder=$1 version
	cat >"$folder/godot" <<-'LAUNCHER'
		#!/bin/sh
		here=$(dirname "$(readlink -f "$0")")
		lib=$here/root/usr/lib/aarch64-linux-gnu
		exec "$here/../qemu/bin/qemu-aarch64" "$lib/ld-linux-aarch64.so.1" \
			--library-path "$lib:$lib/pulseaudio" "$here/root/usr/bin/godot" "$@"
	LAUNCHER
	chmod 755 "$folder/godot"
	version=$("$folder/godot" --headless --version 2>&1 </dev/null) || die "the Godot that was fetched does not run: $version"
}

main() {
	local cache
	cache=$(cache_dir)
	SIZE='about 75 MB, 7 MB kept' fetch_into "$cache" qemu bin/qemu-aarch64 finish_qemu qemu-user
	# shellcheck disable=SC2034 # for debian_packages.sh
	FOREIGN=arm64 SIZE='about 140 MB, 600 MB unpacked'
	fetch_into "$cache" godot-arm64 godot finish_godot godot
	printf '%s\n' "$cache/godot-arm64/godot"
}

main
