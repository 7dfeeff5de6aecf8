// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build !386

package transport

import (
	"syscall"
	"unsafe"
)

// Which kind of system call: syscall.Syscall tells the scheduler that the thread
// may be away for long, which costs some 30 ns and may cost the thread its P;
// RawSyscall does not, but then a garbage collection that wants to stop the world
// waits for the call to return. The latter is right where the kernel provably does
// little: peeks, FIONREAD, and reads up to rawLimit bytes, all of a descriptor that
// does not block. A large read copies for microseconds, and a send may run the
// network stack as far as the receiving socket: these are Syscalls, where the
// difference is lost in the noise.

// rawLimit is the largest read, in bytes, that the scheduler is not told of.
const rawLimit = 16 << 10

// recv reads what is there into p, which is not empty. It gives 0 and 0 at the end,
// EAGAIN if nothing is there.
func recv(fd uintptr, p []byte) (int, syscall.Errno) {
	for {
		var n uintptr
		var errno syscall.Errno
		if len(p) <= rawLimit {
			n, _, errno = syscall.RawSyscall6(syscall.SYS_RECVFROM, fd, uintptr(unsafe.Pointer(unsafe.SliceData(p))), uintptr(len(p)), syscall.MSG_DONTWAIT, 0, 0)
		} else {
			n, _, errno = syscall.Syscall6(syscall.SYS_RECVFROM, fd, uintptr(unsafe.Pointer(unsafe.SliceData(p))), uintptr(len(p)), syscall.MSG_DONTWAIT, 0, 0)
		}
		if errno == 0 {
			return int(n), 0
		}
		if errno != syscall.EINTR {
			return 0, errno
		}
	}
}

// scatters tells whether recvMore fills the further blocks.
const scatters = true

// recvMore is recv into p and then into further, at most aheadBlocks.
func recvMore(fd uintptr, p []byte, further []*block) (int, syscall.Errno) {
	var places [1 + aheadBlocks]syscall.Iovec
	places[0].Base = unsafe.SliceData(p)
	places[0].SetLen(len(p))
	for i, b := range further {
		places[1+i].Base = unsafe.SliceData(b.data)
		places[1+i].SetLen(len(b.data))
	}
	for {
		n, _, errno := syscall.Syscall(syscall.SYS_READV, fd, uintptr(unsafe.Pointer(&places)), uintptr(1+len(further)))
		if errno == 0 {
			return int(n), 0
		}
		if errno != syscall.EINTR {
			return 0, errno
		}
	}
}

// peek is recv of one byte that stays.
func peek(fd uintptr) (int, syscall.Errno) {
	for {
		var b byte
		n, _, errno := syscall.RawSyscall6(syscall.SYS_RECVFROM, fd, uintptr(unsafe.Pointer(&b)), 1, syscall.MSG_DONTWAIT|syscall.MSG_PEEK, 0, 0)
		if errno == 0 {
			return int(n), 0
		}
		if errno != syscall.EINTR {
			return 0, errno
		}
	}
}

// unread is the number of bytes that recv would give; 0 on any error.
func unread(fd uintptr) int {
	var n int32
	if _, _, errno := syscall.RawSyscall(syscall.SYS_IOCTL, fd, syscall.TIOCINQ, uintptr(unsafe.Pointer(&n))); errno != 0 {
		return 0
	}
	return int(n)
}

// send writes what fits of p, which is not empty; EAGAIN if nothing does. A broken
// connection is an error, not a signal.
func send(fd uintptr, p []byte) (int, syscall.Errno) {
	for {
		n, _, errno := syscall.Syscall6(syscall.SYS_SENDTO, fd, uintptr(unsafe.Pointer(unsafe.SliceData(p))), uintptr(len(p)), syscall.MSG_DONTWAIT|syscall.MSG_NOSIGNAL, 0, 0)
		if errno == 0 {
			return int(n), 0
		}
		if errno != syscall.EINTR {
			return 0, errno
		}
	}
}

// lowWater makes the kernel call a socket readable from n bytes on, or at an end. A
// read still gives what is there. If it fails, every byte counts as before.
func lowWater(fd uintptr, n int) {
	_ = syscall.SetsockoptInt(int(fd), syscall.SOL_SOCKET, syscall.SO_RCVLOWAT, n)
}

// pollOut is POLLOUT of poll(2), the same on each architecture that Go knows.
const pollOut = 4

// writable asks for space without waiting. Asking makes the kernel announce the
// space to the netpoller when there is none; that announcement alone could be lost
// between a send and the wait.
func writable(fd uintptr) bool {
	poll := struct {
		fd              int32
		events, revents int16
	}{int32(fd), pollOut, 0}
	var now syscall.Timespec
	n, _, errno := syscall.RawSyscall6(syscall.SYS_PPOLL, uintptr(unsafe.Pointer(&poll)), 1, uintptr(unsafe.Pointer(&now)), 0, 0, 0)
	return n > 0 || errno != 0 && errno != syscall.EINTR
}

// muteSigpipe is for systems without MSG_NOSIGNAL.
func muteSigpipe(syscall.RawConn) {}
