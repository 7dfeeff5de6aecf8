#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/build.sh [--print-cflags]
#
# Builds the library and stages the whole addon into demo_project/addons/http_client_go. When a
# Godot is at hand and the demo project does not know the extension yet, it is imported once.
#
# --print-cflags  only print the CGO_CFLAGS that ./extension needs, for go vet and editors
#
# KEEP_SYMBOLS  set: the library keeps its symbol table, for perf and debuggers
# ALSO_NEEDS    a library that it may need besides those of the system, such as a sanitizer's
# HTTP_CLIENT_GO_ADDRESS  the project's page, which the addon's version.txt then names
# ADDON_DIR     the "addons" folder to stage into instead, such as ../my_game/addons
# GODOT         see scripts/find_godot.sh; nothing is downloaded for a build
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly root
readonly binding=github.com/godot-go/godot-go
export GOTOOLCHAIN=auto # go.mod's Go, from the module proxy where it is not here

die() {
	printf '%s\n' "build: $1" "Fix: $2" >&2
	exit 1
}

require_tools() {
	local cc want have
	want=$(sed -n 's/^toolchain //p' "$root/go.mod")
	command -v go >/dev/null ||
		die "no go on the PATH" "install Go ${want#go} or newer"
	have=$(cd "$root" && go env GOVERSION) ||
		die "Go ${want#go} could not be had from the module proxy" "see above; or install it or a newer one"
	[[ "$(printf '%s\n' "$want" "${have%%[ -]*}" | sort -V | head -n 1)" == "$want" ]] ||
		die "this is $have; older than $want it has known faults in what is linked" "install Go ${want#go} or newer"
	cc=$(go env CC)
	command -v "${cc%% *}" >/dev/null ||
		die "no C compiler (${cc%% *})" "install one, on Debian: apt-get install gcc libc6-dev"
}

# Godot's word for the system and architecture Go builds for, and the library's file name with it.
library_name() {
	local os arch suffix
	os=$(go env GOOS) arch=$(go env GOARCH)
	case "$os" in
	linux | android) suffix=so ;;
	windows) suffix=dll ;;
	darwin) os=macos suffix=dylib ;;
	*) die "Godot has no name for GOOS=$os" "unset GOOS" ;;
	esac
	case "$arch" in
	amd64) arch=x86_64 ;;
	386) arch=x86_32 ;;
	arm64) ;;
	*) die "Godot has no name for GOARCH=$arch" "unset GOARCH" ;;
	esac
	printf 'libhttp_client_go.%s.%s.%s\n' "$os" "$arch" "$suffix"
}

# Runs a command and shows its output only if it fails: a first build talks about each download.
quietly() {
	local log
	log=$(mktemp)
	if ! "$@" >"$log" 2>&1; then
		cat "$log" >&2
		rm -f "$log"
		return 1
	fi
	rm -f "$log"
}

# Runs a program of ci/, which is for this machine whatever is built.
here() {
	env -u GOOS -u GOARCH -u CC -u GOFLAGS CGO_ENABLED=0 "$@"
}

# The engine's C header comes with the Go binding.
cflags() {
	quietly go mod download "$binding" ||
		die "the Go modules could not be downloaded" "see above; GOPROXY names the module proxy"
	printf "%s\n" "-O2 '-I$(go list -m -f '{{.Dir}}' "$binding")/godot_headers' ${CGO_CFLAGS:-}"
}

