// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package eventsource_test

import (
	"errors"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"httpclientgo/pkg/eventsource"
	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/fetch"
	"httpclientgo/pkg/internal/limits"
	"httpclientgo/pkg/reason"
)

func fails(word reason.Word) error { return &reason.Error{Stage: "read", Word: word, Text: "it fails"} }

func lost(body string, word reason.Word) answer {
	a := stream(body)
	a.end = fails(word)
	return a
}

const second = time.Second

// sources has each row of the table in connection.go. What is waited for comes at once, and a source that asks more
// often than it should is held at the request for which there is no answer.
var sources = []struct {
	name    string
	answers []answer
	once    bool   // without Reconnect
	method  string // "": GET
	id      string // of the Config
	want    string // items
	waits   []time.Duration
	ids     string // Last-Event-ID of each request, "-" for none
}{
	{name: "a stream that ends", answers: []answer{stream("data: a\n\n")}, once: true, want: "opened message|a| closed", ids: "-"},
	{name: "an empty stream", answers: []answer{stream("")}, once: true, want: "opened closed", ids: "-"},
	{name: "an event that does not end", answers: []answer{stream("data: a\n\ndata: b\n")}, once: true, want: "opened message|a| closed", ids: "-"},
	{name: "204 at first", answers: []answer{status(204)}, want: "closed", ids: "-"},
	{name: "204 without reconnect", answers: []answer{status(204)}, once: true, want: "closed", ids: "-"},
	{name: "204 with the type of a stream", answers: []answer{status(204, "Content-Type: text/event-stream")}, want: "closed", ids: "-"},
	{name: "again until 204", answers: []answer{stream("data: a\n\n"), stream("data: b\n\n"), status(204)},
		want: "opened message|a| opened message|b| closed", waits: []time.Duration{3 * second, 3 * second}, ids: "- - -"},

	{name: "the id goes along", answers: []answer{stream("id: 1\ndata: a\n\n"), stream("id: 2\ndata: b\n\n"), status(204)},
		want: "opened message|a|1 opened message|b|2 closed", waits: []time.Duration{3 * second, 3 * second}, ids: "- 1 2"},
	{name: "the id of an event without data", answers: []answer{stream("id: 1\n\n"), status(204)}, want: "opened closed", waits: []time.Duration{3 * second}, ids: "- 1"},
	{name: "the id of an event that does not end", answers: []answer{stream("id: 1\n\nid: 2\ndata: x\n"), status(204)}, want: "opened closed", waits: []time.Duration{3 * second}, ids: "- 1"},
	{name: "a stream that is lost before any id keeps the old one",
		answers: []answer{stream("id: 1\ndata: a\n\n"), lost("", reason.Reset), lost("data: b\n\n", reason.Reset), lost(": x\n\n", reason.Reset), status(204)},
		want:    "opened message|a|1 opened opened message|b|1 opened closed", waits: []time.Duration{3 * second, 6 * second, 3 * second, 3 * second}, ids: "- 1 1 1 1"},
	{name: "an empty id takes it away", answers: []answer{stream("id\ndata: a\n\n"), status(204)}, id: "7", want: "opened message|a| closed", waits: []time.Duration{3 * second}, ids: "7 -"},
	{name: "an id of the script", answers: []answer{stream("data: a\n\n"), status(204)}, id: "ü 7", want: "opened message|a|ü 7 closed", waits: []time.Duration{3 * second}, ids: "ü_7 ü_7"},

	{name: "retry", answers: []answer{stream("retry: 1500\n"), stream("data\n\n"), status(204)}, want: "opened opened message|| closed", waits: []time.Duration{1500 * time.Millisecond, 1500 * time.Millisecond}, ids: "- - -"},
	{name: "a retry time too short", answers: []answer{stream("retry: 0\n"), status(204)}, want: "opened closed", waits: []time.Duration{second / 10}, ids: "- -"},
	{name: "a retry time too long", answers: []answer{stream("retry: 99999999999999999999\n"), status(204)}, want: "opened closed", waits: []time.Duration{time.Hour}, ids: "- -"},

	{name: "waits grow to a minute", answers: []answer{status(500), status(501), status(502), status(503), status(504), status(429), status(500), stream(":\n"), status(500), status(204)},
		want: "opened closed", waits: []time.Duration{3 * second, 6 * second, 12 * second, 24 * second, 48 * second, 48 * second, 48 * second, 3 * second, 6 * second}, ids: "- - - - - - - - - -"},
	{name: "streams without a byte let waits grow", answers: []answer{stream(""), stream(""), stream(""), status(204)},
		want: "opened opened opened closed", waits: []time.Duration{3 * second, 6 * second, 12 * second}, ids: "- - - -"},
	{name: "Retry-After in seconds", answers: []answer{status(503, "retry-after: 120"), status(429, "Retry-After:1"), status(503, "Retry-After: -5"), status(503, "Retry-After: 1.5"), status(204)},
		want: "closed", waits: []time.Duration{120 * second, 6 * second, 12 * second, 24 * second}, ids: "- - - - -"},
	{name: "Retry-After as a date", answers: []answer{status(503, "Retry-After: Sun, 01 Nov 2026 12:02:00 GMT"), status(503, "Retry-After: Sunday, 01-Nov-26 12:02:00 GMT"),
		status(503, "Retry-After: Sun Nov  1 12:02:00 2026"), status(503, "Retry-After: Sun, 01 Nov 2026 11:00:00 GMT"), status(204)},
		want: "closed", waits: []time.Duration{120 * second, 120 * second, 120 * second, 24 * second}, ids: "- - - - -"},
	{name: "Retry-After beyond an hour", answers: []answer{status(503, "Retry-After: 1000000"), status(204)}, want: "closed", waits: []time.Duration{time.Hour}, ids: "- -"},

	{name: "503 without reconnect", answers: []answer{status(503)}, once: true, want: "failed status closed", ids: "-"},
	{name: "404", answers: []answer{status(404)}, want: "failed status closed", ids: "-"},
	{name: "401 later", answers: []answer{stream("data: a\n\n"), status(401)}, want: "opened message|a| failed status closed", waits: []time.Duration{3 * second}, ids: "- -"},
	{name: "505", answers: []answer{status(505)}, want: "failed status closed", ids: "-"},
	{name: "408", answers: []answer{status(408)}, want: "failed status closed", ids: "-"},
	{name: "201 with the type of a stream", answers: []answer{status(201, "Content-Type: text/event-stream")}, want: "failed status closed", ids: "-"},
	{name: "200 without a type", answers: []answer{status(200)}, want: "failed status closed", ids: "-"},
	{name: "200 with another type", answers: []answer{status(200, "Content-Type: text/html")}, want: "failed status closed", ids: "-"},
	{name: "200 with a type like it", answers: []answer{status(200, "Content-Type: text/event-stream2")}, want: "failed status closed", ids: "-"},
	{name: "the last type counts", answers: []answer{status(200, "Content-Type: text/event-stream", "Content-Type: text/plain")}, want: "failed status closed", ids: "-"},
	{name: "types that are one", answers: []answer{status(200, "content-type:Text/Event-Stream"), status(200, "Content-Type: text/event-stream ; charset=\"x\""),
		status(200, "Content-Type: text/event-stream;"), status(204)},
		want: "opened opened opened closed", waits: []time.Duration{3 * second, 6 * second, 12 * second}, ids: "- - - -"},

	{name: "no connection", answers: []answer{{err: fails(reason.Refused)}, {err: fails(reason.NameUnknown)}, {err: fails(reason.Offline)}, {err: fails(reason.Timeout)}, status(204)},
		want: "closed", waits: []time.Duration{3 * second, 6 * second, 12 * second, 24 * second}, ids: "- - - - -"},
	{name: "no connection without reconnect", answers: []answer{{err: fails(reason.Refused)}}, once: true, want: "failed refused closed", ids: "-"},
	{name: "lost", answers: []answer{lost("data: a\n\ndata: b\n", reason.Truncated), lost("data: c\n\n", reason.Timeout), status(204)},
		want: "opened message|a| opened message|c| closed", waits: []time.Duration{3 * second, 3 * second}, ids: "- - -"},
	{name: "lost without reconnect", answers: []answer{lost("data: a\n\ndata: b\n", reason.Truncated)}, once: true, want: "opened message|a| failed truncated closed", ids: "-"},
	{name: "a certificate", answers: []answer{{err: fails(reason.Certificate)}}, want: "failed certificate closed", ids: "-"},
	{name: "an unusable URL", answers: []answer{{err: fails(reason.BadURL)}}, want: "failed bad_url closed", ids: "-"},
	{name: "a redirect too many", answers: []answer{{err: fails(reason.RedirectLimit)}}, want: "failed redirect_limit closed", ids: "-"},
	{name: "a broken coding", answers: []answer{lost("data: a\n\n", reason.BadCoding)}, want: "opened message|a| failed bad_coding closed", ids: "-"},
	{name: "an alert later", answers: []answer{lost("", reason.TLS), status(204)}, want: "opened closed", waits: []time.Duration{3 * second}, ids: "- -"},
	{name: "a proxy that is away", answers: []answer{{err: fails(reason.Proxy)}, status(204)}, want: "closed", waits: []time.Duration{3 * second}, ids: "- -"},
	{name: "a proxy that is busy", answers: []answer{{err: &reason.Failure{Reason: reason.Reason{Word: reason.Proxy, ProxyStatus: 503}}}, status(204)}, want: "closed", waits: []time.Duration{3 * second}, ids: "- -"},
	{name: "a proxy that wants a password", answers: []answer{{err: &reason.Failure{Reason: reason.Reason{Word: reason.Proxy, ProxyStatus: 407}}}}, want: "failed proxy closed", ids: "-"},
	{name: "cancelled by the session", answers: []answer{{err: fails(reason.Cancelled)}}, want: "closed", ids: "-"},
	{name: "a limit", answers: []answer{stream("data: a\n\n" + strings.Repeat("x", limits.EventLine+1))}, want: "opened message|a| failed limit closed", ids: "-"},
	{name: "a defect", answers: []answer{{panics: true}}, want: "failed internal closed", ids: "-"},

	{name: "POST ends with its stream", answers: []answer{stream("data: a\n\n")}, method: "POST", want: "opened message|a| closed", ids: "-"},
	{name: "POST is lost", answers: []answer{lost("data: a\n\n", reason.Reset)}, method: "POST", want: "opened message|a| failed reset closed", ids: "-"},
	{name: "POST finds nobody", answers: []answer{{err: fails(reason.Refused)}}, method: "POST", want: "failed refused closed", ids: "-"},
	{name: "POST finds a busy server", answers: []answer{status(503, "Retry-After: 1")}, method: "POST", want: "failed status closed", ids: "-"},
	{name: "PATCH too", answers: []answer{lost("", reason.Reset)}, method: "PATCH", want: "opened failed reset closed", ids: "-"},
	{name: "POST with an id goes on", answers: []answer{lost("id: 1\ndata: a\n\n", reason.Reset), status(503), lost("", reason.Reset), status(204)}, method: "POST",
		want: "opened message|a|1 opened closed", waits: []time.Duration{3 * second, 6 * second, 12 * second}, ids: "- 1 1 1"},
	{name: "POST whose id is taken away", answers: []answer{lost("id: 1\n\nid\n\n", reason.Reset)}, method: "POST", want: "opened failed reset closed", ids: "-"},
	{name: "PUT is idempotent", answers: []answer{lost("", reason.Reset), status(204)}, method: "PUT", want: "opened closed", waits: []time.Duration{3 * second}, ids: "- -"},
}

