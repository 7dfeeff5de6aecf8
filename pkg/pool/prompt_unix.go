// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build unix

package pool

import (
	"io"
	"syscall"
)

// readPromptly reads what is there.
func (s *socket) readPromptly(p []byte) (n int, err error) {
	n, err = promptly(s.raw.Read, func(fd int) (int, error) { return syscall.Read(fd, p) })
	if n == 0 && err == nil && len(p) > 0 {
		err = io.EOF
	}
	return n, err
}

// writePromptly writes what the system takes; less than all is an error.
func (s *socket) writePromptly(p []byte) (n int, err error) {
	n, err = promptly(s.raw.Write, func(fd int) (int, error) { return syscall.Write(fd, p) })
	if n < len(p) && err == nil {
		err = errNothing
	}
	return n, err
}

// promptly calls f, which does not wait since package net made the descriptor non-blocking, in the frame of use.
func promptly(use func(func(uintptr) bool) error, f func(fd int) (int, error)) (n int, err error) {
	unusable := use(func(fd uintptr) bool {
		for {
			if n, err = f(int(fd)); err != syscall.EINTR {
				return true
			}
		}
	})
	switch {
	case unusable != nil:
		err = unusable
	case err == syscall.EAGAIN:
		err = errNothing
	}
	return max(n, 0), err
}
