// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build cgo

package dial

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"unsafe"
)

// Resolvers in routers that do not understand EDNS0 (RFC 6891), which Go's own resolver always asks with: with the
// settings that the extension is built with, the name is found all the same. Each runs in a network of its own.
func TestResolverWithoutEDNS0(t *testing.T) {
	if answer := os.Getenv("TEST_RESOLVER"); answer != "" {
		resolveWith(t, answer)
		return
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	settings, err := exec.Command("go", "list", "-f", "{{.DefaultGODEBUG}}", "httpclientgo/extension").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, answer := range []string{"FORMERR", "NOTIMP", "SERVFAIL", "nothing"} {
		t.Run(answer, func(t *testing.T) {
			c := exec.Command(program, "-test.run=^TestResolverWithoutEDNS0$", "-test.v")
			c.Env = append(os.Environ(), "TEST_RESOLVER="+answer, "GODEBUG="+strings.TrimSpace(string(settings)))
			c.SysProcAttr = &syscall.SysProcAttr{
				Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS | syscall.CLONE_NEWNET,
				UidMappings: []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}},
				GidMappings: []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}},
			}
			out, err := c.CombinedOutput()
			var exit *exec.ExitError
			if err != nil && !errors.As(err, &exit) || strings.Contains(string(out), "SKIP") {
				t.Skipf("no network of its own: %v\n%s", err, out)
			}
			if err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

// resolveWith connects to a name that only our resolver knows.
func resolveWith(t *testing.T, answer string) {
	setUp := func(err error) {
		if err != nil {
			t.Skip(err)
		}
	}
	setUp(linkUp("lo"))
	dir := t.TempDir()
	for name, text := range map[string]string{"resolv.conf": "nameserver 127.0.0.1\n", "nsswitch.conf": "hosts: files dns\n"} {
		file := filepath.Join(dir, name)
		setUp(os.WriteFile(file, []byte(text), 0o644))
		setUp(syscall.Mount(file, filepath.Join("/etc", name), "", syscall.MS_BIND, ""))
	}
	resolver, err := net.ListenPacket("udp", "127.0.0.1:53")
	setUp(err)
	defer resolver.Close()
	go serveDNS(resolver, map[string]byte{"FORMERR": 1, "SERVFAIL": 2, "NOTIMP": 4}[answer])

	p := listen(t)
	c, err := outcome(Connect(Config{Host: "router.example", Port: p.port}))
	if err != nil {
		t.Fatal(err)
	}
	c.Close()
}

// serveDNS answers questions for A with 127.0.0.1 and others with nothing, and those with EDNS0 with that code; 0: not
// at all.
func serveDNS(conn net.PacketConn, edns0 byte) {
	query := make([]byte, 512)
	for {
		n, from, err := conn.ReadFrom(query)
		if err != nil {
			return
		}
		const head, tail = 12, 4
		end := head
		for end < n && query[end] != 0 {
			end += 1 + int(query[end])
		}
		end += 1 + tail
		if n < head || end > n {
			continue
		}
		reply := append([]byte(nil), query[:end]...)
		reply[2] |= 0x80 // a response
		reply[3] = 0x80  // recursion available
		reply[6], reply[7], reply[8], reply[9], reply[10], reply[11] = 0, 0, 0, 0, 0, 0
		isA := reply[end-3] == 1
		switch additional := query[11] > 0; {
		case additional && edns0 == 0:
			continue
		case additional:
			reply[3] |= edns0
		case isA:
			reply[7] = 1
			reply = append(reply, 0xc0, head, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 1)
		}
		conn.WriteTo(reply, from)
	}
}

// linkUp is "ip link set up".
func linkUp(name string) error {
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_DGRAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		return err
	}
	defer syscall.Close(fd)
	var request struct {
		name  [syscall.IFNAMSIZ]byte
		flags uint16
		_     [22]byte
	}
	copy(request.name[:], name)
	request.flags = syscall.IFF_UP | syscall.IFF_RUNNING
	_, _, errno := syscall.Syscall(syscall.SYS_IOCTL, uintptr(fd), syscall.SIOCSIFFLAGS, uintptr(unsafe.Pointer(&request)))
	if errno != 0 {
		return fmt.Errorf("link of %s: %w", name, errno)
	}
	return nil
}