func TestSource(t *testing.T) {
	for _, test := range sources {
		t.Run(test.name, func(t *testing.T) {
			before := runtime.NumGoroutine()
			f, c := fake(test.answers...), newConsumer(t)
			clock := &fakeClock{auto: true}
			s := eventsource.Open(eventsource.Config{
				Session: f, Request: fetch.Request{URL: "http://a.example/x", Method: test.method}, Reconnect: !test.once,
				RetryTime: 3 * second, LastEventID: test.id, Wake: c.wake, Clock: clock.clock(0),
			})
			if got := strings.Join(c.finish(s), " "); got != test.want {
				t.Errorf("\n got %s\nwant %s", got, test.want)
			}
			waits := slices.DeleteFunc(clock.waits, func(d time.Duration) bool { return d == 5*second }) // for a body that explains
			if !slices.Equal(waits, test.waits) {
				t.Errorf("waited %v, want %v", waits, test.waits)
			}
			var ids []string
			for _, r := range f.requests {
				id := "-"
				for _, line := range r.Headers {
					if v, ok := strings.CutPrefix(line, "Last-Event-ID: "); ok {
						id = strings.ReplaceAll(v, " ", "_")
					}
				}
				ids = append(ids, id)
			}
			if got := strings.Join(ids, " "); got != test.ids {
				t.Errorf("asked with the ids %q, want %q", got, test.ids)
			}
			if f.open != 0 || !f.left || clock.running() != 0 {
				t.Errorf("%d bodies open, left the session: %t, %d timers run", f.open, f.left, clock.running())
			}
			noGoroutineLeft(t, before)
		})
	}
}

