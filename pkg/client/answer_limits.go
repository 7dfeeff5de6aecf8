// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"fmt"
	"math"
	"sync/atomic"

	"httpclientgo/pkg/internal/limits"
	"httpclientgo/pkg/reason"
)

// NoLimit stands for a body of any size.
const NoLimit = -1

// answerLimits are the limits on an answer that a script may set, at any time and from any
// thread. They outlive close, as the other properties do.
type answerLimits struct {
	head   atomic.Int64 // bytes
	fields atomic.Int64
	body   atomic.Int64 // bytes, or NoLimit
}

func (l *answerLimits) reset() {
	l.head.Store(limits.Head)
	l.fields.Store(limits.Fields)
	l.body.Store(NoLimit)
}

func (l *answerLimits) ofHead() (size, fields int) { return int(l.head.Load()), int(l.fields.Load()) }

// room is how much of a body may still come after received bytes of it.
func (l *answerLimits) room(received int64) int64 {
	limit := l.body.Load()
	if limit == NoLimit {
		return math.MaxInt64
	}
	return max(limit-received, 0)
}

// exceeded is why an answer is ended whose body is larger than the script wants.
func (l *answerLimits) exceeded() error {
	return &reason.Error{Stage: "read", Word: reason.Limit,
		Text: fmt.Sprintf("the body of the answer is larger than body_size_limit, which is %d bytes", l.body.Load())}
}

// SetHeadSizeLimit takes how many bytes a response head may have, interim responses
// included, from the next request on. Outside limits.MinHead to limits.MaxHead it
// reports a misuse and changes nothing.
func (c *Client) SetHeadSizeLimit(n int64) {
	if n < limits.MinHead || n > limits.MaxHead {
		c.report("set_head_size_limit", misuse(fmt.Sprintf("The limit must be between %d and %d bytes.", limits.MinHead, limits.MaxHead)))
		return
	}
	c.allowed.head.Store(n)
}

// HeadSizeLimit is the most that a response head may have, in bytes.
func (c *Client) HeadSizeLimit() int64 { return c.allowed.head.Load() }

// SetHeaderCountLimit takes how many field lines a response head may have, from the
// next request on. Outside 1 to limits.MaxFields it reports a misuse and changes nothing.
func (c *Client) SetHeaderCountLimit(n int64) {
	if n < 1 || n > limits.MaxFields {
		c.report("set_header_count_limit", misuse(fmt.Sprintf("The limit must be between 1 and %d.", limits.MaxFields)))
		return
	}
	c.allowed.fields.Store(n)
}

// HeaderCountLimit is the most field lines that a response head may have.
func (c *Client) HeaderCountLimit() int64 { return c.allowed.fields.Load() }

// SetBodySizeLimit takes how many bytes a body may have; NoLimit, which is the default,
// takes any. A body whose length is announced is refused before the first byte of it.
// Another one is read up to the limit, a chunked one up to the last chunk within it.
func (c *Client) SetBodySizeLimit(n int64) {
	if n < NoLimit {
		c.report("set_body_size_limit", "The limit must be a number of bytes, or -1 for none.")
		return
	}
	c.allowed.body.Store(n)
}

// BodySizeLimit is the most bytes that a body may have, or NoLimit.
func (c *Client) BodySizeLimit() int64 { return c.allowed.body.Load() }
