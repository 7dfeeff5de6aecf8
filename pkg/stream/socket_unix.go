// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build linux || darwin

package stream

import "syscall"

// Calls on a descriptor that package net made non-blocking. Each gives EAGAIN instead of waiting.

// recv reads what is there into p, which is not empty; 0 and 0: the end.
func recv(fd uintptr, p []byte) (int, syscall.Errno) {
	for {
		n, err := syscall.Read(int(fd), p)
		if errno := number(err); errno != syscall.EINTR {
			return max(n, 0), errno
		}
	}
}

// peek is recv of one byte that stays.
func peek(fd uintptr) (int, syscall.Errno) {
	var b [1]byte
	for {
		n, _, err := syscall.Recvfrom(int(fd), b[:], syscall.MSG_PEEK)
		if errno := number(err); errno != syscall.EINTR {
			return max(n, 0), errno
		}
	}
}

// send writes what fits of p, which is not empty. A broken connection is an error, not a signal.
func send(fd uintptr, p []byte) (int, syscall.Errno) {
	for {
		n, err := syscall.SendmsgN(int(fd), p, nil, nil, noSignal)
		if errno := number(err); errno != syscall.EINTR {
			return max(n, 0), errno
		}
	}
}

func number(err error) syscall.Errno {
	if err == nil {
		return 0
	}
	if errno, ok := err.(syscall.Errno); ok {
		return errno
	}
	return syscall.EIO
}
