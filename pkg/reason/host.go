// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package reason

import (
	"fmt"
	"strings"

	"httpclientgo/pkg/target"
)

// quotedHost bounds, in bytes, what a message repeats of a host that is none.
const quotedHost = 100

// badHost says what about a host makes no sense, and where it belongs. A user and a password are not repeated.
func badHost(host string) string {
	scheme, rest, found := strings.Cut(host, "://")
	if !found {
		scheme, rest = "", host
	}
	shown := target.WithoutUser(rest)
	if found {
		shown = scheme + "://" + shown
	}
	if len(shown) > quotedHost {
		shown = strings.ToValidUTF8(shown[:quotedHost], "") + "…"
	}
	what := fmt.Sprintf("%q is not a host", shown)
	switch strings.ToLower(scheme) {
	case "", "http", "https":
	case "ws", "wss":
		return what + ": WebSockets are for WebSocketPeer, this class takes http:// and https://"
	default:
		return fmt.Sprintf("%s: the scheme %.20s:// is not known, there are http:// and https://", what, scheme)
	}
	switch i := strings.IndexAny(rest, "/?#"); {
	case i >= 0 && strings.Trim(rest[i:], "/") == "":
		return what + ": leave the slash at its end out"
	case i >= 0:
		return what + ": the host ends before " + rest[i:i+1] + ", and what follows belongs to request()"
	case strings.Contains(rest, "@"):
		return "a host has no user and password in front of it: send an Authorization header instead"
	case strings.ContainsAny(rest, " \t\r\n"):
		return what + ": there is a blank in it"
	case strings.Count(rest, ":") == 1:
		return what + ": the port is the second argument of connect_to_host()"
	case rest == "":
		return "the host is empty"
	case strings.Contains(rest, ".."), strings.HasPrefix(rest, "."):
		return what + ": there is nothing between two of its dots"
	case strings.Contains(rest, `\`):
		return what + `: there is a \ in it`
	}
	if len(rest) > 254 {
		return what + ": it has more than 253 characters"
	}
	for label := range strings.SplitSeq(rest, ".") {
		if len(label) > 63 {
			return what + ": a part of it has more than 63 characters"
		}
	}
	return what + ": a name has letters, digits, dots and hyphens, and an address is written out in full"
}
