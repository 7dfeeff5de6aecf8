#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/bench.sh [--addon=FOLDER] [--json=FILE] [ARGS for bench.gd, such as --rows=paced_*,download]
#        scripts/bench.sh growth [--addon=FOLDER] [--svg=FILE] [ARGS for growth.gd]
#
# Builds the addon and measures the engine's HTTPClient and HTTPClientGo in the same headless Godot,
# against the same loopback servers: a table, and dist/bench.json for machines. All rows take a quarter of an hour.
# The pages' tables are made of that: cp dist/bench.json docs/ && go run ./ci/figures docs/bench.json docs/design.md
#
# growth: how cost grows from 1 client to 1,000 and from bodies of 1 KB to 1 GB, drawn as
# docs/images/growth.svg. Two minutes.
#
# --addon=FOLDER  measures the addon there, a folder such as demo_project/addons/http_client_go, and
#                 builds none: to compare versions
#
# curl on the PATH is measured beside them (Debian package curl), and nginx serves some rows (see
# scripts/fetch.sh; HTTP_CLIENT_GO_PEERS names a folder with bin/nginx instead).
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/godot_session.sh
source "$root/scripts/godot_session.sh"
readonly LIMIT=1800 # seconds

# The projects of start.gd, in $session/starts.
prepare_starts() {
	local without=$session/starts/without with=$session/starts/with
	mkdir -p "$without"
	printf 'config_version=5\n[application]\nconfig/name="start"\n' >"$without/project.godot"
	cp "$root"/demo_project/bench/{process,quit}.gd "$without/"
	cp -r "$without" "$with"
	mkdir "$with/addons"
	cp -r "$addon" "$with/addons/http_client_go"
	session_import "$with"
}

# Sets $project to the demo project, or to one of the session with the addon that is asked for.
prepare_project() {
	project=$root/demo_project
	if [[ -n "$addon" ]]; then
		project=$session/project
		mkdir -p "$project/addons"
		cp -r "$root"/demo_project/{project.godot,bench,tests} "$project/"
		cp -r "$addon" "$project/addons/http_client_go"
	else
		"$root/scripts/build.sh" >/dev/null
		addon=$root/demo_project/addons/http_client_go
	fi
	session_import "$project"
}

# Puts the programs of others that take part into $others and $serve.
find_others() {
	local program peers=${HTTP_CLIENT_GO_PEERS-$("$root/scripts/fetch.sh" peers || true)}
	if program=$(command -v curl); then
		others+=("--curl=$program")
		echo "beside them: $("$program" --version | head -n 1 | cut -d ' ' -f 1,2)"
	else
		echo "no curl on the PATH (Debian package curl), so its column is empty"
	fi
	program=$peers/bin/nginx
	[[ -x "$program" ]] || program=$(command -v nginx) || return 0
	serve+=("--nginx=$program")
}

bench() {
	local json=$root/dist/bench.json others=() serve=() args=() arg
	for arg; do
		case "$arg" in
		--json=*) json=$(realpath -m "${arg#*=}") ;;
		*) args+=("$arg") ;;
		esac
	done
	mkdir -p "$(dirname "$json")"
	find_others
	(cd "$root" && CGO_ENABLED=0 go build -buildvcs=false -o "$session/bare" ./ci/bare)
	prepare_starts
	session_serve "${serve[@]}"
	session_godot "$LIMIT" --path "$project" -s res://bench/bench.gd -- --server="$server" --godot="$GODOT" \
		--starts="$session/starts" --bare="$session/bare" "${others[@]}" --json="$json" \
		--version="$(paste -sd ' ' "$addon/version.txt")" "${args[@]}"
	echo "written: ${json#"$root"/}"
}

growth() {
	local svg=$root/docs/images/growth.svg args=() arg
	for arg; do
		case "$arg" in
		--svg=*) svg=$(realpath -m "${arg#*=}") ;;
		*) args+=("$arg") ;;
		esac
	done
	mkdir -p "$(dirname "$svg")"
	session_serve
	session_godot "$LIMIT" --path "$project" -s res://bench/growth.gd -- --server="$server" --svg="$svg" "${args[@]}"
	echo "drawn: ${svg#"$root"/}"
}

main() {
	local what=bench addon='' project='' args=() arg
	for arg; do
		case "$arg" in
		growth) what=growth ;;
		--addon=*) addon=$(realpath "${arg#*=}") ;;
		*) args+=("$arg") ;;
		esac
	done
	GODOT=$("$root/scripts/find_godot.sh")
	export GODOT
	session_open "$GODOT"
	ulimit -n "$(ulimit -H -n)" 2>/dev/null || true # a thousand clients want more than some shells give
	prepare_project
	"$what" "${args[@]}"
}

main "$@"
