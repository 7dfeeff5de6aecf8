// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package proxy

import (
	"encoding/binary"
	"net/netip"
)

// maxField is the longest host, user or password in bytes: each has one byte for its
// length (RFC 1928 Section 5, RFC 1929 Section 2).
const maxField = 255

// Protocol bytes, RFC 1928 Sections 3 to 6 and RFC 1929 Section 2.
const (
	socksVersion = 5
	authVersion  = 1

	methodNone     = 0x00
	methodPassword = 0x02
	methodRefused  = 0xff

	commandConnect = 1

	typeIPv4 = 1
	typeName = 3
	typeIPv6 = 4
)

// States of a SOCKS. Each is left by one message of the proxy, taken whole.
//
//	state        proxy's bytes               what we send then         next
//	method       VER METHOD                  user and password         auth
//	                                         or the request            reply
//	auth         VER STATUS                  the request               reply
//	reply        VER REP RSV ATYP            -                         bound, name
//	name         length of a name            -                         bound
//	bound        address and port, unused    -                         over
type socksState uint8

const (
	stateMethod socksState = iota
	stateAuth
	stateReply
	stateName
	stateBound
	stateOver
)

// A SOCKS is the client's side of one SOCKS5 negotiation for CONNECT, RFC 1928 and RFC
// 1929. It does no I/O:
//
//	for !s.Done() {
//		send(s.Output())
//		b := receive(at most s.Want() bytes)
//		n, err := s.Read(b)
//	}
//
// golang.org/x/net/proxy is not used: its errors are plain text, so that a refused
// password, a refused host and a proxy of another kind look alike to a program; it goes
// on when a proxy chooses a method that was not offered; and it looks at the length of
// a name or a password only after the proxy has been spoken to.
type SOCKS struct {
	user, password string
	request        []byte
	out            []byte

	state socksState
	in    [maxField + 2]byte // the message being collected: in[:have]
	have  int
	want  int // its length
	err   error
}

// NewSOCKS prepares to ask for a connection to host, a name in ASCII or an IP literal
// without brackets. A zone is not sent: it means nothing to another machine. An empty
// user means no credentials. The error is a *SOCKSInputError.
func NewSOCKS(user, password, host string, port int) (*SOCKS, error) {
	switch {
	case port < 1 || port > 65535:
		return nil, &SOCKSInputError{PartPort, port}
	case len(user) > maxField:
		return nil, &SOCKSInputError{PartUser, len(user)}
	case len(password) > maxField:
		return nil, &SOCKSInputError{PartUser, len(password)}
	case user == "" && password != "":
		return nil, &SOCKSInputError{PartUser, 0}
	}
	s := &SOCKS{user: user, password: password, want: 2}
	s.request = []byte{socksVersion, commandConnect, 0}
	if ip, err := netip.ParseAddr(host); err != nil {
		if host == "" || len(host) > maxField {
			return nil, &SOCKSInputError{PartHost, len(host)}
		}
		s.request = append(s.request, typeName, byte(len(host)))
		s.request = append(s.request, host...)
	} else {
		ip = ip.Unmap()
		kind := byte(typeIPv6)
		if ip.Is4() {
			kind = typeIPv4
		}
		s.request = append(s.request, kind)
		s.request = append(s.request, ip.AsSlice()...)
	}
	s.request = binary.BigEndian.AppendUint16(s.request, uint16(port))
	s.out = []byte{socksVersion, 1, methodNone}
	if user != "" {
		s.out = []byte{socksVersion, 2, methodNone, methodPassword}
	}
	return s, nil
}

// Output returns the bytes to send to the proxy, once. They may be the password.
func (s *SOCKS) Output() []byte {
	out := s.out
	s.out = nil
	return out
}

// Want returns how many bytes may be read from the proxy now; one more could be the tunnel's. 0: none.
func (s *SOCKS) Want() int { return s.want - s.have }

// Done reports whether the tunnel is open.
func (s *SOCKS) Done() bool { return s.state == stateOver && s.err == nil }

// Read takes bytes of the proxy: the n first of b, at most Want of them. Then there may be Output. Errors stay; they
// are *SOCKSReplyError and *SOCKSError.
func (s *SOCKS) Read(b []byte) (n int, err error) {
	if s.err != nil {
		return 0, s.err
	}
	n = copy(s.in[s.have:s.want], b)
	s.have += n
	if s.have < s.want || s.state == stateOver {
		return n, nil
	}
	m := s.in[:s.have]
	s.have = 0
	if s.err = s.take(m); s.err != nil {
		s.want, s.out = 0, nil
	}
	return n, s.err
}

// EOF returns what a close of the proxy means now: nil when the tunnel is open.
func (s *SOCKS) EOF() error {
	if s.err == nil && !s.Done() {
		s.err = &SOCKSError{Kind: SOCKSTruncated}
		s.want, s.have, s.out = 0, 0, nil
	}
	return s.err
}

// take acts on a whole message.
func (s *SOCKS) take(m []byte) error {
	switch s.state {
	case stateMethod:
		return s.takeMethod(m[0], m[1])
	case stateAuth:
		if m[0] != authVersion {
			return &SOCKSError{SOCKSAuthVersion, m[0]}
		}
		if m[1] != 0 {
			return &SOCKSError{SOCKSAuthRefused, m[1]}
		}
		s.expect(stateReply, 4, s.request)
	case stateReply:
		return s.takeReply(m)
	case stateName:
		s.expect(stateBound, int(m[0])+2, nil)
	case stateBound:
		s.expect(stateOver, 0, nil)
	}
	return nil
}

func (s *SOCKS) expect(next socksState, want int, out []byte) {
	s.state, s.want, s.out = next, want, out
}

func (s *SOCKS) takeMethod(version, method byte) error {
	switch {
	case version != socksVersion:
		return &SOCKSError{SOCKSVersion, version}
	case method == methodRefused:
		return &SOCKSError{Kind: SOCKSNoMethod}
	case method == methodNone:
		s.expect(stateReply, 4, s.request)
	case method == methodPassword && s.user != "":
		out := append([]byte{authVersion, byte(len(s.user))}, s.user...)
		out = append(append(out, byte(len(s.password))), s.password...)
		s.expect(stateAuth, 2, out)
	default:
		return &SOCKSError{SOCKSUnasked, method}
	}
	return nil
}

// takeReply judges the code before the rest: a refusal is one however badly it ends.
func (s *SOCKS) takeReply(m []byte) error {
	version, code, reserved, kind := m[0], m[1], m[2], m[3]
	switch {
	case version != socksVersion:
		return &SOCKSError{SOCKSVersion, version}
	case code != ReplySucceeded:
		return &SOCKSReplyError{code}
	case reserved != 0:
		return &SOCKSError{SOCKSReserved, reserved}
	}
	switch kind {
	case typeIPv4:
		s.expect(stateBound, 4+2, nil)
	case typeIPv6:
		s.expect(stateBound, 16+2, nil)
	case typeName:
		s.expect(stateName, 1, nil)
	default:
		return &SOCKSError{SOCKSAddressType, kind}
	}
	return nil
}
