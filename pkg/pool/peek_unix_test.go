// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build unix

package pool

import "syscall"

const neverFinds = false

// peek is readPromptly of bytes that stay.
func (s *socket) peek(p []byte) (int, error) {
	return promptly(s.raw.Read, func(fd int) (int, error) {
		n, _, err := syscall.Recvfrom(fd, p, syscall.MSG_PEEK)
		return n, err
	})
}
