#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/run_godot_tests.sh [--counts=FILE] [--show-log] [--torture | --asan | --planted | --arm64] [--project=FOLDER]
#                                   [ARGS for run_tests.gd, such as --filter=chunked]
#
# Runs demo_project/tests/run_tests.gd in a headless Godot against the loopback test server. Needs the
# staged addon (make build). The log shows only on failure.
#
# --counts=FILE  append "passed failed skipped" to FILE
# --show-log     show the log as it grows
# --project      a project with a copy of demo_project/tests and an addon of its own (demo_project)
# --torture      collect garbage as often as Go can, fill what it frees, and check each pointer that
#                crosses the boundary; slow
# --asan         on a library of its own, with gcc's address sanitizer in the C code, in the Go code and in
#                all memory that either shares with Godot; slow
# --planted      tests/test_planted.gd and test_probe.gd, on a library that panics when a test asks for it and has the
#                probe classes; the staged one has neither
# --arm64        on a library for Linux arm64, in Debian's Godot for arm64, elsewhere by way of qemu; without
#                --filter those tests that scripts/test_addon.sh runs, and bodies and heads of all kinds
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/godot_session.sh
source "$root/scripts/godot_session.sh"
LIMIT=600 # seconds for the whole run
project=$root/demo_project
mode='' # of the library: asan, planted, arm64
runtime=''
readonly TESTS_ARM64=api_surface/,call_paths/,parse_time/,reasons/,tls/,connection_info/,cases/connect.,cases/body.,cases/rfc_body.

# What the log of a good run never holds, whatever the exit code says.
BAD='SCRIPT ERROR|Parse Error|Can.t open dynamic library|Error loading extension|ObjectDB instances leaked|resources still in use at exit|panic: |fatal error: |AddressSanitizer'

