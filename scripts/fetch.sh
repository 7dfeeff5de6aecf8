#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/fetch.sh [--where] NAME
#
# Prints a folder with programs of others, after unpacking Debian's packages into it if they are not there
# yet: root/ is what the packages hold, bin/ starts the programs. NAME is one of
#
#   godot        Godot, also for windows
#   godot-arm64  the same for arm64; elsewhere it is started by qemu-aarch64
#   peers        the servers and proxies that the Go tests talk to
#   screen       Xvfb, an X server without a screen
#   templates    Godot's export templates, which have no place in bin/
#
# Root is not needed and nothing of the system changes: apt works on lists, a cache and a status of its own,
# and the packages are only unpacked. They come from sid with all the libraries that they need, so the
# machine's own release does not matter.
#
# --where  only print the folder; download nothing
#
# HTTP_CLIENT_GO_CACHE  the cache folder (default $XDG_CACHE_HOME/http_client_go, else
#                       ~/.cache/http_client_go). All clones share it. Remove a folder in it to have that
#                       fetched anew.
set -euo pipefail

readonly LAYOUT=3 # goes up when what is in the folders changes
readonly TRIES=3 TRY_LIMIT=900 # seconds

programs=() packages=() without=() fix='' arch='' enter=loader

# What is named after "without" counts as installed.
lookup() {
	case "$1" in
	godot)
		# OpenGL is what Debian's package leaves to the desktop.
		packages=(godot libgl1 libglx-mesa0) programs=(usr/bin/godot)
		fix='install Godot 4.4 or newer yourself and set GODOT=/path/to/godot'
		;;
	godot-arm64)
		packages=(godot) programs=(usr/bin/godot) arch=arm64
		fix='run the tests on an arm64 machine instead: make test'
		;;
	peers)
		packages=(nginx tinyproxy-bin microsocks squid) without=(perl systemd)
		programs=(usr/sbin/nginx usr/bin/tinyproxy usr/bin/microsocks usr/sbin/squid-gnutls)
		;;
	screen)
		# It starts xkbcomp by the shell, at its place in an installed system. Who draws is Godot.
		packages=(xvfb dash) without=(libglx-mesa0) programs=(usr/bin/Xvfb) enter=chroot
		;;
	templates)
		packages=(godot-template-debug godot-template-release)
		fix='export with the templates of your own Godot instead'
		;;
	*)
		say "there is no '$1' (see the head of scripts/fetch.sh)"
		exit 2
		;;
	esac
}

say() { printf '%s\n' "fetch: $*" >&2; }

die() {
	say "$@"
	[[ -z "$fix" ]] || say "Fix: $fix"
	exit 1
}

cache_dir() {
	local parent=${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}}
	if [[ -n "${HTTP_CLIENT_GO_CACHE:-}" ]]; then
		printf '%s\n' "$HTTP_CLIENT_GO_CACHE"
	elif [[ -n "$parent" ]]; then
		printf '%s\n' "$parent/http_client_go"
	else
		die "neither HTTP_CLIENT_GO_CACHE nor XDG_CACHE_HOME nor HOME says where the cache is"
	fi
}

require_debian() {
	local tool
	for tool in apt-get dpkg-deb flock; do
		command -v "$tool" >/dev/null || die "no $tool here: only on Debian can this be fetched"
	done
	# shellcheck source=/dev/null
	[[ "$(. /etc/os-release 2>/dev/null && printf '%s' "${ID:-}")" == debian ]] ||
		die "this is not Debian, so its mirrors do not carry Debian's packages"
}

# The mirror this machine uses for its own release; the security archive has no sid.
mirror() {
	local codename site
	# shellcheck source=/dev/null
	codename=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-sid}")
	# shellcheck disable=SC2016 # $(SITE) is apt's own syntax
	site=$(apt-get indextargets --format '$(RELEASE) $(SITE)' 'Created-By: Packages' | sed -n "s/^$codename //p" | head -n 1) || true
	[[ -n "$site" ]] || die "apt's sources name no mirror of $codename (see apt-get indextargets)"
	printf '%s\n' "$site"
}

# The private apt state in $1. Its configuration is read after the system's own, whose proxy settings stay in
# force. The hooks are cleared because a system's hooks are for the system's own state.
make_apt_state() {
	local dir=$1 package key hook site
	key=$(compgen -G '/usr/share/keyrings/debian-archive-keyring.*' | head -n 1) ||
		die "the archive keyring is missing (Debian package debian-archive-keyring)"
	site=$(mirror)
	mkdir -p "$dir"/etc/apt/{apt.conf,preferences,sources.list}.d "$dir"/var/{lib/apt/lists,cache/apt/archives}/partial
	printf 'deb [signed-by=%s] %s sid main\n' "$key" "$site" >"$dir/etc/apt/sources.list"
	for package in "${without[@]}"; do
		printf 'Package: %s\nStatus: install ok installed\nArchitecture: all\nMulti-Arch: allowed\n' "$package"
		printf 'Version: 9999\nMaintainer: nobody\nDescription: not needed\n\n'
	done >"$dir/status"
	{
		for hook in APT::Update::{Pre-Invoke,Post-Invoke,Post-Invoke-Success} DPkg::{Pre-Invoke,Post-Invoke,Pre-Install-Pkgs}; do
			echo "#clear $hook;"
		done
		cat <<-CONF
			#clear APT::Architectures;
			#clear APT::Default-Release;
			APT::Architecture "$arch";
			APT::Architectures { "$arch"; };
			APT::Install-Recommends "false";
			APT::Sandbox::User "root";
			APT::Update::Error-Mode "any";
			Acquire::Languages "none";
			Acquire::Retries "2";
			Acquire::http::Timeout "30";
			Acquire::https::Timeout "30";
			Debug::NoLocking "true";
			Dir "$dir";
			Dir::State::status "$dir/status";
		CONF
	} >"$dir/apt.conf"
}