// TestFailure: a failure has what a script needs to explain it.
func TestFailure(t *testing.T) {
	long := strings.Repeat("x", limits.FailedBody+1)
	for _, test := range []struct {
		answer  answer
		body    string
		message string
	}{
		{answer{code: 401, lines: []string{"Content-Type: application/json", "X-A: b"}, body: `{"error":"key"}`}, `{"error":"key"}`, "The server answered 401, which is no event stream."},
		{answer{code: 200, lines: []string{"Content-Type: text/html"}, body: long}, long[1:], `The server answered with the content type "text/html", which is no event stream.`},
		{answer{code: 500, body: "half", end: fails(reason.Reset)}, "half", "The server answered 500, which is no event stream."},
	} {
		f, c := fake(test.answer), newConsumer(t)
		s := eventsource.Open(eventsource.Config{Session: f, Request: fetch.Request{URL: "https://a.example/x"}, Wake: c.wake, Clock: (&fakeClock{}).clock(0)})
		c.finish(s)
		got := c.items[0].Failure
		if got == nil || string(got.Body) != test.body || got.Head == nil || got.Head.Code != test.answer.code || !slices.Equal(got.Head.Lines, test.answer.lines) {
			t.Fatalf("%d: %+v", test.answer.code, got)
		}
		if r := reason.Of(got.Err); r.Word != reason.Status || r.Host != "a.example" || r.Port != 443 || r.Message != test.message {
			t.Errorf("%d: %+v", test.answer.code, r)
		}
	}
	cause := fails(reason.Refused)
	c := newConsumer(t)
	c.finish(eventsource.Open(eventsource.Config{Session: fake(answer{err: cause}), Wake: c.wake}))
	if got := c.items[0].Failure; !errors.Is(got.Err, cause) || got.Head != nil || got.Body != nil {
		t.Errorf("%+v", got)
	}
	c = newConsumer(t)
	c.finish(eventsource.Open(eventsource.Config{Session: fake(answer{panics: true}), Wake: c.wake}))
	if got := c.items[0].Failure; !errors.As(got.Err, new(*fault.PanicError)) {
		t.Errorf("%+v", got)
	}
	c = newConsumer(t)
	c.finish(eventsource.Open(eventsource.Config{Session: fake(stream("data: 12345\n\n")), Options: fetch.Options{BodySizeLimit: 4}, Wake: c.wake}))
	if r := reason.Of(c.items[1].Failure.Err); r.Message != "The event stream has an event of more than 4 bytes (body_size_limit)." || r.Stage != "parse" {
		t.Errorf("%+v", r)
	}
}

