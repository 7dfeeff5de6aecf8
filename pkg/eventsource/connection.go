// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package eventsource

import (
	"io"
	"time"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/fetch"
	"httpclientgo/pkg/internal/limits"
	"httpclientgo/pkg/reason"
)

// What a source does, WHATWG HTML 9.2.3. "Again" is with Config.Reconnect, and only where a repetition is safe: the
// method is idempotent (RFC 9110 Section 9.2.2), or there is an id, by which the server knows what was had.
//
//	state    what comes                         next     items
//	opening  200, text/event-stream             reading  Opened
//	opening  204                                over     Closed
//	opening  429, 500 to 504; again             waiting
//	opening  any other answer                   over     Failed, Closed
//	opening  no connection, or it is lost; again waiting
//	opening  any other fault                    over     Failed, Closed
//	reading  bytes                              reading  an Event for each that ends
//	reading  the end; again                     waiting
//	reading  the end                            over     Closed
//	reading  the connection is lost; again      waiting
//	reading  any other fault, or a limit        over     Failed, Closed
//	waiting  the time is over                   opening
//	any      Close, or the session's CancelAll  over     Closed; what was not taken is dropped
//
// Where there is no "again", the row below holds. The state is where run is.

const (
	// readSize is how much is read at a time, in bytes.
	readSize = 32 << 10

	// explanationTime is how long the body of an answer that is no event stream is waited for. Without it, a page that
	// never ends would keep the failure from the script where no time limit is set.
	explanationTime = 5 * time.Second
)

// An outcome is how a connection, or the attempt at one, ended.
type outcome struct {
	again   bool          // another one may do better
	failure *Failure      // of the source if there is no other one; nil: it ends without
	after   time.Duration // that the server wants to be left alone for
}

// run is the goroutine of a source.
func (s *Source) run() {
	defer close(s.done)
	defer s.leave()
	defer s.body.end()
	defer s.cancel()
	defer func() {
		if v := recover(); v != nil {
			s.end(&Failure{Err: fault.Caught(v)})
		}
	}()
	for {
		o := s.connect()
		if !o.again || !s.mayRepeat() {
			s.end(o.failure)
			return
		}
		if !s.wait(o.after) {
			return
		}
		if err := s.body.rewind(); err != nil {
			s.end(&Failure{Err: &reason.Error{Stage: "write", Word: reason.BadBody, Text: "the body cannot be sent once more", Err: err}})
			return
		}
	}
}

// mayRepeat reports whether the request may go out once more.
func (s *Source) mayRepeat() bool {
	return s.config.Reconnect && (isIdempotent(s.config.Request.Method) || s.lastReceived() != "")
}

// connect asks for the stream and reads it to its end.
func (s *Source) connect() outcome {
	o, r := s.config.Options, s.config.Request
	r.Headers = fields(r.Headers, o.Headers, s.lastReceived())
	r.Body = s.body.lend()
	response, err := s.config.Session.Do(s.ctx, &o, &r)
	if err != nil {
		return ofError(err)
	}
	defer response.Body.Close()
	switch head := response.Head; {
	case head.Code == 200 && isEventStream(head.Lines):
		s.add(Item{Kind: KindOpened})
		return s.read(response.Body)
	case head.Code == 204:
		return outcome{}
	case isPassing(head.Code) && s.mayRepeat():
		after, _ := fetch.RetryAfter(head.Lines, s.config.Clock.Now())
		return outcome{again: true, after: after}
	default:
		return outcome{failure: &Failure{Err: noStream(head), Head: head, Body: s.explanation(response.Body)}}
	}
}

// read takes events out of a stream until it ends.
func (s *Source) read(body io.Reader) outcome {
	p := NewParser(s.lastReceived(), s.eventLimit)
	buffer := make([]byte, readSize)
	for {
		n, err := body.Read(buffer)
		if n > 0 {
			s.misses = 0
			limit := p.Feed(buffer[:n], s.receive)
			s.setID(p.LastEventID())
			if ms := p.Retry(); ms >= 0 {
				s.retryTime = inEffect(time.Duration(min(ms, longestRetry.Milliseconds())) * time.Millisecond)
			}
			if limit != nil {
				return outcome{failure: &Failure{Err: overLimit(limit)}}
			}
		}
		if err == io.EOF {
			return outcome{again: true}
		}
		if err != nil {
			return ofError(err)
		}
	}
}

// explanation returns the beginning of a body that is no event stream, as much of it as comes in explanationTime.
func (s *Source) explanation(body io.ReadCloser) []byte {
	stop := s.config.Clock.After(explanationTime, func() {
		defer fault.Contain()
		body.Close()
	})
	defer stop()
	b, _ := io.ReadAll(io.LimitReader(body, limits.FailedBody)) // what came before a fault explains, too
	return b
}

// wait waits until the next request is due, for after at least. It reports false if the source was closed meanwhile.
func (s *Source) wait(after time.Duration) bool {
	due := make(chan struct{})
	stop := s.config.Clock.After(max(pause(s.retryTime, s.misses, s.config.Clock.Random()), min(after, longestRetry)), func() { close(due) })
	defer stop()
	s.misses++
	select {
	case <-due:
		return true
	case <-s.ctx.Done():
		return false
	}
}
