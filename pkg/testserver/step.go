// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package testserver

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"sort"
	"strings"
)

// Step is one thing a scripted server does. In JSON it is an array: the name of the step, then its arguments.
type Step struct {
	Op   string
	Text string // text argument, or bytes of a hex argument
	N    int64  // number argument: bytes, times or milliseconds
	TLS  *TLSOptions
}

// stepKinds are all steps by name. args spells the arguments: n a number from 0, s a string, x a string of hex digits,
// t a TLSOptions object that may be left out.
var stepKinds = map[string]struct {
	args string
	run  func(*player, Step) error
}{
	"accept":      {"", (*player).accept},     // waits for the next connection; the ones before stay open
	"read_head":   {"", (*player).readHead},   // takes bytes up to and with the first empty line
	"read_body":   {"n", (*player).readBody},  // takes n bytes
	"read_until":  {"s", (*player).readUntil}, // takes bytes up to and with the text
	"send":        {"s", (*player).send},
	"send_hex":    {"x", (*player).send},
	"send_slow":   {"s", (*player).sendSlow},    // one byte a write
	"send_repeat": {"ns", (*player).sendRepeat}, // n times the text, gathered in large writes
	"send_fill":   {"n", (*player).sendFill},    // n bytes of [Fill]
	"gate":        {"", (*player).gate},         // waits for one "go" of the control protocol
	"pause":       {"n", (*player).pause},       // n milliseconds; for load, never to decide an outcome
	"close":       {"", (*player).close},        // TLS: close_notify, then close
	"cut":         {"", (*player).cut},          // closes the TCP connection below TLS
	"half_close":  {"", (*player).halfClose},    // ends our direction (TLS: close_notify, then FIN), still reads
	"reset":       {"", (*player).reset},        // RST
	"wait_close":  {"", (*player).waitClose},    // takes bytes until the client ends its direction
	"start_tls":   {"t", (*player).startTLS},    // TLS from here on
	"hello":       {"n", (*player).hello},       // asks n times for a new handshake; TLS 1.2 with "records"
	"key_update":  {"n", (*player).keyUpdate},   // changes the key n times; TLS 1.3 with "records"
	"key_request": {"n", (*player).keyRequest},  // likewise, and asks the client to do so
	"tunnel":      {"n", (*player).tunnel},      // joins the connection with 127.0.0.1:n until both ended
	"proxy":       {"", (*player).proxy},        // answers one request as an HTTP proxy: CONNECT or absolute-form
}

// StepNames lists all steps, sorted.
func StepNames() []string {
	names := make([]string, 0, len(stepKinds))
	for name := range stepKinds {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// UnmarshalJSON reads ["name", arguments...] and says what is wrong with a step that does not fit.
func (s *Step) UnmarshalJSON(b []byte) error {
	var parts []json.RawMessage
	if err := json.Unmarshal(b, &parts); err != nil || len(parts) == 0 {
		return fmt.Errorf("testserver: a step is an array with a name first, not %.80s", b)
	}
	if err := json.Unmarshal(parts[0], &s.Op); err != nil {
		return fmt.Errorf("testserver: a step begins with its name, not %.80s", parts[0])
	}
	kind, ok := stepKinds[s.Op]
	if !ok {
		return fmt.Errorf("testserver: no step %q, there are %s", s.Op, strings.Join(StepNames(), ", "))
	}
	args := parts[1:]
	if len(args) > len(kind.args) || len(args) < len(strings.TrimSuffix(kind.args, "t")) {
		return fmt.Errorf("testserver: step %q has %d arguments, want %d", s.Op, len(args), len(kind.args))
	}
	for i, arg := range args {
		if err := s.argument(kind.args[i], arg); err != nil {
			return fmt.Errorf("testserver: step %q, argument %d: %w", s.Op, i+1, err)
		}
	}
	return nil
}

func (s *Step) argument(kind byte, arg json.RawMessage) error {
	switch kind {
	case 'n':
		// Engines without an integer type in JSON write 5.0.
		var f float64
		if err := json.Unmarshal(arg, &f); err != nil {
			return err
		}
		if f < 0 || f > 1<<40 || f != float64(int64(f)) {
			return fmt.Errorf("%v is no number from 0 to 2^40", f)
		}
		s.N = int64(f)
	case 't':
		s.TLS = &TLSOptions{}
		return json.Unmarshal(arg, s.TLS)
	case 's', 'x':
		if err := json.Unmarshal(arg, &s.Text); err != nil {
			return err
		}
		if kind == 'x' {
			raw, err := hex.DecodeString(strings.ReplaceAll(s.Text, " ", ""))
			if err != nil {
				return err
			}
			s.Text = string(raw)
		}
	}
	return nil
}