// TestExplanationWithoutEnd: a body that explains and does not end is given up, and what came of it counts.
func TestExplanationWithoutEnd(t *testing.T) {
	clock := &fakeClock{}
	f, c := fake(answer{code: 404, body: "no", hold: true}), newConsumer(t)
	s := eventsource.Open(eventsource.Config{Session: f, Wake: c.wake, Clock: clock.clock(0)})
	go (<-clock.set).f()
	c.finish(s)
	if got := c.items[0].Failure; string(got.Body) != "no" {
		t.Errorf("%q", got.Body)
	}
}

// TestFields: what is sent is the caller's, and what an event source needs where nobody else said it.
func TestFields(t *testing.T) {
	const accept, cache = "Accept: text/event-stream", "Cache-Control: no-store"
	for _, test := range []struct {
		own, session []string
		id           string
		want         []string
	}{
		{want: []string{accept, cache}},
		{id: "5", want: []string{"Last-Event-ID: 5", accept, cache}},
		{own: []string{"X: y", "x: Z"}, want: []string{"X: y", "x: Z", accept, cache}},
		{own: []string{"accept:text/plain"}, want: []string{"accept:text/plain", cache}},
		{own: []string{"CACHE-CONTROL: max-age=0", "Accept:"}, want: []string{"CACHE-CONTROL: max-age=0", "Accept:"}},
		{session: []string{"Accept: */*"}, want: []string{cache}},
		{session: []string{"Cache-control: no-cache"}, own: []string{"Acceptance: x"}, want: []string{"Acceptance: x", accept}},
		{own: []string{"last-event-id: 4", "A: b"}, want: []string{"last-event-id: 4", "A: b", accept, cache}},
		{own: []string{"last-event-id: 4", "A: b"}, id: "5", want: []string{"A: b", "Last-Event-ID: 5", accept, cache}},
	} {
		f, c := fake(status(204)), newConsumer(t)
		own := slices.Clone(test.own)
		s := eventsource.Open(eventsource.Config{
			Session: f, Options: fetch.Options{Headers: test.session, MaxRetries: 3, MaxConnections: 6, BodySizeLimit: 9, Timeout: second, IdleTimeout: 2 * second},
			Request: fetch.Request{Headers: test.own}, LastEventID: test.id, Wake: c.wake,
		})
		c.finish(s)
		if got := f.requests[0].Headers; !slices.Equal(got, test.want) || !slices.Equal(own, test.own) {
			t.Errorf("%+v: sent %q", test, got)
		}
		if o := f.options[0]; o.MaxRetries != 0 || o.MaxConnections != 0 || o.BodySizeLimit != -1 || o.Timeout != second || o.IdleTimeout != 2*second || !slices.Equal(o.Headers, test.session) {
			t.Errorf("options %+v", o)
		}
	}
}

