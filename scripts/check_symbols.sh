#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/check_symbols.sh [LIBRARY...]
#
# Verifies that each library (default: the staged ones), of whatever system, exports the entry symbol and
# nothing else.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
export GOTOOLCHAIN=auto # go.mod's Go, from the module proxy where it is not here
readonly ENTRY=http_client_go_init

main() {
	local library exported
	if (($# == 0)); then
		shopt -s nullglob
		set -- {demo_project,dist/stage}/addons/http_client_go/bin/libhttp_client_go.*
	fi
	if (($# == 0)); then
		echo "check_symbols: no library is staged. Fix: make build" >&2
		exit 1
	fi
	for library; do
		exported=$(go run ./ci/exports "$library" | paste -sd ' ' -)
		if [[ "$exported" != "$ENTRY" ]]; then
			echo "check_symbols: $library exports: ${exported:-nothing}. It should be $ENTRY alone (extension/exports.*)." >&2
			exit 1
		fi
	done
}

main "$@"
