#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/fetch_godot.sh [--where]
#
# Prints the path of a Godot that runs from a cache folder, after unpacking Debian's own package
# into it if it is not there yet. Nothing of the system changes and root is not needed: apt works
# on lists, a cache and an empty dpkg status of its own, and the packages are only unpacked.
#
# --where  only print the path; download nothing.
#
# HTTP_CLIENT_GO_CACHE  the cache folder (default $XDG_CACHE_HOME/http_client_go, else
#                       ~/.cache/http_client_go). All clones share it. Remove its folder "godot"
#                       to fetch a newer one.
set -euo pipefail

readonly SUITE=sid
readonly TRIES=3
readonly TRY_LIMIT=900 # seconds one try may take: 160 MB on a slow line

say() { printf '%s\n' "fetch_godot: $*" >&2; }

die() {
	say "$@"
	say "Fix: install Godot 4.4 or newer yourself and set GODOT=/path/to/godot"
	exit 1
}

cache_dir() {
	if [[ -n "${HTTP_CLIENT_GO_CACHE:-}" ]]; then
		printf '%s\n' "$HTTP_CLIENT_GO_CACHE"
	elif [[ -n "${XDG_CACHE_HOME:-}" ]]; then
		printf '%s\n' "$XDG_CACHE_HOME/http_client_go"
	elif [[ -n "${HOME:-}" ]]; then
		printf '%s\n' "$HOME/.cache/http_client_go"
	else
		die "neither HTTP_CLIENT_GO_CACHE nor XDG_CACHE_HOME nor HOME says where the cache is"
	fi
}

require_debian() {
	local tool
	for tool in apt-get dpkg dpkg-deb flock; do
		command -v "$tool" >/dev/null || die "no $tool here: only on Debian can Godot be fetched"
	done
	# shellcheck source=/dev/null
	[[ "$(. /etc/os-release 2>/dev/null && printf '%s' "${ID:-}")" == debian ]] ||
		die "this is not Debian, so its mirrors do not carry Debian's package of Godot"
}

architecture() {
	local arch
	arch=$(dpkg --print-architecture)
	case "$arch" in
	amd64 | arm64) printf '%s\n' "$arch" ;;
	*) die "no Godot for architecture $arch (amd64 and arm64 are known)" ;;
	esac
}

keyring() {
	local file
	for file in /usr/share/keyrings/debian-archive-keyring.{gpg,pgp}; do
		if [[ -r "$file" ]]; then
			printf '%s\n' "$file"
			return
		fi
	done
	die "the archive keyring is missing (Debian package debian-archive-keyring)"
}

# The mirror this machine uses for its own release; the security archive has no sid.
mirror() {
	local codename site
	# shellcheck source=/dev/null
	codename=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-}")
	# shellcheck disable=SC2016 # $(SITE) is apt's own syntax
	site=$(apt-get indextargets --format '$(SITE) $(RELEASE)' 'Created-By: Packages' |
		awk -v own="$codename" '
			$2 == own { print $1; exit }
			$2 ~ /^(oldstable|stable|testing|unstable|sid|trixie|forky)$/ && !other { other = $1 }
			END { if (other) print other }' | head -n 1) || true
	[[ -n "$site" ]] || die "apt's sources name no Debian mirror (see apt-get indextargets)"
	printf '%s\n' "$site"
}

# The private apt state in $1, for architecture $2.
make_apt_state() {
	local dir=$1 arch=$2 key site
	key=$(keyring)
	site=$(mirror)
	mkdir -p "$dir"/{lists,archives}/partial "$dir"/{sources.list.d,preferences.d}
	: >"$dir/status"
	printf 'deb [arch=%s signed-by=%s] %s %s main\n' "$arch" "$key" "$site" "$SUITE" >"$dir/sources.list"
	# Read after the system's own configuration, whose proxy settings stay in force. The hooks are
	# cleared because a system's hooks may empty the system's own cache.
	cat >"$dir/apt.conf" <<-CONF
		#clear APT::Update::Pre-Invoke;
		#clear APT::Update::Post-Invoke;
		#clear APT::Update::Post-Invoke-Success;
		#clear DPkg::Pre-Invoke;
		#clear DPkg::Post-Invoke;
		#clear DPkg::Pre-Install-Pkgs;
		#clear APT::Architectures;
		#clear APT::Default-Release;
		APT::Architecture "$arch";
		APT::Architectures { "$arch"; };
		APT::Install-Recommends "false";
		APT::Install-Suggests "false";
		APT::Sandbox::User "root";
		APT::Update::Error-Mode "any";
		Acquire::Languages "none";
		Acquire::Retries "2";
		Acquire::http::Timeout "30";
		Acquire::https::Timeout "30";
		Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
		Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled "false";
		Debug::NoLocking "true";
		Dir::State "$dir/";
		Dir::State::Lists "$dir/lists/";
		Dir::State::status "$dir/status";
		Dir::State::extended_states "$dir/extended_states";
		Dir::Cache "$dir/";
		Dir::Cache::archives "$dir/archives/";
		Dir::Etc::SourceList "$dir/sources.list";
		Dir::Etc::SourceParts "$dir/sources.list.d/";
		Dir::Etc::Preferences "$dir/preferences";
		Dir::Etc::PreferencesParts "$dir/preferences.d/";
		Dir::Log "$dir/";
	CONF
}

