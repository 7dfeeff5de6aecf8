// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package proxy

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// negotiate feeds the proxy's bytes in pieces of step, reading no more than Want, and
// ends with a close. sent is all that went to the proxy, left what was never taken.
func negotiate(s *SOCKS, answer []byte, step int) (sent, left []byte, err error) {
	for {
		sent = append(sent, s.Output()...)
		if s.Done() {
			return sent, answer, nil
		}
		if len(answer) == 0 {
			return sent, nil, s.EOF()
		}
		n, err := s.Read(answer[:min(step, s.Want(), len(answer))])
		answer = answer[n:]
		if err != nil {
			return sent, answer, err
		}
	}
}

const (
	open4 = "\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00"
	open6 = "\x05\x00\x00\x04" + "0123456789abcdef" + "\x00\x50"
)

func openName(n int) string {
	return "\x05\x00\x00\x03" + string([]byte{byte(n)}) + strings.Repeat("n", n) + "\x00\x50"
}

func TestSOCKSAnswers(t *testing.T) {
	greeting := "\x05\x01\x00"
	greetingPassword := "\x05\x02\x00\x02"
	request := "\x05\x01\x00\x03\x09a.example\x01\xbb"
	login := "\x01\x04user\x04pass"
	kind := func(k SOCKSKind, b byte) error { return &SOCKSError{k, b} }
	tests := []struct {
		name     string
		password bool
		answer   string
		sent     string // after the greeting
		left     string
		err      error
	}{
		{"open", false, "\x05\x00" + open4, request, "", nil},
		{"open, bound to IPv6", false, "\x05\x00" + open6, request, "", nil},
		{"open, bound to a name", false, "\x05\x00" + openName(9), request, "", nil},
		{"open, bound to a name of 255", false, "\x05\x00" + openName(255), request, "", nil},
		{"open, bound to a name of 0", false, "\x05\x00" + openName(0), request, "", nil},
		{"extra bytes are the tunnel's", false, "\x05\x00" + open4 + "HTTP/1.1", request, "HTTP/1.1", nil},
		{"extra bytes behind a name", false, "\x05\x00" + openName(255) + "x", request, "x", nil},
		{"password", true, "\x05\x02\x01\x00" + open4, login + request, "", nil},
		{"password not wanted", true, "\x05\x00" + open4, request, "", nil},

		{"nothing", false, "", "", "", kind(SOCKSTruncated, 0)},
		{"one byte", false, "\x05", "", "", kind(SOCKSTruncated, 0)},
		{"no method", false, "\x05\xff", "", "", kind(SOCKSNoMethod, 0)},
		{"no method for a password", true, "\x05\xff", "", "", kind(SOCKSNoMethod, 0)},
		{"SOCKS4", false, "\x04\x00", "", "", kind(SOCKSVersion, 4)},
		{"SOCKS4's refusal", false, "\x00\x5b\x00\x00\x00\x00\x00\x00", "", "\x00\x00\x00\x00\x00\x00", kind(SOCKSVersion, 0)},
		{"HTTP", false, "HTTP/1.1 400 Bad Request\r\n\r\n", "", "TP/1.1 400 Bad Request\r\n\r\n", kind(SOCKSVersion, 'H')},
		{"password unasked", false, "\x05\x02", "", "", kind(SOCKSUnasked, 2)},
		{"GSS-API unasked", true, "\x05\x01", "", "", kind(SOCKSUnasked, 1)},
		{"private method unasked", true, "\x05\x80", "", "", kind(SOCKSUnasked, 0x80)},
		{"password refused", true, "\x05\x02\x01\x01", login, "", kind(SOCKSAuthRefused, 1)},
		{"password refused by 255", true, "\x05\x02\x01\xff", login, "", kind(SOCKSAuthRefused, 255)},
		{"password version", true, "\x05\x02\x05\x00", login, "", kind(SOCKSAuthVersion, 5)},
		{"close after the password", true, "\x05\x02", login, "", kind(SOCKSTruncated, 0)},
		{"close after the request", false, "\x05\x00", request, "", kind(SOCKSTruncated, 0)},
		{"reply cut at the code", false, "\x05\x00\x05\x05", request, "", kind(SOCKSTruncated, 0)},
		{"reply cut at the type", false, "\x05\x00\x05\x00\x00\x01", request, "", kind(SOCKSTruncated, 0)},
		{"reply cut in the address", false, "\x05\x00\x05\x00\x00\x01\x7f", request, "", kind(SOCKSTruncated, 0)},
		{"reply cut at the port", false, "\x05\x00" + open4[:9], request, "", kind(SOCKSTruncated, 0)},
		{"reply cut before the name", false, "\x05\x00\x05\x00\x00\x03", request, "", kind(SOCKSTruncated, 0)},
		{"reply cut in the name", false, "\x05\x00" + openName(255)[:100], request, "", kind(SOCKSTruncated, 0)},
		{"reply version", false, "\x05\x00\x04\x00\x00\x01\x00\x00\x00\x00\x00\x00", request, "\x00\x00\x00\x00\x00\x00", kind(SOCKSVersion, 4)},
		{"reply reserved", false, "\x05\x00\x05\x00\x01\x01", request, "", kind(SOCKSReserved, 1)},
		{"reply type 0", false, "\x05\x00\x05\x00\x00\x00", request, "", kind(SOCKSAddressType, 0)},
		{"reply type 7", false, "\x05\x00\x05\x00\x00\x07", request, "", kind(SOCKSAddressType, 7)},
		{"reply type 9", false, "\x05\x00\x05\x00\x00\x09", request, "", kind(SOCKSAddressType, 9)},
		{"a refusal is one whatever follows", false, "\x05\x00\x05\x02\xff\x07", request, "", &SOCKSReplyError{2}},
	}
	for code := 1; code < 256; code++ {
		tests = append(tests, tests[0])
		last := &tests[len(tests)-1]
		last.name = fmt.Sprint("reply ", code)
		last.answer = "\x05\x00\x05" + string([]byte{byte(code)}) + "\x00\x01\x00\x00\x00\x00\x00\x00"
		last.left = "\x00\x00\x00\x00\x00\x00"
		last.err = &SOCKSReplyError{uint8(code)}
	}
	for _, test := range tests {
		for _, step := range []int{1, 2, 3, 1000} {
			user, password, first := "", "", greeting
			if test.password {
				user, password, first = "user", "pass", greetingPassword
			}
			s, err := NewSOCKS(user, password, "a.example", 443)
			if err != nil {
				t.Fatal(err)
			}
			sent, left, err := negotiate(s, []byte(test.answer), step)
			if string(sent) != first+test.sent || string(left) != test.left || !sameError(err, test.err) {
				t.Errorf("%s, by %d: sent %q, left %q, error %v", test.name, step, sent, left, err)
			}
			if test.err == nil {
				continue
			}
			if n, again := s.Read([]byte{5, 0}); n != 0 || again != err || s.EOF() != err || s.Done() || s.Want() != 0 || s.Output() != nil {
				t.Errorf("%s: not over after %v", test.name, err)
			}
			if errors.Is(err, io.ErrUnexpectedEOF) != (test.err.Error() == kind(SOCKSTruncated, 0).Error()) {
				t.Errorf("%s: %v as an end", test.name, err)
			}
		}
	}
}

