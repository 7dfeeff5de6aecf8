// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"net"
	"os"
	"strconv"
	"testing"

	"httpclientgo/pkg/testserver"
)

func TestServesUntilStdinEnds(t *testing.T) {
	stdin, hold := io.Pipe()
	out, stdout := io.Pipe()
	done := make(chan error, 1)
	go func() { done <- run(0, "", stdin, stdout) }()

	line, err := bufio.NewReader(out).ReadBytes('\n')
	if err != nil {
		t.Fatal(err)
	}
	var ready testserver.Ready
	if err := json.Unmarshal(line, &ready); err != nil {
		t.Fatalf("%v in %s", err, line)
	}
	for _, address := range []string{ready.Control, ready.Plain, ready.TLS} {
		c, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		c.Close()
	}
	hold.Close()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(ready.CA); !os.IsNotExist(err) {
		t.Errorf("the CA file is still there: %v", err)
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("broken") }

func TestNobodyReadsTheAddresses(t *testing.T) {
	if err := run(0, "", nil, brokenWriter{}); err == nil {
		t.Error("no error")
	}
}

// A server that was killed can come back where it was.
func TestPlainPort(t *testing.T) {
	first, err := testserver.Start()
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(first.Ready().Plain)
	n, _ := strconv.Atoi(port)
	if _, err := testserver.StartAt(n); err == nil {
		t.Error("two servers on one port")
	}
	first.Close()
	second, err := testserver.StartAt(n)
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	if second.Ready().Plain != first.Ready().Plain {
		t.Errorf("%s, want %s", second.Ready().Plain, first.Ready().Plain)
	}
}
