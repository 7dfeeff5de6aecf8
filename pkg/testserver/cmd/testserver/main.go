// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Command testserver runs a scripted loopback server until its standard input ends.
//
//	testserver [--plain-port=N] [--nginx=PROGRAM]
//
// When all ports are open it prints one line of JSON, a [testserver.Ready], and nothing else. It removes its CA files
// at the end.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"httpclientgo/pkg/testserver"
)

func main() {
	port := flag.Int("plain-port", 0, "port of the plain endpoints; 0 is any")
	nginx := flag.String("nginx", "", "program of an nginx to serve beside it")
	flag.Parse()
	if flag.NArg() > 0 || *port < 0 || *port > 65535 {
		fmt.Fprintln(os.Stderr, "usage: testserver [--plain-port=N] [--nginx=PROGRAM] < stdin-held-open\n"+
			"Prints its addresses as one line of JSON and serves until stdin ends.")
		os.Exit(2)
	}
	if err := run(*port, *nginx, os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run serves until stdin ends or the process is asked to end.
func run(plainPort int, nginx string, stdin io.Reader, stdout io.Writer) error {
	server, err := testserver.StartAt(plainPort)
	if err != nil {
		return err
	}
	defer server.Close()
	if nginx != "" {
		if err := server.StartNginx(nginx); err != nil {
			return err
		}
	}
	if err := json.NewEncoder(stdout).Encode(server.Ready()); err != nil {
		return fmt.Errorf("testserver: %w", err)
	}
	ended := make(chan os.Signal, 2)
	signal.Notify(ended, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(ended)
	go func() {
		io.Copy(io.Discard, stdin)
		ended <- os.Interrupt
	}()
	<-ended
	return nil
}