main() {
	local counts=/dev/null show_log=0 args=() arg godot log sentinel failures=0 tests=0 skipped=0 status=0 why=()
	for arg; do
		case "$arg" in
		--counts=*) counts=${arg#*=} ;;
		--show-log) show_log=1 ;;
		--project=*) project=${arg#*=} ;;
		--torture)
			export GOGC=1 GODEBUG=cgocheck=1,invalidptr=1,clobberfree=1
			LIMIT=1800
			;;
		--asan)
			mode=asan
			LIMIT=1800
			;;
		--planted | --arm64) mode=${arg#--} ;;
		*) args+=("$arg") ;;
		esac
	done
	[[ "$mode" != asan ]] || find_sanitizer
	if [[ "$mode" == arm64 ]]; then
		godot=$("$root/scripts/fetch.sh" godot-arm64)/bin/godot
		[[ "${args[*]}" == *--filter=* ]] || args+=("--filter=$TESTS_ARM64")
	else
		godot=$("$root/scripts/find_godot.sh")
	fi
	session_open "$godot"
	session_serve
	[[ -z "$mode" ]] || build_own
	session_import "$project"
	log=$session/godot.log

	if ((show_log)); then
		run_tests "${args[@]}" 2>&1 | tee "$log" || status=${PIPESTATUS[0]}
	else
		run_tests "${args[@]}" >"$log" 2>&1 || status=$?
	fi

	sentinel=$(grep -m 1 -oE '^GODOT-TESTS-FINISHED failures=[0-9]+ tests=[0-9]+' "$log") || true
	if [[ -n "$sentinel" ]]; then
		failures=$(field failures "$sentinel")
		tests=$(field tests "$sentinel")
		skipped=$(sed -nE 's/^[0-9]+ passed, [0-9]+ failed, ([0-9]+) skipped$/\1/p' "$log" | tail -n 1)
		skipped=${skipped:-0}
		((tests > 0)) || why+=("no test ran")
	else
		why+=("the run did not reach its end")
	fi
	((status != 124 && status != 137)) || why+=("it took longer than $LIMIT s")
	((status == 0)) || why+=("exit code $status")
	if grep -qE "$BAD" "$log"; then
		why+=("the log holds: $(grep -m 1 -E "$BAD" "$log")")
	fi
	if ((failures == 0 && ${#why[@]} > 0)); then
		failures=1 tests=$((tests + 1))
	fi
	printf '%d %d %d\n' $((tests - failures - skipped)) "$failures" "$skipped" >>"$counts"

	if ((failures > 0)); then
		((show_log)) || cat "$log"
		cat "$session/server.log"
		printf 'in Godot: %s\n' "$failures failed" "${why[@]}"
		exit 1
	fi
	if [[ "$counts" == /dev/null ]]; then
		printf '%d passed, 0 failed\n' $((tests - skipped))
	fi
}

# Sets $runtime to the library that gcc's sanitizer needs in the process.
find_sanitizer() {
	local cc
	cc=$(go env CC)
	runtime=$(${cc%% *} -print-file-name=libasan.so)
	runtime=$(realpath -e "$runtime" 2>/dev/null) || runtime=''
	if [[ "$runtime" != /*.so* ]]; then
		echo "run_godot_tests: --asan: ${cc%% *} has no address sanitizer (libasan)" >&2
		echo "Fix: install it, on Debian: apt-get install libgcc-12-dev, with gcc's number; or set CC to a gcc that has it" >&2
		exit 1
	fi
}

# Builds a library of its own for $mode, into a copy of the demo project.
build_own() {
	project=$session/project
	mkdir -p "$project/.godot"
	cp -r "$root"/demo_project/{project.godot,tests} "$project/"
	cp "$root"/{COMPAT,SECURITY}.md "$session/" # tests hold them against what there is
	export ADDON_DIR=$project/addons
	case "$mode" in
	asan) build_sanitized ;;
	planted)
		GOFLAGS="${GOFLAGS:-} -tags=plantpanic,probe" "$root/scripts/build.sh" >/dev/null
		args+=("--filter=planted/,probe/")
		BAD=${BAD/panic: |/}
		;;
	arm64)
		"$root/scripts/build_platform.sh" linux-arm64 >/dev/null
		# What an import would write; qemu is slow.
		echo 'res://addons/http_client_go/httpclient.gdextension' >"$project/.godot/extension_list.cfg"
		;;
	esac
}

# Puts the sanitizer also into each process from here on.
build_sanitized() {
	local name=${runtime##*/}
	ALSO_NEEDS=$(grep -oE '^libasan\.so\.[0-9]+' <<<"$name") CGO_CFLAGS="-g -fno-omit-frame-pointer ${CGO_CFLAGS:-}" \
		GOFLAGS="${GOFLAGS:-} -asan" "$root/scripts/build.sh" >/dev/null
	# Godot gives each extension the symbols of its own libraries first, and then the sanitizer would see none of its allocations.
	$(go env CC) -shared -fPIC -x c -o "$session/dlopen.so" - <<-C
		#define _GNU_SOURCE
		#include <dlfcn.h>
		void *dlopen(const char *path, int mode) {
			void *(*next)(const char *, int) = (void *(*)(const char *, int))dlsym(RTLD_NEXT, "dlopen");
			return next(path, mode & ~RTLD_DEEPBIND);
		}
	C
	export LD_PRELOAD="$session/dlopen.so:$runtime"
	# What a process keeps until its end is looked at elsewhere, and Godot itself keeps something.
	export ASAN_OPTIONS=detect_leaks=0:verify_asan_link_order=0:abort_on_error=1:quarantine_size_mb=16:thread_local_quarantine_size_kb=64
}

run_tests() {
	session_godot "$LIMIT" --path "$project" -s res://tests/run_tests.gd -- --server="$server" --godot="$(command -v "$godot")" "$@"
}

field() {
	local value
	value=$(grep -oE "$1=[0-9]+" <<<"$2")
	printf '%s\n' "${value#*=}"
}

main "$@"
