#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/check.sh [--fast] [--counts=FILE]
#
# What can be said about the sources without running them. One line for each check that fails or warns.
#
# --fast         leave out what needs a staged library or compiles a tool first (symbols, gdscript,
#                staticcheck, spelling)
# --counts=FILE  append "passed failed skipped" to FILE
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
readonly STATICCHECK=honnef.co/go/tools/cmd/staticcheck@v0.8.2
readonly MISSPELL=github.com/golangci/misspell/cmd/misspell@v0.8.0
readonly LONG=450 TOO_LONG=600 # lines

passed=0 failed=0 skipped=0

# The files of the project: what git tracks or would, without what is deleted.
files() {
	if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
		git ls-files -co --exclude-standard -- "$@" | sort -u | while read -r f; do [[ ! -f "$f" ]] || echo "$f"; done
	else
		local find_args=() pattern
		for pattern; do find_args+=(-o -name "${pattern##*/}"); done
		find . -path ./dist -prune -o -path ./demo_project/addons -prune -o -name .godot -prune -o \
			-type f \( "${find_args[@]:1}" \) -print | sed 's,^\./,,' | sort
	fi
}

# Prints what it finds wrong and fails if it found something.
nothing_from() {
	local output
	output=$("$@")
	[[ -z "$output" ]] || {
		echo "$output"
		return 1
	}
}

cmd_format() {
	nothing_from gofmt -l extension pkg ci
}

cmd_vet() {
	CGO_ENABLED=0 go vet ./pkg/... ./ci/... &&
		CGO_CFLAGS=$(scripts/build.sh --print-cflags) go vet ./extension/...
}

cmd_modules() {
	go mod tidy -diff
}

cmd_layers() {
	scripts/check_layers.sh
}

# A newer engine may lack an old function: what is asked for at start and used nowhere would stop the library there.
cmd_interface() {
	local name bad=0
	while read -r name; do
		grep -rqE "gd_api\\.$name\\b|CallFunc_GDExtensionInterface$name\\b" extension --include='*.[ch]' --include='*.go' --exclude=interface.go || {
			echo "extension/internal/godot/interface.go asks the engine for $name, which nothing uses"
			bad=1
		}
	done < <(sed -nE 's/^.*Pointer\(&(api|ffi\.FFI)\.([A-Za-z0-9_]+)\), ".*$/\2/p' extension/internal/godot/interface.go)
	return "$bad"
}

cmd_third_party() {
	scripts/third_party.sh verify
}

cmd_symbols() {
	compgen -G 'demo_project/addons/http_client_go/bin/lib*' >/dev/null || return 3
	scripts/check_symbols.sh
}

cmd_licence_heads() {
	local file bad=0
	while read -r file; do
		if [[ "$(head -n 5 "$file" | grep -c -E 'SPDX-FileCopyrightText: 20[0-9]{2} The HTTPClientGo authors|SPDX-License-Identifier: MIT')" != 2 ]]; then
			echo "$file: the two SPDX lines are missing at its head"
			bad=1
		fi
	done < <(files '*.go' '*.c' '*.h' '*.gd' '*.sh' '*.map' '*.gdextension' Makefile .ci/run)
	return "$bad"
}

