#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/fetch_wine.sh
#
# Prints the path of a launcher that runs programs for 64-bit Windows, after unpacking Debian's Wine
# into a cache folder if it is not there yet. Nothing of the system changes and root is not needed
# (see debian_packages.sh). The caller names in WINEPREFIX a folder for the C: drive; it must exist.
#
# HTTP_CLIENT_GO_CACHE  the cache folder (default $XDG_CACHE_HOME/http_client_go, else
#                       ~/.cache/http_client_go). All clones share it. Remove its folder "wine" to
#                       fetch a newer one.
set -euo pipefail

# Unneeded is what plays media and drives cameras and printers.
# shellcheck disable=SC2034 # for debian_packages.sh
readonly SELF=fetch_wine TRIES=3 TRY_LIMIT=900 SIZE='about 230 MB, 1 GB unpacked' \
	FIX='run the tests on Windows instead: go test ./pkg/...' \
	UNNEEDED='libavcodec62 libavformat62 libavutil60 libgd3 libgphoto2-6t64 libgphoto2-port12t64
		libgstreamer1.0-0 libgstreamer-plugins-base1.0-0 libcapi20-3t64 libpulse0 libasound2t64
		ocl-icd-libopencl1 libpcsclite1 libpcap0.8t64 debconf fontconfig-config'

# shellcheck source-path=SCRIPTDIR source=debian_packages.sh
. "$(dirname "${BASH_SOURCE[0]}")/debian_packages.sh"

finish() {
	local folder=$1 root=$1/root lib wine program
	[[ "$(architecture)" == amd64 ]] || die "Wine runs programs for x86_64 on x86_64 alone"
	lib=$root/usr/lib/x86_64-linux-gnu wine=$root/usr/lib/x86_64-linux-gnu/wine
	rm -rf "$wine/i386-windows" "$root/usr/share/doc"
	# Wine starts itself again and again, each time by the loader that its files name.
	for program in wine wineserver; do
		"$lib/ld-linux-x86-64.so.2" --library-path "$lib" "$root/usr/bin/patchelf" \
			--set-interpreter "$final/root/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2" "$wine/$program"
	done
	# The server looks for its tables beside a folder of that name, as in Wine's own build, or in /usr.
	mkdir "$wine/server"
	mv "$wine/wineserver" "$wine/server/wineserver"
	ln -s ../../../share/wine/nls "$wine/nls"
	cat >"$folder/wine" <<-'LAUNCHER'
		#!/bin/sh
		root=$(dirname "$(readlink -f "$0")")/root
		lib=$root/usr/lib/x86_64-linux-gnu
		system=${WINEPREFIX:?names a folder for the C: drive}/drive_c/windows/system32
		if [ ! -d "$system" ]; then
			mkdir -p "$system"
			cp "$root/usr/x86_64-w64-mingw32/lib/zlib1.dll" "$system/"
		fi
		WINESERVER=$lib/wine/server/wineserver WINEDEBUG=${WINEDEBUG:--all} LD_LIBRARY_PATH=$lib exec "$lib/wine/wine" "$@"
	LAUNCHER
	chmod 755 "$folder/wine"
}

main() {
	local cache final
	cache=$(cache_dir)
	mkdir -p "$cache"
	final=$(cd "$cache" && pwd)/wine
	fetch_into "$cache" wine wine finish wine64 patchelf
	printf '%s\n' "$final/wine"
}

main
