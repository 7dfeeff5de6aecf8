#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/test.sh [--check] [--go] [ARGS for the in-engine runner, such as --filter=chunked]
#
# Runs the Go tests, the Go tests under the race detector, the tests in Godot, headless but for the demo's window,
# and the code in the documentation. Says one line a stage and shows output only of what fails. The last line
# is "N passed, N failed", all kinds of tests counted; the exit code is 1 when something failed.
#
# --check  also run the fast part of scripts/check.sh, each check counted as a test, and the scripts'
#          warnings
# --go     only the Go tests
#
# HTTP_CLIENT_GO_PEERS  the folder with the servers and proxies that pkg/transport is tested against
#                       (default: what fetch_peers.sh gets). Empty, or without them: those that are
#                       installed; the tests of the others skip.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
export GOTOOLCHAIN=auto # go.mod's Go, from the module proxy where it is not here
temp=$(mktemp -d)
trap 'rm -rf "$temp"' EXIT
counts=$temp/counts
: >"$counts"

# stage NAME COMMAND...: the command appends "passed failed skipped" lines to $counts. One that fails
# without having counted a failure counts as one.
stage() {
	local name=$1 start=$SECONDS before status=0
	shift
	before=$(wc -l <"$counts")
	"$@" >"$temp/log" 2>&1 || status=$?
	if ((status != 0)) && ! tail -n "+$((before + 1))" "$counts" | awk '$2 > 0 { found = 1 } END { exit !found }'; then
		echo "0 1 0" >>"$counts"
	fi
	if [[ -s "$temp/log" ]]; then
		cat "$temp/log"
	fi
	tail -n "+$((before + 1))" "$counts" | awk -v name="$name" -v seconds=$((SECONDS - start)) '
		{ passed += $1; failed += $2; skipped += $3 }
		END {
			printf "%-28s %4d s", name, seconds
			if (NR) printf "  %5d passed, %d failed", passed, failed
			if (skipped) printf ", %d skipped", skipped
			print ""
		}'
	return "$status"
}

# An absolute path, because each package's tests run in its own folder.
find_peers() {
	local folder
	[[ -z "${HTTP_CLIENT_GO_PEERS+set}" ]] || return 0
	if folder=$(scripts/fetch_peers.sh 2>"$temp/log") && folder=$(cd "$folder" && pwd); then
		cat "$temp/log"
		export HTTP_CLIENT_GO_PEERS=$folder
	else
		echo "$(tail -n 1 "$temp/log"): only installed servers and proxies are tested against"
	fi
}

# Compiles without cgo, which keeps pkg/ free of the engine; a failure shows before a test runs.
cmd_vet() {
	CGO_ENABLED=0 go build ./pkg/... ./ci/... && CGO_ENABLED=0 go vet ./pkg/... ./ci/...
}

cmd_go_tests() {
	go build -buildvcs=false -o "$temp/count" ./ci/count
	CGO_ENABLED=0 go test -json -shuffle=on ./pkg/... ./ci/... 2>&1 | "$temp/count" "$counts"
}

cmd_race_tests() {
	CGO_ENABLED=1 go test -json -race -shuffle=on ./pkg/... 2>&1 | "$temp/count" "$counts"
}

cmd_check() {
	scripts/check.sh --fast --counts="$counts"
}

cmd_build() {
	scripts/build.sh >/dev/null && scripts/check_symbols.sh
}

cmd_engine_tests() {
	scripts/run_godot_tests.sh --counts="$counts" "${runner_args[@]}"
}

cmd_editor_tests() {
	scripts/test_editor.sh --counts="$counts"
}

cmd_docs_tests() {
	scripts/test_docs.sh --counts="$counts"
}

cmd_gdscript_check() {
	scripts/check_gdscript.sh && echo "1 0 0" >>"$counts"
}

cmd_window_tests() {
	scripts/test_demo_window.sh --counts="$counts"
}

cmd_addon_tests() {
	scripts/test_addon.sh --counts="$counts"
}

cmd_load_tests() {
	scripts/test_load_failures.sh --counts="$counts"
}

cmd_planted_tests() {
	scripts/test_planted_panics.sh --counts="$counts"
}

main() {
	local with_check=0 only_go=0 arg
	runner_args=()
	for arg; do
		case "$arg" in
		--check) with_check=1 ;;
		--go) only_go=1 ;;
		*) runner_args+=("$arg") ;;
		esac
	done

	if ((with_check)); then
		stage "checks" cmd_check || true
	fi
	# A pipe to count hides go's own exit code; the counts carry the failures.
	stage "go vet, no cgo" cmd_vet || true
	find_peers
	stage "go test" cmd_go_tests || true
	stage "go test -race" cmd_race_tests || true
	if ((!only_go)); then
		# Found once, so that the download has its own line and is not part of a stage.
		if GODOT=$(scripts/find_godot.sh); then
			export GODOT
			if stage "build" cmd_build; then
				stage "in Godot" cmd_engine_tests || true
				stage "in the editor" cmd_editor_tests || true
				stage "documentation" cmd_docs_tests || true
				if ((with_check)); then
					stage "GDScript warnings" cmd_gdscript_check || true
				fi
				stage "demo window" cmd_window_tests || true
				stage "the addon's archive" cmd_addon_tests || true
				stage "load failures" cmd_load_tests || true
				stage "planted panics" cmd_planted_tests || true
			fi
		else
			echo "0 1 0" >>"$counts"
		fi
	fi

	awk '
		{ passed += $1; failed += $2; skipped += $3 }
		END {
			printf "%d passed, %d failed", passed, failed
			if (skipped) printf ", %d skipped", skipped
			print ""
			exit failed > 0
		}' "$counts"
}

main "$@"