// sameError compares the two typed errors of a negotiation, and their words.
func sameError(got, want error) bool {
	if got == nil || want == nil {
		return got == nil && want == nil
	}
	return fmt.Sprintf("%T %v", got, got) == fmt.Sprintf("%T %v", want, want)
}

// RFC 1928 Section 6.
func TestReplyWords(t *testing.T) {
	words := map[uint8]string{
		1: "general SOCKS server failure", 2: "connection not allowed by ruleset", 3: "network unreachable", 4: "host unreachable",
		5: "connection refused", 6: "TTL expired", 7: "command not supported", 8: "address type not supported", 9: "unassigned", 255: "unassigned",
	}
	for code, want := range words {
		if got := (&SOCKSReplyError{code}).Error(); !strings.Contains(got, want) {
			t.Errorf("%d: %q", code, got)
		}
	}
}

// Bytes that come before their time are left where they are until what they answer to
// was sent.
func TestSOCKSTakesOneMessage(t *testing.T) {
	s, err := NewSOCKS("", "", "a.example", 443)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := s.Read([]byte("\x05\x00" + open4)); n != 2 || err != nil || len(s.Output()) == 0 {
		t.Fatal(n, err)
	}
	if s.Output() != nil {
		t.Error("output twice")
	}
}

func TestSOCKSRequest(t *testing.T) {
	long := strings.Repeat("h", 255)
	tests := []struct {
		user, password, host string
		port                 int
		want                 string // the request; empty: refused
		part                 Part
		value                int
	}{
		{"", "", "1.2.3.4", 80, "\x05\x01\x00\x01\x01\x02\x03\x04\x00\x50", 0, 0},
		{"", "", "::ffff:1.2.3.4", 80, "\x05\x01\x00\x01\x01\x02\x03\x04\x00\x50", 0, 0},
		{"", "", "::1", 65535, "\x05\x01\x00\x04" + strings.Repeat("\x00", 15) + "\x01\xff\xff", 0, 0},
		{"", "", "fe80::1%eth0", 1, "\x05\x01\x00\x04\xfe\x80" + strings.Repeat("\x00", 13) + "\x01\x00\x01", 0, 0},
		{"", "", "a", 1, "\x05\x01\x00\x03\x01a\x00\x01", 0, 0},
		{"", "", long, 1, "\x05\x01\x00\x03\xff" + long + "\x00\x01", 0, 0},
		{"u", "", "a", 1, "\x05\x01\x00\x03\x01a\x00\x01", 0, 0},
		{long, long, "a", 1, "\x05\x01\x00\x03\x01a\x00\x01", 0, 0},
		{"", "", long + "h", 1, "", PartHost, 256},
		{"", "", "", 1, "", PartHost, 0},
		{"", "", "a", 0, "", PartPort, 0},
		{"", "", "a", -1, "", PartPort, -1},
		{"", "", "a", 65536, "", PartPort, 65536},
		{long + "h", "", "a", 1, "", PartUser, 256},
		{"u", long + "h", "a", 1, "", PartUser, 256},
		{"", "p", "a", 1, "", PartUser, 0},
	}
	for _, test := range tests {
		s, err := NewSOCKS(test.user, test.password, test.host, test.port)
		if test.want == "" {
			var bad *SOCKSInputError
			if s != nil || !errors.As(err, &bad) || bad.Part != test.part || bad.Value != test.value {
				t.Errorf("%.9q %d: %v", test.host, test.port, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%.9q: %v", test.host, err)
			continue
		}
		s.Output()
		s.Read([]byte{5, 0})
		if got := string(s.Output()); got != test.want {
			t.Errorf("%.9q: %q, want %q", test.host, got, test.want)
		}
	}
}

// Invariant: the outcome, what was sent and what is left do not depend on how the bytes
// are cut; no byte behind the reply is taken, no strict prefix opens the tunnel.
func FuzzSOCKS(f *testing.F) {
	for _, seed := range []string{"\x05\x00" + open4, "\x05\x02\x01\x00" + open6 + "x", "\x05\x00" + openName(255) + "xyz", "\x05\xff", "\x04\x00", "\x05\x00\x05\x05\x00\x01", "\x05\x02\x01\x01"} {
		f.Add([]byte(seed), true)
		f.Add([]byte(seed), false)
	}
	f.Fuzz(func(t *testing.T, answer []byte, password bool) {
		run := func(answer []byte, step int) (string, string, error) {
			user := ""
			if password {
				user = "user"
			}
			s, err := NewSOCKS(user, "", "a.example", 443)
			if err != nil {
				t.Fatal(err)
			}
			sent, left, err := negotiate(s, answer, step)
			return string(sent), string(left), err
		}
		sent, left, err := run(answer, len(answer)+1)
		for _, step := range []int{1, 2, 5} {
			sent2, left2, err2 := run(answer, step)
			if sent2 != sent || left2 != left || !sameError(err, err2) {
				t.Fatalf("by %d: %q %q %v, whole: %q %q %v", step, sent2, left2, err2, sent, left, err)
			}
		}
		if err != nil {
			return
		}
		taken := answer[:len(answer)-len(left)]
		if len(taken) > 4+4+2+maxField+1 {
			t.Fatalf("%d bytes taken", len(taken))
		}
		for i := range taken {
			if _, _, err := run(taken[:i], i+1); err == nil {
				t.Fatalf("open after %d of %d bytes", i, len(taken))
			}
		}
	})
}
