// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build !windows

package sink

import "syscall"

var kinds = map[syscall.Errno]Kind{
	syscall.ENOSPC:  KindFull,
	syscall.EDQUOT:  KindFull,
	syscall.EFBIG:   KindFull,
	syscall.EROFS:   KindReadOnly,
	syscall.EISDIR:  KindDirectory,
	syscall.ENOTDIR: KindFolder,
	syscall.ETXTBSY: KindInUse,
}

// noSync is what a file says that cannot be flushed.
const noSync = syscall.EINVAL
