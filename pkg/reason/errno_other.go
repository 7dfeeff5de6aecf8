// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build !windows

package reason

import "syscall"

var causes = map[syscall.Errno]cause{
	syscall.ECONNREFUSED:  refused,
	syscall.EHOSTUNREACH:  unreachable,
	syscall.ENETUNREACH:   unreachable,
	syscall.ENETDOWN:      unreachable,
	syscall.EHOSTDOWN:     unreachable,
	syscall.EADDRNOTAVAIL: unreachable,
	syscall.EAFNOSUPPORT:  unreachable,
	syscall.EINVAL:        unreachable, // a link-local address without a zone
	syscall.EACCES:        forbidden,
	syscall.EPERM:         forbidden,
	syscall.ECONNRESET:    reset,
	syscall.ECONNABORTED:  reset,
	syscall.EPIPE:         reset,
	syscall.ETIMEDOUT:     timedOut,
}
