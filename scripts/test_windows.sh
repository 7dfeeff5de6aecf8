#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/test_windows.sh [--counts=FILE]
#
# What can be said of the library for Windows without Windows: it is built, exports the entry symbol alone,
# needs no library that Windows lacks, loads under Wine, refuses engines that it cannot serve in words, and stays
# when it is freed; and the tests of pkg/ pass there, on Windows' sockets. Debian has no Godot for Windows.
# On Windows itself it runs the same without Wine.
#
# --counts=FILE  append "passed failed skipped" to FILE
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/godot_session.sh
source "$root/scripts/godot_session.sh"
cd "$root"
readonly LIMIT=600 # seconds
readonly LEAST_WINE=9

# expect NAME MINOR PATTERN
expect_refusal() {
	local name=$1 minor=$2 pattern=$3 status=0 why=''
	timeout "$LIMIT" "${launcher[@]}" "$temp/load_library.exe" "$library" "$minor" >"$temp/load.log" 2>"$temp/load.err" || status=$?
	if ((status != 0)); then
		cat "$temp/load.err" >>"$temp/load.log"
		why="exit code $status"
	elif ! grep -qE -- "$pattern" "$temp/load.log"; then
		why="its words lack: $pattern"
	fi
	verdict "$name" "$temp/load.log" "$why"
}

test_load() {
	local flags
	flags=$(scripts/build.sh --print-cflags)
	eval "$cc $flags scripts/addon/load_library.c -o '$temp/load_library.exe'"
	expect_refusal "an engine too old" 3 'needs Godot 4\.4 or a newer'
	expect_refusal "an engine without functions" 4 'lacks .*classdb_register_extension_class4'
}

test_packages() {
	local arguments=()
	((${#launcher[@]} == 0)) || arguments=(-exec "${launcher[*]}")
	go build -buildvcs=false -o "$temp/count" ./ci/count
	GOOS=windows GOARCH=amd64 CGO_ENABLED=0 go test -json -timeout "${LIMIT}s" "${arguments[@]}" ./pkg/... 2>&1 | "$temp/count" "$temp/counts"
}

main() {
	local counts=/dev/null launcher=() library cc host version
	case "${1:-}" in
	'') ;;
	--counts=*) counts=${1#*=} ;;
	*)
		echo "test_windows: unknown argument: $1" >&2
		exit 2
		;;
	esac
	host=$(go env GOHOSTOS)
	temp=$(mktemp -d)
	trap 'rm -rf "$temp"' EXIT
	if [[ "$host" == windows ]]; then
		cc=$(go env CC)
	else
		cc=${CC:-x86_64-w64-mingw32-gcc}
		launcher=(wine)
		command -v wine >/dev/null || {
			echo "test_windows: no wine here" >&2
			echo "Fix: install it, on Debian: apt-get install wine" >&2
			exit 1
		}
		version=$(wine --version)
		if [[ "$version" =~ ^wine-([0-9]+) ]] && ((BASH_REMATCH[1] < LEAST_WINE)); then
			echo "test_windows: $version is too old" >&2
			echo "Fix: install Wine $LEAST_WINE or newer, which Debian 13 has: older ones have no bcryptprimitives.dll, which Go needs" >&2
			exit 1
		fi
		# A C: drive of its own, without what Wine would ask to download.
		export WINEPREFIX=$temp/prefix WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml='
	fi
	ADDON_DIR="$temp/addons" CC=$cc scripts/build_platform.sh windows-x86_64
	library=$temp/addons/http_client_go/bin/libhttp_client_go.windows.x86_64.dll
	test_load
	echo "$passed $failed 0" >"$temp/counts"
	test_packages
	cat "$temp/counts" >>"$counts"
	awk '{ p += $1; f += $2; s += $3 } END { printf "%d passed, %d failed, %d skipped\n", p, f, s; exit f > 0 }' "$temp/counts"
}

main "$@"
