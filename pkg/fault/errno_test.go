// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fault

import (
	"io"
	"net"
	"os"
	"runtime"
	"syscall"
	"testing"
)

func TestNoDescriptors(t *testing.T) {
	full := []syscall.Errno{syscall.EMFILE, syscall.ENFILE}
	if runtime.GOOS == "windows" {
		full = []syscall.Errno{10024} // WSAEMFILE
	}
	for _, errno := range full {
		for _, err := range []error{errno, In(Dial, "a", "", &net.OpError{Op: "dial", Err: os.NewSyscallError("socket", errno)})} {
			if !NoDescriptors(err) {
				t.Errorf("%v: a descriptor is left", err)
			}
		}
	}
	for _, err := range []error{nil, io.EOF, syscall.ECONNREFUSED, &net.DNSError{IsNotFound: true}} {
		if NoDescriptors(err) {
			t.Errorf("%v: no descriptor is left", err)
		}
	}
}

func TestResetAndEnded(t *testing.T) {
	reset, ended := []syscall.Errno{syscall.ECONNRESET}, syscall.EPIPE
	if runtime.GOOS == "windows" {
		reset, ended = []syscall.Errno{10054, 10053}, 10058
	}
	within := func(errno syscall.Errno) error {
		return In(Write, "a", "", &net.OpError{Op: "write", Err: os.NewSyscallError("send", errno)})
	}
	for _, errno := range reset {
		if err := within(errno); !Reset(err) || Ended(err) {
			t.Errorf("%v: reset %v, ended %v", err, Reset(err), Ended(err))
		}
	}
	if err := within(ended); Reset(err) || !Ended(err) {
		t.Errorf("%v: reset %v, ended %v", err, Reset(err), Ended(err))
	}
	for _, err := range []error{nil, io.EOF, syscall.ETIMEDOUT} {
		if Reset(err) || Ended(err) {
			t.Errorf("%v: reset %v, ended %v", err, Reset(err), Ended(err))
		}
	}
}
