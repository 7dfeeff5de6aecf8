#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/addon.sh [--libraries=FOLDER] [PLATFORM...]
#
# Builds the addon into dist/stage/addons/http_client_go and packs it as dist/http_client_go-VERSION.zip,
# whose root is "addons": unpacked over a project, it is installed.
#
# PLATFORM               as scripts/build_platform.sh has them (default: this machine's)
# --libraries=FOLDER     pack the libraries in FOLDER as well, built elsewhere from the same commit
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
export GOTOOLCHAIN=auto # go.mod's Go, from the module proxy where it is not here

main() {
	local archive libraries='' platforms=() arg
	archive=dist/http_client_go-$(<VERSION).zip
	for arg; do
		case "$arg" in
		--libraries=*) libraries=${arg#*=} ;;
		-*)
			echo "addon: unknown argument: $arg" >&2
			exit 2
			;;
		*) platforms+=("$arg") ;;
		esac
	done
	# What an earlier run left would be packed as if it were of this commit.
	rm -rf dist/stage
	if ((${#platforms[@]} == 0)); then
		ADDON_DIR=dist/stage/addons scripts/build.sh
	else
		ADDON_DIR=dist/stage/addons scripts/build_platform.sh "${platforms[@]}"
	fi
	if [[ -n "$libraries" ]]; then
		cp "$libraries"/libhttp_client_go.* dist/stage/addons/http_client_go/bin/
		chmod 755 dist/stage/addons/http_client_go/bin/*
	fi
	scripts/check_symbols.sh dist/stage/addons/http_client_go/bin/*
	go run ./ci/pack "$archive.new" dist/stage
	mv -f "$archive.new" "$archive"
	printf 'packed %s (%s MB, %s)\n' "$archive" \
		"$(awk -v n="$(wc -c <"$archive")" 'BEGIN { printf "%.1f", n / 1e6 }')" "$(sha256sum "$archive" | cut -c 1-16)"
}

main "$@"
