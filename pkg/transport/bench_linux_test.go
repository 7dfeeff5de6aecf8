// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build !386

package transport

import (
	"syscall"
	"testing"
	"unsafe"
)

// The baseline: the system call alone, both ways to make it.
func BenchmarkBaselinePeekIdle(b *testing.B) {
	s, _ := pair(b, "plain")
	raw, err := s.(*socket).conn.SyscallConn()
	if err != nil {
		b.Fatal(err)
	}
	calls := map[string]func(trap, a1, a2, a3, a4, a5, a6 uintptr) (uintptr, uintptr, syscall.Errno){
		"RawSyscall6": syscall.RawSyscall6, "Syscall6": syscall.Syscall6,
	}
	raw.Control(func(fd uintptr) {
		c := new(byte)
		for name, call := range calls {
			b.Run(name, func(b *testing.B) {
				for range b.N {
					call(syscall.SYS_RECVFROM, fd, uintptr(unsafe.Pointer(c)), 1, syscall.MSG_PEEK|syscall.MSG_DONTWAIT, 0, 0)
				}
			})
		}
	})
}
