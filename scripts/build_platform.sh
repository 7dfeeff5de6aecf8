#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/build_platform.sh PLATFORM...
#
# Builds the library for other platforms than this machine's and stages them, with the rest of the
# addon, into dist/stage/addons/http_client_go. Each library must export the entry symbol alone.
#
#   linux-x86_64, linux-arm64, windows-x86_64
#                       anywhere with gcc's cross compiler
#   windows-arm64       anywhere with llvm-mingw, a mingw-w64 with clang (aarch64-w64-mingw32-gcc)
#   macos               on macOS with Xcode's command line tools: one library for both processors
#   android-arm64, android-x86_64
#                       anywhere with Android's NDK, whose folder ANDROID_NDK_HOME names
#   all                 what any Debian machine can build: the first three
#
# CC         a compiler for the (one) platform, in place of what is looked for
# ADDON_DIR  the "addons" folder to stage into instead
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
export ADDON_DIR=${ADDON_DIR:-dist/stage/addons}
export GOTOOLCHAIN=auto # go.mod's Go, from the module proxy where it is not here
readonly ANDROID_API=24 # Android 7, the oldest that Godot 4 exports for

die() {
	printf '%s\n' "build_platform: $1" "Fix: $2" >&2
	exit 1
}

# build_with GOOS GOARCH [CC]
build_with() {
	local compiler=${3:-}
	GOOS=$1 GOARCH=$2 CC=${compiler:-$(go env CC)} scripts/build.sh
}

build_gcc() {
	local os=$1 arch=$2 program=$3 packages=$4
	if [[ "$(go env GOHOSTOS)-$(go env GOHOSTARCH)" == "$os-$arch" ]]; then
		build_with "$os" "$arch"
		return
	fi
	[[ -n "${CC:-}" ]] || command -v "$program" >/dev/null ||
		die "no $program here" "install it, on Debian: apt-get install $packages; or name a compiler in CC"
	build_with "$os" "$arch" "${CC:-$program}"
}

build_macos() {
	local bin=$ADDON_DIR/http_client_go/bin name=libhttp_client_go.macos arch
	[[ "$(uname -s)" == Darwin ]] ||
		die "a library for macOS needs Apple's SDK, which is for macOS alone" \
			"run this on a Mac with Xcode's command line tools; .github/workflows/build.yml does"
	command -v lipo >/dev/null || die "no lipo here" "xcode-select --install"
	export MACOSX_DEPLOYMENT_TARGET=${MACOSX_DEPLOYMENT_TARGET:-12.0}
	for arch in amd64 arm64; do
		build_with darwin "$arch" "clang -arch ${arch/amd64/x86_64}"
	done
	lipo -create -output "$bin/$name.universal.dylib" "$bin/$name".{x86_64,arm64}.dylib
	rm "$bin/$name".{x86_64,arm64}.dylib
	# A library without any signature does not load on Apple's processors.
	codesign --force --sign - "$bin/$name.universal.dylib"
	go run ./ci/addon -manifest "$ADDON_DIR/http_client_go"
}

build_android() {
	local arch=$1 target=$2 ndk=${ANDROID_NDK_HOME:-} cc
	[[ -n "$ndk" ]] ||
		die "a library for Android needs Android's NDK" "install it and set ANDROID_NDK_HOME to its folder"
	cc=$(compgen -G "$ndk/toolchains/llvm/prebuilt/*/bin/$target$ANDROID_API-clang" | head -n 1) ||
		die "there is no $target$ANDROID_API-clang in ANDROID_NDK_HOME=$ndk" "set it to an NDK (r23 or newer)"
	build_with android "$arch" "${CC:-$cc}"
}

build() {
	case "$1" in
	linux-x86_64) build_gcc linux amd64 x86_64-linux-gnu-gcc 'gcc-x86-64-linux-gnu libc6-dev-amd64-cross' ;;
	linux-arm64) build_gcc linux arm64 aarch64-linux-gnu-gcc 'gcc-aarch64-linux-gnu libc6-dev-arm64-cross' ;;
	windows-x86_64) build_gcc windows amd64 x86_64-w64-mingw32-gcc gcc-mingw-w64-x86-64-win32 ;;
	windows-arm64) build_gcc windows arm64 aarch64-w64-mingw32-gcc "nothing; llvm-mingw has it for Linux, Windows and macOS" ;;
	macos) build_macos ;;
	android-arm64) build_android arm64 aarch64-linux-android ;;
	android-x86_64) build_android amd64 x86_64-linux-android ;;
	all)
		local platform
		for platform in linux-x86_64 linux-arm64 windows-x86_64; do
			build "$platform"
		done
		;;
	*)
		echo "build_platform: there is no platform '$1' (see the head of scripts/build_platform.sh)" >&2
		exit 2
		;;
	esac
}

main() {
	local platform
	if (($# == 0)); then
		echo "usage: scripts/build_platform.sh PLATFORM... (see its head)" >&2
		exit 2
	fi
	for platform; do
		build "$platform"
	done
	go run ./ci/exports "$ADDON_DIR"/http_client_go/bin/libhttp_client_go.*
}

main "$@"