build_library() {
	local out=$1 ldflags
	CGO_CFLAGS=$(cflags)
	# Without -buildid= the folder's path would get into the library, and no two clones would build the same bytes.
	ldflags="-buildid= -X main.version=$version"
	[[ -n "${KEEP_SYMBOLS:-}" ]] || ldflags="-s -w $ldflags"
	# The engine looks up one symbol; cgo would export every Go function marked for C.
	case "$(go env GOOS)" in
	linux | android)
		ldflags+=" '-extldflags=\"-Wl,--version-script=$root/extension/exports.map\" -Wl,--gc-sections'"
		# Most of godot-go's C functions are called by nobody; each in a section of its own, the linker leaves them out.
		CGO_CFLAGS+=" -ffunction-sections -fdata-sections"
		;;
	# Compilers differ in the threads they are built with, and a library of theirs is on no player's machine. Of the rest the
	# first word keeps Go from adding a list of its own, the second takes the first one back.
	windows) ldflags+=" '-extldflags=-static -Wl,--export-all-symbols -Wl,--exclude-all-symbols \"$root/extension/exports.def\"'" ;;
	# What remembers the signal handlers has to run before Go's initializer (extension/process_unix.c).
	darwin) ldflags+=" '-extldflags=-Wl,-exported_symbol,_http_client_go_init -Wl,-init,_hcg_process_remember'" ;;
	esac
	here go run ./ci/packdocs "${out%/*}" ||
		die "the class references cannot be packed" "see above"
	CGO_ENABLED=1 CGO_CFLAGS=$CGO_CFLAGS quietly \
		go build -buildmode=c-shared -buildvcs=false -trimpath -overlay "${out%/*}/overlay.json" -ldflags "$ldflags" -o "$out" ./extension ||
		die "the library does not build" "see the compiler's words above"
	here go run ./ci/exports -also "${ALSO_NEEDS:-}" "$out" ||
		die "the library is not as it should be" "see above"
	rm -f "${out%.*}.h" # cgo's header is for C callers; the engine needs none
}

# Everything but the library: what a user copies along with it.
stage_texts() {
	local addon=$1 revision import
	revision=$(git -C "$root" describe --always --dirty --abbrev=12 2>/dev/null) || revision=unknown
	here go run ./ci/addon -manifest "$addon"
	cp "$root"/{httpclient.gdextension.uid,LICENSE,THIRD_PARTY.md,COMPAT.md} "$addon/"
	cp "$root/scripts/addon/README.md" "$addon/README.md"
	cat >"$addon/version.txt" <<-TEXT
		HTTPClientGo $version
		commit $revision
		$(go env GOVERSION)
		godot-go $(go list -m -f '{{.Version}}' "$binding")
	TEXT
	[[ -z "${HTTP_CLIENT_GO_ADDRESS:-}" ]] || echo "source ${HTTP_CLIENT_GO_ADDRESS%/}" >>"$addon/version.txt"
	mkdir -p "$addon/icons"
	cp "$root"/extension/icons/*.svg "$addon/icons/"
	# As Godot 4.6 writes them; an older one puts its own in place, which would be imported again each time if they were replaced.
	for import in "$root"/extension/icons/*.svg.import; do
		[[ -f "$addon/icons/${import##*/}" ]] || cp "$import" "$addon/icons/"
	done
}

stage() {
	local addon=$1 name temp
	name=$(library_name)
	mkdir -p "$addon/bin"
	# A running editor has the old file mapped: the new one takes its name, never its bytes.
	temp=$(mktemp -d "$addon/bin/.build.XXXXXX")
	# shellcheck disable=SC2064 # the folder of now is meant
	trap "rm -rf '$temp'" EXIT
	build_library "$temp/$name"
	chmod 755 "$temp/$name"
	mv -f "$temp/$name" "$addon/bin/$name"
	rm -rf "$temp"
	stage_texts "$addon"
	printf 'built %s (%s MB)\n' "${addon#"$root"/}/bin/$name" \
		"$(awk -v n="$(wc -c <"$addon/bin/$name")" 'BEGIN { printf "%.1f", n / 1e6 }')"
}

# Godot finds extensions through a list that the first import of a project writes.
import_demo_project() {
	local godot status=0
	godot=$("$root/scripts/find_godot.sh" --no-fetch) || status=$?
	case "$status" in
	0) ;;
	3)
		echo "no Godot here yet: open demo_project in your editor, or run: make godot"
		return
		;;
	*) return ;;
	esac
	# shellcheck source=scripts/godot_session.sh
	source "$root/scripts/godot_session.sh"
	session_open "$godot"
	session_import "$root/demo_project"
	session_close
}

main() {
	local addon_dir=${ADDON_DIR:-}
	require_tools
	case "${1:-}" in
	'') ;;
	--print-cflags)
		cd "$root"
		cflags
		return
		;;
	*)
		echo "build: unknown argument: $1" >&2
		exit 2
		;;
	esac
	if [[ -n "$addon_dir" ]]; then
		mkdir -p "$addon_dir"
		addon_dir=$(cd "$addon_dir" && pwd)
	fi
	cd "$root"
	version=$(<VERSION)
	stage "${addon_dir:-$root/demo_project/addons}/http_client_go"
	if [[ -z "$addon_dir" && -f demo_project/project.godot ]]; then
		import_demo_project
	fi
}

main "$@"
