// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package reason

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"httpclientgo/pkg/dial"
	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/h1"
	"httpclientgo/pkg/proxy"
)

// ofProxy is about the talk with a proxy: TLS with it, CONNECT, SOCKS.
func (r *Reason) ofProxy(fe *fault.Error) string {
	r.Word = Proxy
	who := peer(fe)
	var status *dial.ProxyStatusError
	var reply *proxy.SOCKSReplyError
	var socks *proxy.SOCKSError
	var answer *h1.ProtocolError
	switch {
	case errors.As(fe, &status):
		r.ProxyStatus = status.Code
		return fmt.Sprintf("%s does not connect: it answered %d%s%s", who, status.Code, quoted(status.Reason), proxyCure(status.Code))
	case errors.As(fe, &reply):
		r.ProxyStatus = int(reply.Code)
		return fmt.Sprintf("%s does not connect: %s", who, socksReply(reply.Code))
	case errors.As(fe, &socks):
		return who + " " + socksFault(socks)
	case errors.As(fe, new(*proxy.ParseError)), errors.As(fe, new(*proxy.SOCKSInputError)):
		return badProxy(fe, r)
	case errors.Is(fe, dial.ErrEarly):
		return who + " answered with a page of its own instead of a connection, as the login page of a network does"
	case errors.As(fe, &answer) && answer.Kind == h1.KindTruncated:
		return who + " closed the connection before it answered"
	case errors.As(fe, &answer):
		return who + " does not answer as a proxy does: " + answer.Kind.String()
	case isTLS(fe):
		return r.ofHandshake(fe)
	}
	switch causeOf(fe) {
	case timedOut:
		return who + " did not answer in time"
	case reset:
		return who + " reset the connection"
	}
	if errors.Is(fe, io.EOF) || errors.Is(fe, io.ErrUnexpectedEOF) {
		return who + " closed the connection before it answered"
	}
	return who + " could not be used"
}

// quoted is a server's own words, for behind a number.
func quoted(words string) string {
	const most = 80 // bytes
	words = strings.ToValidUTF8(words[:min(len(words), most)], "")
	if words == "" {
		return ""
	}
	return " " + words
}

func proxyCure(code int) string {
	if code == 407 {
		return `, it wants a user and a password: "user:password@host" as the proxy's host`
	}
	return ""
}

// badProxy is about a proxy whose description makes no sense. It quotes nothing: a password may be in there.
func badProxy(err error, r *Reason) string {
	r.Word = Proxy
	var words *proxy.ParseError
	var input *proxy.SOCKSInputError
	switch {
	case errors.As(err, &words):
		return fmt.Sprintf("the proxy that is set makes no sense: its %s: %s", words.Part, words.Detail)
	case errors.As(err, &input):
		return fmt.Sprintf("a SOCKS proxy takes no such %s", input.Part)
	}
	return "the proxy that is set makes no sense"
}

var socksReplies = map[uint8]string{
	proxy.ReplyGeneralFailure:          "it failed, without saying why",
	proxy.ReplyNotAllowed:              "its rules do not allow it",
	proxy.ReplyNetworkUnreachable:      "it has no way to the server's network",
	proxy.ReplyHostUnreachable:         "it has no way to the server",
	proxy.ReplyConnectionRefused:       "the server refused the connection",
	proxy.ReplyTTLExpired:              "the way to the server is too long",
	proxy.ReplyCommandNotSupported:     "it does not do what was asked",
	proxy.ReplyAddressTypeNotSupported: "it does not take this kind of address",
}

// socksReply is a reply code of RFC 1928 Section 6 in words.
func socksReply(code uint8) string {
	if text, ok := socksReplies[code]; ok {
		return text
	}
	return fmt.Sprintf("it answered with the unknown code %d", code)
}

func socksFault(e *proxy.SOCKSError) string {
	switch e.Kind {
	case proxy.SOCKSTruncated:
		return "closed the connection before it answered"
	case proxy.SOCKSVersion:
		return "does not speak SOCKS5"
	case proxy.SOCKSNoMethod:
		return `wants a user and a password, or another way to log in: "socks5://user:password@host" as the proxy's host`
	case proxy.SOCKSAuthRefused:
		return "refused the user and the password"
	}
	return "does not keep to SOCKS5"
}
