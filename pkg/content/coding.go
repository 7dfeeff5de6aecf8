// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package content

import (
	"strings"

	"httpclientgo/pkg/internal/limits"
)

// Accept is the value of Accept-Encoding that offers all codings that Decode knows.
const Accept = "gzip, deflate, br, zstd"

// Codings are the content codings of one body, in the order in which they were applied (RFC 9110 Section 8.4). The zero
// value has none.
type Codings struct {
	names   []string // in lower case, x-gzip as gzip; without identity
	unknown bool     // one of them
}

// Chain reads the Content-Encoding fields among the lines of a head, each without its line end; other lines are
// skipped. Several fields count as one list, names in any case. identity, none, as some servers write it, and empty
// members are no coding. More than five codings are an *Error of KindChain.
func Chain(lines []string) (Codings, error) {
	var c Codings
	for _, line := range lines {
		name, value, _ := strings.Cut(line, ":")
		if !strings.EqualFold(name, "Content-Encoding") {
			continue
		}
		for member := range strings.SplitSeq(value, ",") {
			switch member = strings.ToLower(strings.Trim(member, " \t")); member {
			case "", "identity", "none":
				continue
			case "x-gzip":
				member = "gzip"
			case "gzip", "deflate", "br", "zstd":
			default:
				c.unknown = true
			}
			if len(c.names) == limits.Codings {
				return Codings{}, &Error{Kind: KindChain}
			}
			c.names = append(c.names, member)
		}
	}
	return c, nil
}

// Known reports whether Decode knows all codings of the chain; it does where there is none.
func (c Codings) Known() bool { return !c.unknown }

// Among reports whether accept, a value of Accept-Encoding without weights, names all codings of the chain.
func (c Codings) Among(accept string) bool {
	for _, name := range c.names {
		if !strings.Contains(" "+accept+",", " "+name+",") {
			return false
		}
	}
	return true
}

// Empty reports whether there is no coding.
func (c Codings) Empty() bool { return len(c.names) == 0 }
