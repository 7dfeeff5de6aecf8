// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package transport

import (
	"syscall"
	"time"
)

// recv reads what is there into p, which is not empty. It gives 0 and 0 at the end,
// EAGAIN if nothing is there. Package net made the descriptor non-blocking.
func recv(fd uintptr, p []byte) (int, syscall.Errno) {
	for {
		n, err := syscall.Read(int(fd), p)
		if err == nil {
			return n, 0
		}
		if errno := number(err); errno != syscall.EINTR {
			return 0, errno
		}
	}
}

// scatters tells whether recvMore fills the further blocks: package syscall has no readv
// here.
const scatters = false

// recvMore is recv.
func recvMore(fd uintptr, p []byte, _ []*block) (int, syscall.Errno) { return recv(fd, p) }

// peek is recv of one byte that stays.
func peek(fd uintptr) (int, syscall.Errno) {
	var b [1]byte
	return peekInto(fd, b[:])
}

func peekInto(fd uintptr, p []byte) (int, syscall.Errno) {
	for {
		n, _, err := syscall.Recvfrom(int(fd), p, syscall.MSG_PEEK|syscall.MSG_DONTWAIT)
		if err == nil {
			return n, 0
		}
		if errno := number(err); errno != syscall.EINTR {
			return 0, errno
		}
	}
}

// unread is the number of bytes that recv would give, at most blockSize of them:
// package syscall has no ioctl here.
func unread(fd uintptr) int {
	b := newBlock(nil)
	defer b.free()
	n, _ := peekInto(fd, b.data)
	return n
}

// send writes what fits of p, which is not empty; EAGAIN if nothing does.
func send(fd uintptr, p []byte) (int, syscall.Errno) {
	for {
		n, err := syscall.Write(int(fd), p)
		if err == nil {
			return n, 0
		}
		if errno := number(err); errno != syscall.EINTR {
			return 0, errno
		}
	}
}

// farWait is the rhythm of a wait that select cannot do.
const farWait = 5 * time.Millisecond

// writable asks for space without waiting. The netpoller's announcement alone could
// be lost between a send and the wait.
func writable(fd uintptr) bool {
	var set syscall.FdSet
	if fd >= uintptr(len(set.Bits)*32) {
		time.Sleep(farWait)
		return true
	}
	set.Bits[fd/32] = 1 << (fd % 32)
	var now syscall.Timeval
	if err := syscall.Select(int(fd)+1, nil, &set, nil, &now); err != nil {
		return number(err) != syscall.EINTR
	}
	return set.Bits[fd/32] != 0
}

// muteSigpipe makes a broken connection an error, not a signal.
func muteSigpipe(raw syscall.RawConn) {
	raw.Control(func(fd uintptr) {
		syscall.SetsockoptInt(int(fd), syscall.SOL_SOCKET, syscall.SO_NOSIGPIPE, 1)
	})
}

func number(err error) syscall.Errno {
	if errno, ok := err.(syscall.Errno); ok {
		return errno
	}
	return syscall.EIO
}

// lowWater would make the system call a socket readable from n bytes on; how that
// meets kqueue is untested, so every byte counts.
func lowWater(fd uintptr, n int) {}
