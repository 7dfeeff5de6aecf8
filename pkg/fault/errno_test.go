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
