// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"httpclientgo/pkg/content"
	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/h1"
	"httpclientgo/pkg/reason"
	"httpclientgo/pkg/sink"
	"httpclientgo/pkg/uri"
)

// Stages of reason.Reason that are none of a connection.
const (
	stageCall = "call" // what the script asks for
	stageOpen = "open" // the file of a download
	stageSave = "save"
)

// BadURL is the error of a call for a URL of the script's that package uri refuses with err.
func BadURL(err error) error {
	text := "the URL makes no sense"
	if bad := (*uri.Error)(nil); errors.As(err, &bad) {
		text = fmt.Sprintf("the URL makes no sense: its %s: %s", bad.Kind, bad.Detail)
	}
	return &reason.Error{Stage: stageCall, Word: reason.BadURL, Text: text, Err: err}
}

func badMethod(method string) error {
	return &reason.Error{Stage: stageCall, Word: reason.BadMethod, Text: fmt.Sprintf("%.20q is no method that a call can have", method)}
}

func badBody(err error, format string, args ...any) error {
	return &reason.Error{Stage: "write", Word: reason.BadBody, Text: fmt.Sprintf(format, args...), Err: err}
}

// ofFile is about the file of a download: stageOpen before anything was asked for, else stageSave. nil stays nil.
func ofFile(err error, stage string) error {
	if err == nil {
		return nil
	}
	text := "the file of the download cannot be written"
	if e := (*sink.Error)(nil); errors.As(err, &e) {
		text = e.Error()
	}
	return &reason.Error{Stage: stage, Word: reason.File, Text: text, Err: err}
}

// ofCoding is about a body that cannot be decoded; other errors pass.
func ofCoding(err error) error {
	e := (*content.Error)(nil)
	if !errors.As(err, &e) || errors.As(err, new(*fault.PanicError)) {
		return err
	}
	return &reason.Error{Stage: "parse", Word: reason.BadCoding, Text: e.Error(), Err: err}
}

// overLimit is about a body that is larger than somebody allowed.
func overLimit(limit int64, property string) error {
	return &reason.Error{Stage: stageBody, Word: reason.Limit, Text: fmt.Sprintf("the body has more than %d bytes%s", limit, property)}
}

// stageBody is the stage of a limit that the body passed; that of the head's limits is parse.
const stageBody = "read"

// A stop is why a context was cancelled by us. reason.Of is asked for what it wraps.
type stop struct {
	word reason.Word
	text string
}

func (e *stop) Error() string { return e.text }

// in returns e as an error of that stage.
func (e *stop) in(stage string) error {
	return &reason.Error{Stage: stage, Word: e.word, Text: e.text, Err: e}
}

var errCancelled = &stop{reason.Cancelled, "the call was cancelled"}

func errTimeout(property string, limit time.Duration) *stop {
	return &stop{reason.Timeout, fmt.Sprintf("the time ran out: %v (%s)", limit, property)}
}

// stopped returns why ctx is over as a *reason.Error, nil if it is not. stage is where the call was.
func stopped(ctx context.Context, stage string) error {
	if ctx.Err() == nil {
		return nil
	}
	cause := context.Cause(ctx)
	var s *stop
	switch {
	case errors.As(cause, &s):
		return s.in(stage)
	case errors.Is(cause, context.DeadlineExceeded):
		return &reason.Error{Stage: stage, Word: reason.Timeout, Text: "the time ran out", Err: cause}
	case errors.Is(cause, context.Canceled):
		return errCancelled.in(stage)
	}
	return cause // of the body that was sent, or a defect
}

// failure completes the reason for err with what the task knows. Any goroutine may call it.
func (t *task) failure(err error) *reason.Failure {
	if f := (*reason.Failure)(nil); errors.As(err, &f) {
		return f
	}
	t.when.mu.Lock()
	defer t.when.mu.Unlock()
	w := &t.when
	r := reason.Of(err)
	atProxy := false
	if fe := (*fault.Error)(nil); errors.As(err, &fe) {
		atProxy = fe.Proxy
	}
	if !atProxy {
		r.Host, r.Port = w.host, w.port
	}
	if r.Address == "" {
		r.Address = w.address
	}
	r.NothingSent = !w.sent && (w.asking == nil || !w.asking.writes.Load())
	if r.Stage == "read" && w.inBody {
		r.Received, r.Expected = t.downloaded.Load()-w.resumed, w.expected
		howFar(&r, err)
	}
	return &reason.Failure{Reason: r, Err: err}
}

// howFar says of a body that was cut how far it came. That the connection simply ended is nothing more than that.
func howFar(r *reason.Reason, err error) {
	switch r.Word {
	case reason.Limit, reason.Internal, reason.Cancelled, reason.File, reason.BadBody:
		return
	}
	far := fmt.Sprintf("after %d bytes of the body", r.Received)
	if r.Expected >= 0 {
		far = fmt.Sprintf("after %d of %d bytes of the body", r.Received, r.Expected)
	}
	var pe *h1.ProtocolError
	if errors.As(err, &pe) && pe.Kind == h1.KindTruncated || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		r.Word = reason.Truncated
		r.Message = reason.Sentence("the connection ended " + far)
		return
	}
	r.Message = strings.TrimSuffix(r.Message, ".") + ", " + far + "."
}
