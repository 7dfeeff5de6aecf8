// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package sink

import "syscall"

// Numbers of Windows: package syscall has made-up ones under the names of other systems.
var kinds = map[syscall.Errno]Kind{
	19:  KindReadOnly, // ERROR_WRITE_PROTECT
	32:  KindInUse,    // ERROR_SHARING_VIOLATION
	33:  KindInUse,    // ERROR_LOCK_VIOLATION
	39:  KindFull,     // ERROR_HANDLE_DISK_FULL
	112: KindFull,     // ERROR_DISK_FULL
	223: KindFull,     // ERROR_FILE_TOO_LARGE

	syscall.EISDIR: KindDirectory, // package os itself says so
}

// noSync is what a file says that cannot be flushed: ERROR_INVALID_FUNCTION.
const noSync = syscall.Errno(1)
