// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package stream

import "syscall"

const noSignal = 0

// lowWater would make the system call a socket readable from n bytes on; how that meets kqueue is untested, so every
// byte counts.
func lowWater(fd uintptr, n int) {}

// muteSigpipe makes a broken connection an error, not a signal.
func muteSigpipe(raw syscall.RawConn) {
	raw.Control(func(fd uintptr) {
		syscall.SetsockoptInt(int(fd), syscall.SOL_SOCKET, syscall.SO_NOSIGPIPE, 1)
	})
}
