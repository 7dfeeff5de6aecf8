// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"context"
	"io"
	"sync"

	"httpclientgo/pkg/content"
	"httpclientgo/pkg/fault"
)

// Do makes a call and returns when the head is there; the body is the caller's to read. ctx holds for the body as well.
// CancelAll and Close end it, with the reason cancelled.
//
// Redirects and retries are as in Start. The error is a *reason.Failure.
func (s *Session) Do(ctx context.Context, o *Options, r *Request) (_ *Response, err error) {
	t := s.newTask(ctx, o, r)
	leave := s.Join(func() { t.cancel(errCancelled) })
	closed := make(chan struct{})
	undo := context.AfterFunc(t.ctx, func() {
		defer close(closed)
		defer fault.Contain()
		if r.Body != nil {
			r.Body.Close()
		}
	})
	var x *exchange
	end := sync.OnceFunc(func() {
		if x != nil {
			x.close()
		}
		if !undo() {
			<-closed
		}
		t.end()
		leave()
	})
	defer func() {
		if v := recover(); v != nil {
			err = fault.Caught(v)
		}
		if err != nil {
			err = t.failure(err)
			end()
		}
	}()
	if err := t.start(); err != nil {
		return nil, err
	}
	err = t.run(func(found *exchange) error {
		x = found
		return nil
	})
	if err != nil {
		return nil, err
	}
	t.stopTime()
	t.countBody(x, 0)
	codings, coded, err := t.isCoded(x)
	if err != nil {
		return nil, err
	}
	b := &responseBody{t: t, x: x, r: x, end: end}
	if coded {
		b.decoder = content.Decode(x, codings)
		b.r = b.decoder
	}
	x.watch.rest()
	return &Response{Head: t.headOf(x), Body: b, Info: t.lastInfo()}, nil
}

// A responseBody is the Body of a Response. One goroutine reads; Close may come from another.
type responseBody struct {
	t       *task
	x       *exchange
	r       io.Reader
	decoder io.ReadCloser // nil: the body is not coded
	end     func()        // of Do

	reading sync.Mutex // held by a Read, and by Close when it has ended that
	err     error      // of the last Read
	closed  bool
}

func (b *responseBody) Read(p []byte) (n int, err error) {
	b.reading.Lock()
	defer b.reading.Unlock()
	switch {
	case b.closed:
		return 0, io.ErrClosedPipe
	case b.err != nil:
		return 0, b.err
	}
	defer func() {
		if v := recover(); v != nil {
			n, err = 0, fault.Caught(v)
		}
		if err != nil && err != io.EOF {
			err = b.t.failure(ofCoding(err))
		}
		b.err = err
	}()
	b.x.watch.resume()
	defer b.x.watch.rest()
	return b.r.Read(p)
}

func (b *responseBody) Close() error {
	if !b.reading.TryLock() {
		b.t.cancel(errCancelled)
		b.reading.Lock()
	}
	defer b.reading.Unlock()
	if b.closed {
		return nil
	}
	b.closed = true
	if b.decoder != nil {
		b.decoder.Close()
	}
	b.end()
	return nil
}