download() {
	local dir=$1
	timeout --foreground "$TRY_LIMIT" apt-get -c "$dir/apt.conf" -q update &&
		timeout --foreground "$TRY_LIMIT" apt-get -c "$dir/apt.conf" -q -y --download-only install godot
}

# A mirror in the middle of its update, or a line that broke, is over in seconds.
download_with_retries() {
	local dir=$1 try pause=3
	for ((try = 1; ; try++)); do
		if LC_ALL=C DEBIAN_FRONTEND=noninteractive download "$dir" >"$dir/log" 2>&1 </dev/null; then
			return
		fi
		if ((try == TRIES)); then
			tail -n 15 "$dir/log" >&2
			die "apt could not download Debian's package godot ($TRIES tries; its last lines are above)"
		fi
		say "the mirror failed ($(grep -m 1 -E '^(E|W|Err):?' "$dir/log" || echo 'no reason given')); next try in $pause s"
		sleep "$pause"
		pause=$((pause * 4))
	done
}

unpack() {
	local archives=$1 root=$2 deb
	mkdir -p "$root"
	for deb in "$archives"/*.deb; do
		dpkg-deb -x "$deb" "$root" || die "could not unpack ${deb##*/} (is the disk full?)"
		rm -f "$deb"
	done
	chmod -R u+rwX,ug-s "$root"
}

# Godot starts through the loader and libraries that came with it; the system's may be older.
write_launcher() {
	local file=$1
	cat >"$file" <<-'LAUNCHER'
		#!/bin/sh
		root=$(dirname "$(readlink -f "$0")")/root
		for loader in "$root"/usr/lib/*/ld-linux*.so.?; do
			lib=${loader%/*}
			exec "$loader" --library-path "$lib:$lib/pulseaudio:$root/usr/lib" "$root/usr/bin/godot" "$@"
		done
	LAUNCHER
	chmod 755 "$file"
}

# Builds the folder beside its final place and renames it, so that nobody sees half of it.
install_into() {
	local cache=$1 arch temp version
	arch=$(architecture)
	say "downloading Debian's Godot and its libraries into $cache (about 160 MB, 600 MB unpacked; once)"
	temp=$(mktemp -d "$cache/godot.tmp.XXXXXX")
	# shellcheck disable=SC2064 # the folder of now is meant
	trap "rm -rf '$temp'" EXIT
	make_apt_state "$temp/apt" "$arch"
	download_with_retries "$temp/apt"
	unpack "$temp/apt/archives" "$temp/root"
	rm -rf "$temp/apt"
	write_launcher "$temp/godot"
	version=$("$temp/godot" --headless --version 2>&1 </dev/null) || die "the Godot that was fetched does not run: $version"
	chmod 755 "$temp"
	rm -rf "$cache/godot"
	mv -T "$temp" "$cache/godot"
}

main() {
	local cache
	cache=$(cache_dir)
	case "${1:-}" in
	'') ;;
	--where)
		printf '%s\n' "$cache/godot/godot"
		return
		;;
	*)
		say "unknown argument: $1"
		exit 2
		;;
	esac
	if [[ ! -x "$cache/godot/godot" ]]; then
		require_debian
		mkdir -p "$cache" || die "cannot make the cache folder $cache (HTTP_CLIENT_GO_CACHE names another)"
		exec {lock}>"$cache/godot.lock"
		flock -n "$lock" || { say "waiting for another fetch into $cache" && flock "$lock"; }
		if [[ ! -x "$cache/godot/godot" ]]; then
			rm -rf "$cache"/godot.tmp.* # whoever made one of these did not live to rename it
			install_into "$cache"
		fi
	fi
	printf '%s\n' "$cache/godot/godot"
}

main "$@"
