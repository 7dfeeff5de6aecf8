// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package proxy

import (
	"fmt"
	"io"
)

// A Part is the piece of a proxy's description that is wrong.
type Part uint8

const (
	PartScheme Part = iota + 1
	PartUser        // user name or password
	PartHost
	PartPort
)

var partNames = [...]string{"?", "scheme", "user or password", "host", "port"}

func (p Part) String() string {
	if int(p) < len(partNames) {
		return partNames[p]
	}
	return partNames[0]
}

// A ParseError is a proxy's description that makes no sense. It never quotes it:
// a password may be anywhere in there.
type ParseError struct {
	Part   Part
	Detail string
}

func (e *ParseError) Error() string { return "proxy " + e.Part.String() + ": " + e.Detail }

// Reply codes, RFC 1928 Section 6.
const (
	ReplySucceeded uint8 = iota
	ReplyGeneralFailure
	ReplyNotAllowed
	ReplyNetworkUnreachable
	ReplyHostUnreachable
	ReplyConnectionRefused
	ReplyTTLExpired
	ReplyCommandNotSupported
	ReplyAddressTypeNotSupported
)

var replyWords = [...]string{
	ReplySucceeded:               "succeeded",
	ReplyGeneralFailure:          "general SOCKS server failure",
	ReplyNotAllowed:              "connection not allowed by ruleset",
	ReplyNetworkUnreachable:      "network unreachable",
	ReplyHostUnreachable:         "host unreachable",
	ReplyConnectionRefused:       "connection refused",
	ReplyTTLExpired:              "TTL expired",
	ReplyCommandNotSupported:     "command not supported",
	ReplyAddressTypeNotSupported: "address type not supported",
}

// A SOCKSReplyError is a SOCKS proxy's refusal to connect.
type SOCKSReplyError struct {
	Code uint8 // never ReplySucceeded; above ReplyAddressTypeNotSupported: unassigned
}

func (e *SOCKSReplyError) Error() string {
	if int(e.Code) < len(replyWords) {
		return fmt.Sprintf("SOCKS proxy answered %d: %s", e.Code, replyWords[e.Code])
	}
	return fmt.Sprintf("SOCKS proxy answered %d: unassigned reply", e.Code)
}

// A SOCKSKind is what a SOCKS proxy did wrong.
type SOCKSKind uint8

const (
	SOCKSTruncated   SOCKSKind = iota + 1 // closed before its answer was complete
	SOCKSVersion                          // Byte is not 5: another protocol
	SOCKSNoMethod                         // takes none of our authentication methods
	SOCKSUnasked                          // chose the method Byte, which we did not offer
	SOCKSAuthVersion                      // Byte is not 1, RFC 1929
	SOCKSAuthRefused                      // refused user and password with the status Byte
	SOCKSReserved                         // Byte is not 0
	SOCKSAddressType                      // Byte is no address type
)

var socksWords = [...]string{
	"?",
	"SOCKS proxy closed the connection before its answer was complete",
	"proxy does not speak SOCKS5: version byte 0x%02x",
	"SOCKS proxy wants another authentication method than we have",
	"SOCKS proxy chose authentication method 0x%02x, which was not offered",
	"SOCKS proxy sent authentication version 0x%02x",
	"SOCKS proxy refused user and password with status 0x%02x",
	"SOCKS proxy sent reserved byte 0x%02x",
	"SOCKS proxy sent address type 0x%02x",
}

// A SOCKSError is a breach of RFC 1928 or RFC 1929 by the proxy, or an end of the negotiation other than by a reply.
type SOCKSError struct {
	Kind SOCKSKind
	Byte uint8 // the one that was wrong, see SOCKSKind; else 0
}

func (e *SOCKSError) Error() string {
	switch {
	case int(e.Kind) >= len(socksWords):
		return socksWords[0]
	case e.Kind <= SOCKSTruncated, e.Kind == SOCKSNoMethod:
		return socksWords[e.Kind]
	}
	return fmt.Sprintf(socksWords[e.Kind], e.Byte)
}

// Unwrap returns io.ErrUnexpectedEOF when the proxy closed.
func (e *SOCKSError) Unwrap() error {
	if e.Kind == SOCKSTruncated {
		return io.ErrUnexpectedEOF
	}
	return nil
}

// A SOCKSInputError is a host, port, user or password that SOCKS5 has no form for. Nothing was sent.
type SOCKSInputError struct {
	Part  Part
	Value int // length in bytes; of PartPort the port
}

func (e *SOCKSInputError) Error() string {
	if e.Part == PartPort {
		return fmt.Sprintf("SOCKS port %d is outside 1 to 65535", e.Value)
	}
	return fmt.Sprintf("SOCKS %v has %d bytes, not 1 to %d", e.Part, e.Value, maxField)
}
