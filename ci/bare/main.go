// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build unix

// Command bare is the least that a client can do, as a measure of the test server: it sends requests on one plain
// connection, takes what comes and looks at none of it.
//
//	bare HOST:PORT PATH REQUESTS
//
// It prints the seconds from the first request to the end of the last answer: of a client that waits in the kernel or
// of one that asks again and again, as a script in a tight loop does, whichever is faster. With more than one request,
// each answer is taken to be as long as the first, which comes in one piece.
package main

import (
	"fmt"
	"net/netip"
	"os"
	"strconv"
	"syscall"
	"time"
)

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: bare HOST:PORT PATH REQUESTS")
		os.Exit(2)
	}
	requests, err := strconv.Atoi(os.Args[3])
	if err != nil || requests < 1 {
		fmt.Fprintf(os.Stderr, "bare: %q is no number of requests\n", os.Args[3])
		os.Exit(2)
	}
	var best time.Duration
	for _, spin := range []bool{false, true} {
		took, err := run(os.Args[1], os.Args[2], requests, spin)
		if err != nil {
			fmt.Fprintln(os.Stderr, "bare:", err)
			os.Exit(1)
		}
		if best == 0 || took < best {
			best = took
		}
	}
	fmt.Println(best.Seconds())
}

func run(address, path string, requests int, spin bool) (time.Duration, error) {
	fd, err := connect(address)
	if err != nil {
		return 0, err
	}
	defer syscall.Close(fd)
	if err := syscall.SetNonblock(fd, spin); err != nil {
		return 0, err
	}
	closes := ""
	if requests == 1 {
		closes = "Connection: close\r\n"
	}
	request := fmt.Appendf(nil, "GET %s HTTP/1.1\r\nHost: bare\r\n%s\r\n", path, closes)
	buffer := make([]byte, 64<<10)
	started := time.Now()
	for i, size := 0, 0; i < requests; i++ {
		if _, err := syscall.Write(fd, request); err != nil {
			return 0, err
		}
		for got, want := 0, size; ; {
			n, err := syscall.Read(fd, buffer)
			if err == syscall.EAGAIN || err == syscall.EINTR {
				continue
			}
			if err != nil {
				return 0, err
			}
			if n == 0 && requests == 1 && got > 0 {
				break
			}
			if n == 0 {
				return 0, fmt.Errorf("%s: the connection ended after %d answers", path, i)
			}
			got += n
			if want == 0 && requests > 1 {
				size, want = n, n
			}
			if got == want {
				break
			}
		}
	}
	return time.Since(started), nil
}

func connect(address string) (fd int, err error) {
	to, err := netip.ParseAddrPort(address)
	if err != nil || !to.Addr().Is4() {
		return 0, fmt.Errorf("%q is no IPv4 address with a port", address)
	}
	if fd, err = syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0); err != nil {
		return 0, err
	}
	if err = syscall.Connect(fd, &syscall.SockaddrInet4{Port: int(to.Port()), Addr: to.Addr().As4()}); err == nil {
		err = syscall.SetsockoptInt(fd, syscall.IPPROTO_TCP, syscall.TCP_NODELAY, 1)
	}
	if err != nil {
		syscall.Close(fd)
	}
	return fd, err
}
