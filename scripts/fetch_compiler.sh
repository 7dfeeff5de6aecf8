#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/fetch_compiler.sh linux-arm64 | linux-x86_64 | windows-x86_64
#
# Prints the path of a C compiler for another system or architecture, after unpacking Debian's own
# package into a cache folder if it is not there yet. Nothing of the system changes and root is not
# needed (see debian_packages.sh).
#
# HTTP_CLIENT_GO_CACHE  the cache folder (default $XDG_CACHE_HOME/http_client_go, else
#                       ~/.cache/http_client_go). All clones share it. Remove its folders
#                       "compiler-*" to fetch newer ones.
set -euo pipefail

platform=${1:-}
case "$platform" in
linux-arm64) triplet=aarch64-linux-gnu gcc='' size=100 packages=(gcc-aarch64-linux-gnu libc6-dev-arm64-cross) ;;
linux-x86_64) triplet=x86_64-linux-gnu gcc='' size=100 packages=(gcc-x86-64-linux-gnu libc6-dev-amd64-cross) ;;
windows-x86_64) triplet=x86_64-w64-mingw32 gcc=-win32 size=150 packages=(gcc-mingw-w64-x86-64-win32) ;;
*)
	echo "fetch_compiler: there is none for '$platform': linux-arm64, linux-x86_64 or windows-x86_64" >&2
	exit 2
	;;
esac

# The libraries of C stay the machine's, as the compiler is of its release.
# shellcheck disable=SC2034 # for debian_packages.sh
readonly SELF=fetch_compiler TRIES=3 TRY_LIMIT=600 SIZE="about $size MB, 400 MB unpacked" UNNEEDED='libc6' \
	FIX="install $triplet-gcc yourself, so that it is on the PATH, or name the compiler in CC"

# shellcheck source-path=SCRIPTDIR source=debian_packages.sh
. "$(dirname "${BASH_SOURCE[0]}")/debian_packages.sh"
# shellcheck disable=SC2034 # for debian_packages.sh
RELEASE=own

finish() {
	local folder=$1 host=x86_64-linux-gnu script output
	[[ "$(architecture)" != arm64 ]] || host=aarch64-linux-gnu
	# The linker's script names libraries by their place in an installed system.
	script=$folder/root/usr/$triplet/lib/libc.so
	if [[ -f "$script" ]]; then
		sed -i "s,/usr/$triplet/lib/,,g" "$script"
	fi
	cat >"$folder/cc" <<-LAUNCHER
		#!/bin/sh
		root=\$(dirname "\$(readlink -f "\$0")")/root
		LD_LIBRARY_PATH=\$root/usr/lib/$host exec "\$root/usr/bin/$triplet-gcc$gcc" "\$@"
	LAUNCHER
	chmod 755 "$folder/cc"
	output=$(echo 'int main(void) { return 0; }' | "$folder/cc" -x c - -o "$folder/test" 2>&1) ||
		die "the compiler that was fetched does not run: $output"
	rm "$folder"/test*
}

main() {
	local cache
	cache=$(cache_dir)
	fetch_into "$cache" "compiler-$platform" cc finish "${packages[@]}"
	printf '%s\n' "$cache/compiler-$platform/cc"
}

main