// A rewinding is a body that says what is done with it.
type rewinding struct {
	text   string
	at     int
	broken bool
	closed atomic.Int32
}

func (b *rewinding) Read(p []byte) (int, error) {
	if b.closed.Load() > 0 || b.at == len(b.text) {
		return 0, io.EOF
	}
	n := copy(p, b.text[b.at:])
	b.at += n
	return n, nil
}

func (b *rewinding) Length() int64 { return int64(len(b.text)) }

func (b *rewinding) Rewind() error {
	if b.broken {
		return errors.New("gone")
	}
	b.at = 0
	return nil
}

func (b *rewinding) Close() error { b.closed.Add(1); return nil }

// TestBody: a body goes out again with each request and is closed at the end, whatever a call does with it.
func TestBody(t *testing.T) {
	for broken, want := range map[bool]string{false: "opened message||1 opened closed", true: "opened message||1 failed bad_body closed"} {
		f, c := fake(stream("id: 1\ndata\n\n"), stream(""), status(204)), newConsumer(t)
		body := &rewinding{text: "question", broken: broken}
		s := eventsource.Open(eventsource.Config{
			Session: f, Request: fetch.Request{Method: "POST", Body: body}, Reconnect: true, Wake: c.wake, Clock: (&fakeClock{auto: true}).clock(0),
		})
		if got := strings.Join(c.finish(s), " "); got != want {
			t.Errorf("%s, want %s", got, want)
		}
		if got := strings.Join(f.bodies, " "); got != "question question question" && !broken || body.closed.Load() == 0 {
			t.Errorf("sent %q, closed %d times", got, body.closed.Load())
		}
	}
}
