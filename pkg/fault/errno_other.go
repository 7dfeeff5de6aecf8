// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build !windows

package fault

import "syscall"

func noDescriptors(errno syscall.Errno) bool {
	return errno == syscall.EMFILE || errno == syscall.ENFILE
}

func isReset(errno syscall.Errno) bool { return errno == syscall.ECONNRESET }

func isEnded(errno syscall.Errno) bool { return errno == syscall.EPIPE }
