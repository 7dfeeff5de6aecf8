// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build !windows

package dial

import "syscall"

// tooManyOpen reports whether the process, or the system, has no descriptor left.
func tooManyOpen(errno syscall.Errno) bool { return errno == syscall.EMFILE || errno == syscall.ENFILE }
