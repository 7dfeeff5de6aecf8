// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"errors"
	"io"
	"math/rand/v2"
	"strconv"
	"time"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/h1"
	"httpclientgo/pkg/reason"
)

// What Options.MaxRetries repeats, from the step that a redirect has led to.
//
//	what came                                  repeated                            after
//	a fault, and nothing was sent              with any method                     the usual wait
//	a fault of the connection                  with an idempotent method           the usual wait
//	429, 502, 503, 504                         with an idempotent method           Retry-After, else the usual wait
//	a fault that would come again, see lasting never
//	anything else, or pieces were given        never
//
// The usual wait is 0.5 s, doubled each time, up to mostWait, of which up to a half is left out by chance. A
// Retry-After that is longer than what Options.Timeout leaves makes the answer the last one: there would be nobody left
// to wait.
const (
	firstWait = 500 * time.Millisecond
	mostWait  = 30 * time.Second
)

// isEnd reports whether err is that the connection ended or broke.
func isEnd(err error) bool {
	if err == io.EOF {
		return true
	}
	var pe *h1.ProtocolError
	if errors.As(err, &pe) {
		return pe.Kind == h1.KindTruncated
	}
	return errors.As(err, new(*fault.Error)) && !errors.As(err, new(*fault.PanicError))
}

// lasting reports whether a fault will be the same the next time.
func lasting(word reason.Word) bool {
	switch word {
	case reason.Certificate, reason.Pin, reason.ClientCert, reason.BadHost, reason.Forbidden, reason.Internal:
		return true
	}
	return false
}

// again reports whether the task is to be repeated after err, when it has waited.
func (t *task) again(err error) bool {
	if t.retries >= t.o.MaxRetries || t.ctx.Err() != nil || t.given {
		return false
	}
	r := reason.Of(err)
	ofTime := false
	if s := (*stop)(nil); errors.As(err, &s) {
		ofTime = s.word == reason.Timeout // the idle limit: the task's context is not over
	}
	if !isEnd(err) && !ofTime || lasting(r.Word) {
		return false
	}
	if t.sentNow && !idempotent(t.step.method) {
		return false
	}
	return t.pause(t.usualWait()) == nil
}

// repeats reports whether the answer with that head is to be repeated, and after which wait.
func (t *task) repeats(h *h1.Head) (wait time.Duration, ok bool) {
	if t.retries >= t.o.MaxRetries || !idempotent(t.step.method) {
		return 0, false
	}
	switch h.Status {
	case 429, 502, 503, 504:
	default:
		return 0, false
	}
	wait = t.usualWait()
	if after, ok := RetryAfter(h.Lines, time.Now()); ok {
		wait = after
		if left, limited := t.left(); limited && wait >= left {
			return 0, false
		}
	}
	return wait, true
}

// RetryAfter reads the Retry-After among the lines of a head (RFC 9110 Section 10.2.3). It is 0 or more, and false if
// there is none that makes sense.
func RetryAfter(lines []string, now time.Time) (time.Duration, bool) {
	value, _ := valueOf(lines, "Retry-After")
	if n, err := strconv.ParseUint(value, 10, 31); err == nil {
		return time.Duration(n) * time.Second, true
	}
	if at, ok := parseDate(value); ok {
		return max(at.Sub(now), 0), true
	}
	return 0, false
}

// parseDate reads a date as fields have it (RFC 9110 Section 5.6.7).
func parseDate(value string) (time.Time, bool) {
	for _, layout := range []string{"Mon, 02 Jan 2006 15:04:05 GMT", "Monday, 02-Jan-06 15:04:05 GMT", time.ANSIC} {
		if at, err := time.Parse(layout, value); err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}

// usualWait returns the wait before the next repetition.
func (t *task) usualWait() time.Duration {
	wait := mostWait
	if t.retries < 6 {
		wait = min(firstWait<<t.retries, mostWait)
	}
	return wait - rand.N(wait/2)
}

// pause waits before a repetition, and counts it.
func (t *task) pause(wait time.Duration) error {
	t.retries++
	t.enter("connect")
	if err := t.s.sleep(t.ctx, wait); err != nil {
		return stopped(t.ctx, "connect")
	}
	return nil
}