# A mirror in the middle of its update, or a line that broke, is over in seconds.
download() {
	local dir=$1 try pause=3 apt why
	apt=(timeout --foreground "$TRY_LIMIT" apt-get -c "$dir/apt.conf" -q)
	for ((try = 1; ; try++)); do
		if { LC_ALL=C "${apt[@]}" update && LC_ALL=C "${apt[@]}" -y --download-only install "${packages[@]}"; } >"$dir/log" 2>&1 </dev/null; then
			return
		fi
		why=$(grep -m 1 '^[EW]:' "$dir/log" || echo "no reason given, or more than $TRY_LIMIT s")
		((try < TRIES)) || { tail -n 15 "$dir/log" >&2 && die "apt could not download Debian's ${packages[*]} ($why)"; }
		say "the mirror failed ($why); next try in $pause s"
		sleep "$pause"
		pause=$((pause * 4))
	done
}

unpack() {
	local archives=$1 root=$2 deb
	mkdir -p "$root"/{tmp,usr/{bin,lib,lib64}}
	ln -s usr/{bin,lib,lib64} "$root/"
	for deb in "$archives"/*.deb; do
		dpkg-deb -x "$deb" "$root" || die "could not unpack ${deb##*/} (is the disk full?)"
	done
	chmod -R u+rwX,ug-s "$root"
}

# Prints what starts program $1, a path below root: through the loader and with the libraries that came with
# it, as the system's may be older, or in a root folder of its own.
launcher() {
	# shellcheck disable=SC2016 # for the launcher
	printf '#!/bin/sh\n%s\n' 'root=$(dirname "$(dirname "$(readlink -f "$0")")")/root'
	if [[ "$enter" == chroot ]]; then
		cat <<-LAUNCHER
			PATH=\$PATH:/usr/sbin user=''
			[ "\$(id -u)" = 0 ] || user='unshare --map-root-user'
			exec \$user chroot "\$root" /$1 "\$@"
		LAUNCHER
		return
	fi
	cat <<-LAUNCHER
		for loader in "\$root"/usr/lib/*-linux-gnu/ld-linux*.so.?; do
			lib=\${loader%/*}
			exec $emulator"\$loader" --library-path "\$lib:\$lib/pulseaudio" "\$root/$1" "\$@"
		done
	LAUNCHER
}

main() {
	local where=0 cache folder temp lock program name emulator=''
	if [[ "${1:-}" == --where ]]; then
		where=1
		shift
	fi
	lookup "${1:-}"
	cache=$(cache_dir)
	folder=$cache/$1-$LAYOUT
	if ((where)) || [[ -d "$folder" ]]; then
		printf '%s\n' "$folder"
		return
	fi
	require_debian
	arch=${arch:-$(dpkg --print-architecture)}
	[[ "$arch" == "$(dpkg --print-architecture)" ]] || emulator='qemu-aarch64 '
	mkdir -p "$cache" || die "cannot make the cache folder $cache (HTTP_CLIENT_GO_CACHE names another)"
	exec {lock}>"$folder.lock"
	flock -n "$lock" || { say "waiting for another fetch into $cache" && flock "$lock"; }
	if [[ ! -d "$folder" ]]; then
		# Made beside its final place and renamed, so that nobody sees half of it. Whoever made an older one did not
		# live to rename it.
		rm -rf "$folder".tmp.*
		say "downloading Debian's ${packages[*]} with libraries into $cache (once)"
		temp=$(mktemp -d "$folder.tmp.XXXXXX")
		# shellcheck disable=SC2064 # the folder of now is meant
		trap "rm -rf '$temp'" EXIT
		make_apt_state "$temp/apt"
		download "$temp/apt"
		unpack "$temp/apt/var/cache/apt/archives" "$temp/root"
		rm -rf "$temp/apt"
		mkdir "$temp/bin"
		for program in "${programs[@]}"; do
			[[ -x "$temp/root/$program" ]] || die "Debian's ${packages[*]} hold no $program any more"
			name=${program##*/} name=${name%-gnutls} # squid-gnutls becomes squid when it is installed
			launcher "$program" >"$temp/bin/$name"
			chmod 755 "$temp/bin/$name"
		done
		chmod 755 "$temp"
		mv -T "$temp" "$folder"
	fi
	printf '%s\n' "$folder"
}

main "$@"
