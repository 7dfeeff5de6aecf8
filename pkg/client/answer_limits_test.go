// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client_test

import (
	"strings"
	"testing"

	"httpclientgo/pkg/client"
	"httpclientgo/pkg/internal/limits"
)

// What a script sets decides about the next answer; bytes within the limit are delivered before the error.
func TestLimitsThatAScriptSets(t *testing.T) {
	const ok = "HTTP/1.1 200 OK\r\n"
	const chunked = ok + "Transfer-Encoding: chunked\r\n\r\n"
	head := func(n int64) func(*client.Client) { return func(c *client.Client) { c.SetHeadSizeLimit(n) } }
	fields := func(n int64) func(*client.Client) { return func(c *client.Client) { c.SetHeaderCountLimit(n) } }
	body := func(n int64) func(*client.Client) { return func(c *client.Client) { c.SetBodySizeLimit(n) } }
	for _, tc := range []struct {
		name     string
		set      func(*client.Client)
		wire     string
		closes   bool
		question question

		body    string
		message string // "": no error
	}{
		{name: "a larger head", set: head(1 << 20), wire: ok + strings.Repeat("X: "+strings.Repeat("y", 1000)+"\r\n", 500) + "Content-Length: 2\r\n\r\nok", body: "ok"},
		{name: "a smaller head", set: head(1 << 10), wire: ok + "X: " + strings.Repeat("y", 2000) + "\r\nContent-Length: 2\r\n\r\nok", message: "over a limit: field: section over 1024 bytes (head_size_limit)."},
		{name: "more fields", set: fields(2000), wire: ok + strings.Repeat("X: y\r\n", 1999) + "Content-Length: 2\r\n\r\nok", body: "ok"},
		{name: "fewer fields", set: fields(1), wire: ok + "X: y\r\nContent-Length: 2\r\n\r\nok", message: "over a limit: field: more than 1 (header_count_limit)."},
		{name: "a length within", set: body(5), wire: ok + "Content-Length: 5\r\n\r\nhello", body: "hello"},
		{name: "a length beyond", set: body(4), wire: ok + "Content-Length: 5\r\n\r\nhello", message: "larger than body_size_limit, which is 4 bytes"},
		{name: "a length of nothing", set: body(0), wire: ok + "Content-Length: 0\r\n\r\n"},
		{name: "HEAD", set: body(0), wire: ok + "Content-Length: 5\r\n\r\n", question: headQuestion},
		{name: "204 with a length", set: body(0), wire: "HTTP/1.1 204 X\r\nContent-Length: 5\r\n\r\n"},
		{name: "chunks within", set: body(5), wire: chunked + "3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n", body: "hello"},
		{name: "a chunk beyond", set: body(4), wire: chunked + "3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n", body: "hel", message: "larger than body_size_limit, which is 4 bytes"},
		{name: "a chunk that is far beyond", set: body(4), wire: chunked + "3\r\nhel\r\n7fffffffffffffff\r\nlo", body: "hel", message: "larger than body_size_limit"},
		{name: "until close within", set: body(5), wire: ok + "\r\nhello", closes: true, body: "hello"},
		{name: "until close beyond", set: body(4), wire: ok + "\r\nhello", closes: true, body: "hell", message: "larger than body_size_limit"},
		{name: "until close beyond nothing", set: body(0), wire: ok + "\r\nh", closes: true, message: "larger than body_size_limit"},
		{name: "no limit again", set: func(c *client.Client) { c.SetBodySizeLimit(1); c.SetBodySizeLimit(client.NoLimit) }, wire: ok + "Content-Length: 5\r\n\r\nhello", body: "hello"},
	} {
		for how, pieces := range map[string][][]byte{"whole": {[]byte(tc.wire)}, "whole, what is available": {[]byte(tc.wire)}, "byte by byte": bytewise([]byte(tc.wire))} {
			if len(pieces) > 8192 {
				continue
			}
			t.Run(tc.name+"/"+how, func(t *testing.T) {
				tc.question.set = tc.set
				tc.question.joined = how == "whole, what is available"
				r := listen(t).ask(t, tc.question)
				defer r.end()
				r.feed(pieces...)
				if tc.closes {
					r.conn.Close()
				}
				got := r.finish()
				reason, failed := r.c.Reason()
				if got.body != tc.body || failed != (tc.message != "") || !strings.Contains(reason.Message, tc.message) {
					t.Errorf("body %q, %v %q\nwant %q, %q", got.body, failed, reason.Message, tc.body, tc.message)
				}
				if strings.Contains(tc.message, "body_size_limit") && (reason.Stage != "read" || reason.Received != int64(len(tc.body))) {
					t.Errorf("stage %s, received %d", reason.Stage, reason.Received)
				}
			})
		}
	}
}

// Out of range is one report, and changes nothing; what is set outlives Close.
func TestLimitsOutOfRange(t *testing.T) {
	var reports []string
	c := client.New(client.Config{Report: func(method, _ string) { reports = append(reports, method) }})
	c.SetHeadSizeLimit(5000)
	c.SetHeaderCountLimit(7)
	c.SetBodySizeLimit(9)
	c.SetHeadSizeLimit(limits.MinHead - 1)
	c.SetHeadSizeLimit(limits.MaxHead + 1)
	c.SetHeaderCountLimit(0)
	c.SetHeaderCountLimit(limits.MaxFields + 1)
	c.SetBodySizeLimit(-2)
	c.Close()
	if h, f, b := c.HeadSizeLimit(), c.HeaderCountLimit(), c.BodySizeLimit(); h != 5000 || f != 7 || b != 9 {
		t.Errorf("head %d, fields %d, body %d", h, f, b)
	}
	want := "set_head_size_limit set_head_size_limit set_header_count_limit set_header_count_limit set_body_size_limit"
	if got := strings.Join(reports, " "); got != want {
		t.Errorf("reports: %s", got)
	}
	if c := client.New(client.Config{}); c.HeadSizeLimit() != limits.Head || c.HeaderCountLimit() != limits.Fields || c.BodySizeLimit() != client.NoLimit {
		t.Error("the defaults are others")
	}
}