cmd_lengths() {
	local file lines bad=0
	while read -r file; do
		lines=$(wc -l <"$file")
		if ((lines > TOO_LONG)) && [[ "$file" != *_test.go && "$file" != */tests/* ]]; then
			echo "$file: $lines lines; more than $TOO_LONG want to be two files"
			bad=1
		elif ((lines > LONG)); then
			echo "warning: $file: $lines lines"
		fi
	done < <(files '*.go' '*.c' '*.h' '*.gd' '*.sh')
	return "$bad"
}

# A path of one machine or the name of a registry makes a clone depend on where it was written.
cmd_portable() {
	local found
	found=$(files '*' | grep -vE '\.(so|png|svg|zip|pem|der|sum)$|testdata/fuzz/' | tr '\n' '\0' |
		xargs -0 grep -nIE '(^|[^A-Za-z0-9_.$}/])/(home/[a-z]|root/[a-z.]|work/[a-z]|Users/[A-Za-z]|tmp/[a-z])|(proxy|sum)[.]golang[.]org|(deb|security|ftp)[.]debian[.]org|registry[.]npmjs|files[.]pythonhosted' || true)
	[[ -z "$found" ]] || {
		echo "$found"
		return 1
	}
}

# A promise whose test is gone is none.
cmd_security() {
	local page name bad=0
	while IFS=: read -r page name; do
		grep -rqE "^func $name\\(" --include='*_test.go' pkg ci || {
			echo "$page names $name, which is no test"
			bad=1
		}
	done < <(grep -oE '\b(Test|Fuzz)[A-Z][A-Za-z0-9]*' SECURITY.md COMPAT.md | sort -u)
	return "$bad"
}

cmd_version() {
	scripts/check_version.sh
}

cmd_shell() {
	command -v shellcheck >/dev/null || return 3
	# shellcheck disable=SC2046 # none of our names holds a blank
	shellcheck -x $(files 'scripts/*.sh' 'ci/*.sh') .ci/run
}

cmd_static() {
	CGO_ENABLED=0 go run "$STATICCHECK" ./pkg/... ./ci/... &&
		CGO_CFLAGS=$(scripts/build.sh --print-cflags) go run "$STATICCHECK" ./extension/...
}

cmd_gdscript() {
	scripts/check_gdscript.sh
}

# Known misspellings only, so that names and terms need no list of their own.
cmd_spelling() {
	local folder status=0
	folder=$(mktemp -d)
	GOBIN=$folder go install "$MISSPELL" || { rm -rf "$folder" && return 3; } # no module proxy at hand
	files '*.md' '*.xml' '*.go' '*.gd' '*.c' '*.h' '*.sh' '*.tscn' '*.svg' Makefile |
		grep -vE '/testdata/' | tr '\n' '\0' | xargs -0 "$folder/misspell" -error || status=1
	rm -rf "$folder"
	return "$status"
}

# check NAME COMMAND: exit code 3 says that something the check needs is not on this machine.
check() {
	local name=$1 output status=0
	shift
	output=$("$@" 2>&1) || status=$?
	case "$status" in
	0) passed=$((passed + 1)) ;;
	3)
		skipped=$((skipped + 1))
		output="not installed or not built here"
		;;
	*) failed=$((failed + 1)) ;;
	esac
	if [[ -n "$output" ]] && ((status != 0)); then
		printf 'check %s: %s\n%s\n' "$name" "$([[ $status == 3 ]] && echo skipped || echo FAILED)" "$output"
	elif [[ -n "$output" ]]; then
		printf '%s\n' "$output" | grep '^warning: ' || true
	elif ((status != 0)); then
		printf 'check %s: FAILED\n' "$name"
	fi
}

main() {
	local fast=0 counts='' arg
	for arg; do
		case "$arg" in
		--fast) fast=1 ;;
		--counts=*) counts=${arg#*=} ;;
		*)
			echo "check: unknown argument: $arg" >&2
			exit 2
			;;
		esac
	done
	check format cmd_format
	check vet cmd_vet
	check modules cmd_modules
	check layers cmd_layers
	check interface cmd_interface
	check third-party cmd_third_party
	check licence-heads cmd_licence_heads
	check lengths cmd_lengths
	check portable cmd_portable
	check security cmd_security
	check version cmd_version
	check shellcheck cmd_shell
	if ((!fast)); then
		check symbols cmd_symbols
		check gdscript cmd_gdscript
		check staticcheck cmd_static
		check spelling cmd_spelling
	fi
	if [[ -n "$counts" ]]; then
		echo "$passed $failed $skipped" >>"$counts"
	else
		printf '%d checks passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
	fi
	((failed == 0))
}

main "$@"
