// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fault

import "syscall"

// Numbers of Windows Sockets: package syscall has made-up ones under the names of other systems.
const (
	wsaEMFILE       = 10024
	wsaECONNABORTED = 10053
	wsaECONNRESET   = 10054
	wsaESHUTDOWN    = 10058
)

func noDescriptors(errno syscall.Errno) bool { return errno == wsaEMFILE }

// isReset: a write that meets a reset is told that the connection was aborted.
func isReset(errno syscall.Errno) bool { return errno == wsaECONNRESET || errno == wsaECONNABORTED }

func isEnded(errno syscall.Errno) bool { return errno == wsaESHUTDOWN }
