#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/test_export.sh [--counts=FILE]
#
# Exports a game that holds the addon with Debian's export templates, debug, release and with an encrypted
# pack, and starts each headless: it makes a verified HTTPS download from the loopback server. An export for
# a platform whose library the addon has not says so. The templates are fetched once; they are of Debian's
# version, and so must Godot be.
#
# --counts=FILE  append "passed failed skipped" to FILE
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/godot_session.sh
source "$root/scripts/godot_session.sh"
readonly LIMIT=120 # seconds

# preset NUMBER NAME ENCRYPTED ARCHITECTURE [RELEASE_TEMPLATE]
preset() {
	cat <<-PRESET
		[preset.$1]
		name="$2"
		platform="Linux"
		runnable=true
		export_filter="all_resources"
		include_filter=""
		exclude_filter=""
		export_path=""
		encryption_include_filters="*"
		encryption_exclude_filters=""
		encrypt_pck=$3
		encrypt_directory=$3
		[preset.$1.options]
		custom_template/debug="$templates/usr/bin/godot-template-debug"
		custom_template/release="${5:-$templates/usr/bin/godot-template-release}"
		binary_format/embed_pck=false
		binary_format/architecture="$4"
	PRESET
}

make_project() {
	mkdir "$project"
	ADDON_DIR="$project/addons" "$root/scripts/build.sh" >/dev/null
	cp "$root/scripts/export/game.gd" "$project/"
	cat >"$project/project.godot" <<-'PROJECT'
		config_version=5
		[application]
		config/name="Game"
		run/main_scene="res://game.tscn"
	PROJECT
	cat >"$project/game.tscn" <<-'SCENE'
		[gd_scene load_steps=2 format=3]
		[ext_resource type="Script" path="res://game.gd" id="1"]
		[node name="Game" type="Node"]
		script = ExtResource("1")
	SCENE
	{
		preset 0 plain false "$arch"
		preset 1 encrypted true "$arch"
		preset 2 elsewhere false "$other" "$session/template"
	} >"$project/export_presets.cfg"
	session_import "$project"
}

# test_game NAME KIND PRESET DEBUG
test_game() {
	local name=$1 kind=$2 preset=$3 debug=$4 folder="$session/exported game $1" log=$session/game.log status=0 why='' address ca lib
	mkdir "$folder"
	# A template that was not built with a key of its own has this one.
	GODOT_SCRIPT_ENCRYPTION_KEY=$(printf '0%.0s' {1..64}) \
		session_godot "$LIMIT" --path "$project" "--export-$kind" "$preset" "$folder/game" >"$log" 2>&1 || status=$?
	if ((status != 0)) || [[ ! -x "$folder/game" ]]; then
		verdict "$name" "$log" "the export ended with exit code $status"
		return
	fi
	if [[ ! -f "$folder/$library" ]]; then
		ls "$folder" >>"$log"
		verdict "$name" "$log" "the export left $library out"
		return
	fi
	address=$(field tls) ca=$(field ca)
	# The template wants the loader and libraries that came with it. A game looks for its files beside the program that
	# runs, and by that one's name: so the loader takes it.
	mv "$folder/game" "$folder/game.program"
	cp "$(compgen -G "$templates/usr/lib/*-linux-gnu/ld-linux*.so.?")" "$folder/game"
	lib=$(dirname "$templates"/usr/lib/*-linux-gnu/libc.so.6)
	XDG_DATA_HOME="$session/data" timeout --foreground -k 10 "$LIMIT" "$folder/game" --library-path "$lib:$lib/pulseaudio" \
		"$folder/game.program" --headless -- "$address" "$ca" >"$log" 2>&1 </dev/null || status=$?
	if ((status != 0)); then
		why="the game ended with exit code $status"
	elif ! grep -qxF "GAME debug=$debug bytes=1000000 refused=true" "$log"; then
		why="the game did not download what it should have"
	elif [[ "$preset" == encrypted ]] && grep -qa STATUS_TLS_HANDSHAKE_ERROR "$folder/game.pck"; then
		why="the pack is not encrypted"
	fi
	verdict "$name" "$log" "$why"
}

test_missing_library() {
	local log=$session/missing.log why='' folder=$session/elsewhere
	mkdir "$folder"
	# Before the export, the editor looks for which processor a template is, in its head; nothing starts this one.
	head -c 65536 "$templates/usr/bin/godot-template-release" >"$session/template"
	printf '%b' "$machine" | dd of="$session/template" bs=1 seek=18 conv=notrunc status=none
	session_godot "$LIMIT" --path "$project" --export-release elsewhere "$folder/game" >"$log" 2>&1 || true
	if ! grep -qE "No .*library found for GDExtension: .*httpclient\.gdextension" "$log"; then
		why="the export does not say that there is no library for $other"
	elif compgen -G "$folder/*.so" >/dev/null; then
		why="it took a library of another platform along"
	fi
	verdict "a platform without a library" "$log" "$why"
}

# What the server said of itself.
field() {
	sed -n "1s/.*\"$1\": *\"\([^\"]*\)\".*/\1/p" "$session/server.out"
}

main() {
	local counts=/dev/null godot templates project arch other machine library
	case "${1:-}" in
	'') ;;
	--counts=*) counts=${1#*=} ;;
	*)
		echo "test_export: unknown argument: $1" >&2
		exit 2
		;;
	esac
	case "$(uname -m)" in
	x86_64) arch=x86_64 other=arm64 machine='\xb7\x00' ;;
	aarch64) arch=arm64 other=x86_64 machine='\x3e\x00' ;;
	*)
		echo "test_export: no templates for $(uname -m) (x86_64 and aarch64 are known)" >&2
		exit 1
		;;
	esac
	library=libhttp_client_go.linux.$arch.so
	templates=$("$root/scripts/fetch.sh" templates)/root
	godot=$("$root/scripts/find_godot.sh")
	export GODOT=$godot
	session_open "$godot"
	project=$session/project
	make_project
	session_serve
	test_game debug debug plain true
	test_game release release plain false
	test_game encrypted release encrypted false
	test_missing_library
	verdicts "$counts"
}

main "$@"
