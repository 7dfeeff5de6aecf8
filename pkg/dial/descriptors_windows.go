// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package dial

import "syscall"

// tooManyOpen reports whether the process has no socket left: WSAEMFILE of Windows Sockets.
func tooManyOpen(errno syscall.Errno) bool { return errno == 10024 }
