// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package reason

import "syscall"

// Numbers of Windows Sockets: package syscall has made-up ones under the names of other systems.
var causes = map[syscall.Errno]cause{
	10061: refused,     // WSAECONNREFUSED
	10065: unreachable, // WSAEHOSTUNREACH
	10051: unreachable, // WSAENETUNREACH
	10050: unreachable, // WSAENETDOWN
	10064: unreachable, // WSAEHOSTDOWN
	10049: unreachable, // WSAEADDRNOTAVAIL
	10047: unreachable, // WSAEAFNOSUPPORT
	10013: forbidden,   // WSAEACCES
	10054: reset,       // WSAECONNRESET
	10053: reset,       // WSAECONNABORTED
	10058: reset,       // WSAESHUTDOWN
	10060: timedOut,    // WSAETIMEDOUT
	121:   timedOut,    // ERROR_SEM_TIMEOUT
}
