// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fault

import "syscall"

// WSAEMFILE of Windows Sockets; package syscall has a made-up number under EMFILE.
func noDescriptors(errno syscall.Errno) bool { return errno == 10024 }
