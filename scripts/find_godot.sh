#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/find_godot.sh [--no-fetch]
#
# Prints the command path of a usable Godot: $GODOT, else godot on the PATH, else the one that
# fetch.sh unpacks into a cache. $GODOT is an order: when it is not usable, that is an error.
#
# --no-fetch  download nothing; exit code 3 when that would be needed.
set -euo pipefail

readonly NEED_MAJOR=4 NEED_MINOR=4
readonly NEED="Godot $NEED_MAJOR.$NEED_MINOR or newer is needed"
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

say() { printf '%s\n' "find_godot: $*" >&2; }

# Prints why the program $1 is not a usable Godot, and nothing if it is one.
fault() {
	local program=$1 answer version
	if ! command -v "$program" >/dev/null; then
		echo "there is no such program"
		return
	fi
	if ! answer=$(timeout 30 "$program" --headless --version 2>&1 </dev/null); then
		echo "it does not run with --headless --version ($(tail -n 1 <<<"$answer")); $NEED"
		return
	fi
	version=$(grep -m 1 -oE '^[0-9]+\.[0-9]+[^ ]*' <<<"$answer") || true
	if [[ -z "$version" ]]; then
		echo "it is not Godot (--version says: $(head -n 1 <<<"$answer")); $NEED"
		return
	fi
	if ! is_new_enough "$version"; then
		echo "it is Godot $version; $NEED"
	fi
}

is_new_enough() {
	local major minor
	IFS=. read -r major minor _ <<<"$1"
	minor=${minor%%[!0-9]*}
	((major == NEED_MAJOR && minor >= NEED_MINOR))
}

main() {
	local no_fetch=0 why found
	case "${1:-}" in
	'') ;;
	--no-fetch) no_fetch=1 ;;
	*)
		say "unknown argument: $1"
		exit 2
		;;
	esac

	if [[ -n "${GODOT:-}" ]]; then
		why=$(fault "$GODOT")
		if [[ -n "$why" ]]; then
			say "GODOT=$GODOT cannot be used: $why."
			say "Fix: set GODOT to another Godot, or unset it to have one found or fetched."
			exit 1
		fi
		realpath -s "$(command -v "$GODOT")"
		return
	fi

	if found=$(command -v godot); then
		why=$(fault "$found")
		if [[ -z "$why" ]]; then
			realpath -s "$found"
			return
		fi
		say "$found on the PATH cannot be used: $why. Looking further."
	fi

	if ((no_fetch)) && [[ ! -d "$("$here/fetch.sh" --where godot)" ]]; then
		exit 3
	fi
	found=$("$here/fetch.sh" godot)/bin/godot
	why=$(fault "$found")
	if [[ -n "$why" ]]; then
		say "$found cannot be used: $why."
		say "Fix: remove ${found%/bin/godot} to have it fetched again, or set GODOT=/path/to/godot"
		exit 1
	fi
	printf '%s\n' "$found"
}

main "$@"
