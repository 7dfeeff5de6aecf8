# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
# shellcheck shell=bash
#
# Sourced by the fetch_*.sh scripts: programs from Debian's packages in the cache folder.
# Nothing of the system changes and root is not needed: apt works on lists, a cache and a dpkg status
# of its own, and the packages are only unpacked. They come from sid with all the libraries they
# need, so the machine's own release does not matter; launch_through_loader starts them. Compilers
# start programs of their own, which no loader is put before: those come from the machine's release.
#
# HTTP_CLIENT_GO_CACHE  the cache folder (default $XDG_CACHE_HOME/http_client_go, else
#                       ~/.cache/http_client_go). All clones share it.
#
# Who sources it sets:
#   SELF       the name before each message
#   TRIES      how often a download is tried
#   TRY_LIMIT  seconds that one apt command may take
#   FIX        what the user can do instead ("": nothing to say)
#   SIZE       how much is downloaded, in words
#   UNNEEDED   packages that apt takes for installed, so that it fetches neither them nor theirs
# and may set after that:
#   RELEASE    "own": the packages of the machine's own release
#   FOREIGN    Debian's name of another architecture whose packages are wanted

RELEASE=''
FOREIGN=''

say() { printf '%s\n' "$SELF: $*" >&2; }

die() {
	say "$@"
	[[ -z "$FIX" ]] || say "Fix: $FIX"
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
		command -v "$tool" >/dev/null || die "no $tool here: only on Debian can this be fetched"
	done
	# shellcheck source=/dev/null
	[[ "$(. /etc/os-release 2>/dev/null && printf '%s' "${ID:-}")" == debian ]] ||
		die "this is not Debian, so its mirrors do not carry Debian's packages"
}

architecture() {
	local arch
	arch=${FOREIGN:-$(dpkg --print-architecture)}
	case "$arch" in
	amd64 | arm64) printf '%s\n' "$arch" ;;
	*) die "nothing for architecture $arch (amd64 and arm64 are known)" ;;
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

suite() {
	local name=sid
	if [[ "$RELEASE" == own ]]; then
		# shellcheck source=/dev/null
		name=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-sid}")
	fi
	printf '%s\n' "$name"
}

# The private apt state in $1, for architecture $2.
make_apt_state() {
	local dir=$1 arch=$2 key site package
	key=$(keyring)
	site=$(mirror)
	mkdir -p "$dir"/{lists,archives}/partial "$dir"/{sources.list.d,preferences.d}
	for package in $UNNEEDED; do
		printf 'Package: %s\nStatus: install ok installed\nArchitecture: all\nMulti-Arch: allowed\n' "$package"
		printf 'Version: 9999\nMaintainer: nobody\nDescription: not needed\n\n'
	done >"$dir/status"
	printf 'deb [arch=%s signed-by=%s] %s %s main\n' "$arch" "$key" "$site" "$(suite)" >"$dir/sources.list"
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
	shift
	timeout --foreground "$TRY_LIMIT" apt-get -c "$dir/apt.conf" -q update &&
		timeout --foreground "$TRY_LIMIT" apt-get -c "$dir/apt.conf" -q -y --download-only install "$@"
}

# Of what apt said into file $1, the first line that says what is wrong.
reason() {
	grep -m 1 '^[EW]:' "$1" || echo "no reason given, or more than $TRY_LIMIT s"
}

# A mirror in the middle of its update, or a line that broke, is over in seconds.
download_with_retries() {
	local dir=$1 try pause=3
	shift
	for ((try = 1; ; try++)); do
		if LC_ALL=C DEBIAN_FRONTEND=noninteractive download "$dir" "$@" >"$dir/log" 2>&1 </dev/null; then
			return
		fi
		if ((try == TRIES)); then
			tail -n 15 "$dir/log" >&2
			die "apt could not download Debian's $* ($(reason "$dir/log"))"
		fi
		say "the mirror failed ($(reason "$dir/log")); next try in $pause s"
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

# Prints a line of shell that becomes program $1 (a path below $root) with arguments "$@", through the
# loader and libraries that came with it. The system's may be older. $2: more folders of libraries.
launch_through_loader() {
	cat <<-LAUNCHER
		for loader in "\$root"/usr/lib/*/ld-linux*.so.?; do
			lib=\${loader%/*}
			exec "\$loader" --library-path "\$lib:$2\$root/usr/lib" "\$root/$1" "\$@"
		done
	LAUNCHER
}

# fetch_into CACHE NAME FILE FINISH PACKAGES...: makes the folder CACHE/NAME unless FILE is in it. The
# packages are unpacked into its folder root; then FINISH, given the folder, adds the rest. It is built
# beside its final place and renamed, so that nobody sees half of it.
fetch_into() {
	local cache=$1 name=$2 file=$3 finish=$4 arch temp lock
	shift 4
	[[ ! -x "$cache/$name/$file" ]] || return 0
	require_debian
	mkdir -p "$cache" || die "cannot make the cache folder $cache (HTTP_CLIENT_GO_CACHE names another)"
	exec {lock}>"$cache/$name.lock"
	flock -n "$lock" || { say "waiting for another fetch into $cache" && flock "$lock"; }
	[[ ! -x "$cache/$name/$file" ]] || return 0
	rm -rf "$cache/$name".tmp.* # whoever made one of these did not live to rename it
	arch=$(architecture)
	say "downloading Debian's $* with libraries into $cache ($SIZE; once)"
	temp=$(mktemp -d "$cache/$name.tmp.XXXXXX")
	# shellcheck disable=SC2064 # the folder of now is meant
	trap "rm -rf '$temp'" EXIT
	make_apt_state "$temp/apt" "$arch"
	download_with_retries "$temp/apt" "$@"
	unpack "$temp/apt/archives" "$temp/root"
	rm -rf "$temp/apt"
	"$finish" "$temp"
	chmod 755 "$temp"
	rm -rf "${cache:?}/$name"
	mv -T "$temp" "$cache/$name"
}
