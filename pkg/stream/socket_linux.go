// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package stream

import "syscall"

const noSignal = syscall.MSG_NOSIGNAL

// lowWater makes the kernel call a socket readable from n bytes on, or at an end. A read still gets what is there. If
// it fails, every byte counts as before.
func lowWater(fd uintptr, n int) {
	_ = syscall.SetsockoptInt(int(fd), syscall.SOL_SOCKET, syscall.SO_RCVLOWAT, n)
}

// muteSigpipe is for systems without MSG_NOSIGNAL.
func muteSigpipe(syscall.RawConn) {}
