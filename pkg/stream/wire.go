// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package stream

import "net"

// errWouldBlock is what a Wire says instead of waiting. It looks like a deadline that passed, which crypto/tls takes as
// temporary for reads: the record that is half there stays, and a later Read goes on with it.
var errWouldBlock net.Error = new(wouldBlock)

type wouldBlock struct{}

func (*wouldBlock) Error() string   { return "nothing to read yet" }
func (*wouldBlock) Timeout() bool   { return true }
func (*wouldBlock) Temporary() bool { return true }
