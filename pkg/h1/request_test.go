// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package h1_test

import (
	"errors"
	"strings"
	"testing"

	"httpclientgo/pkg/h1"
)

func TestRequestAppend(t *testing.T) {
	for _, test := range []struct {
		name string
		r    h1.Request
		want string
	}{
		{
			"nothing given",
			h1.Request{Method: "GET", Target: "/", Host: "example.com", UserAgent: "UA/1 (X)"},
			"GET / HTTP/1.1\r\nHost: example.com\r\nUser-Agent: UA/1 (X)\r\nAccept: */*\r\n\r\n",
		},
		{
			"body",
			h1.Request{Method: "POST", Target: "/p?q=1", Host: "h:8080", UserAgent: "UA", BodyLength: 12},
			"POST /p?q=1 HTTP/1.1\r\nHost: h:8080\r\nContent-Length: 12\r\nUser-Agent: UA\r\nAccept: */*\r\n\r\n",
		},
		{
			"body with GET",
			h1.Request{Method: "GET", Target: "/", Host: "h", UserAgent: "UA", BodyLength: 1},
			"GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nUser-Agent: UA\r\nAccept: */*\r\n\r\n",
		},
		{
			"caller's fields come first, to the letter",
			h1.Request{Method: "GET", Target: "/", Host: "h", UserAgent: "UA", Fields: []string{"X-b:  2 ", "x-A:1", "X-b:  2 "}},
			"GET / HTTP/1.1\r\nX-b:  2 \r\nx-A:1\r\nX-b:  2 \r\nHost: h\r\nUser-Agent: UA\r\nAccept: */*\r\n\r\n",
		},
		{
			"caller gives all, in any case",
			h1.Request{
				Method: "PUT", Target: "/", Host: "h", UserAgent: "UA", BodyLength: 5,
				Fields: []string{"ACCEPT: text/html", "user-agent: mine", "content-LENGTH: 99", "hOST: other"},
			},
			"PUT / HTTP/1.1\r\nACCEPT: text/html\r\nuser-agent: mine\r\ncontent-LENGTH: 99\r\nhOST: other\r\n\r\n",
		},
		{
			"a body that the caller has framed",
			h1.Request{Method: "POST", Target: "/", Host: "h", UserAgent: "UA", BodyLength: 15, Fields: []string{"transfer-encoding: chunked"}},
			"POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\nHost: h\r\nUser-Agent: UA\r\nAccept: */*\r\n\r\n",
		},
		{
			"fields that the caller does not want",
			h1.Request{Method: "GET", Target: "/", Host: "h", UserAgent: "UA", Omit: []string{"accept", "USER-AGENT"}},
			"GET / HTTP/1.1\r\nHost: h\r\n\r\n",
		},
		{
			"names that only begin alike",
			h1.Request{Method: "GET", Target: "/", Host: "h", UserAgent: "UA", Fields: []string{"Accept-Encoding: x", "Hostess: y", "Host : z", "X-Accept: a"}},
			"GET / HTTP/1.1\r\nAccept-Encoding: x\r\nHostess: y\r\nHost : z\r\nX-Accept: a\r\nHost: h\r\nUser-Agent: UA\r\nAccept: */*\r\n\r\n",
		},
		{
			"empty values and names alone",
			h1.Request{Method: "GET", Target: "/", Host: "h", UserAgent: "UA", Fields: []string{"Accept:", "User-Agent:"}},
			"GET / HTTP/1.1\r\nAccept:\r\nUser-Agent:\r\nHost: h\r\n\r\n",
		},
		{
			"targets of all forms are not looked into",
			h1.Request{Method: "OPTIONS", Target: "*", Host: "[::1]:80", UserAgent: "UA"},
			"OPTIONS * HTTP/1.1\r\nHost: [::1]:80\r\nUser-Agent: UA\r\nAccept: */*\r\n\r\n",
		},
		{
			"bytes that are not ASCII pass",
			h1.Request{Method: "GET", Target: "/ä b\t\x7f", Host: "h", UserAgent: "é", Fields: []string{"X: \xff\x01"}},
			"GET /ä b\t\x7f HTTP/1.1\r\nX: \xff\x01\r\nHost: h\r\nUser-Agent: é\r\nAccept: */*\r\n\r\n",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := test.r.Append([]byte("before"))
			if err != nil || string(got) != "before"+test.want {
				t.Errorf("%v\n got %q\nwant %q", err, got, "before"+test.want)
			}
		})
	}
}

func TestRequestRefused(t *testing.T) {
	good := h1.Request{Method: "GET", Target: "/", Host: "h", UserAgent: "UA"}
	place := map[string]func(r *h1.Request, text string){
		"method":     func(r *h1.Request, text string) { r.Method += text },
		"target":     func(r *h1.Request, text string) { r.Target += text },
		"field":      func(r *h1.Request, text string) { r.Fields = []string{"A: b", "X: y" + text} },
		"host":       func(r *h1.Request, text string) { r.Host += text },
		"user agent": func(r *h1.Request, text string) { r.UserAgent += text },
	}
	for name, set := range place {
		for _, text := range []string{"\r", "\n", "\r\n", "\x00", "\r\nEvil: 1", "\nEvil: 1", " HTTP/1.1\r\nHost: evil\r\n\r\nGET /"} {
			r := good
			set(&r, text)
			checkRefused(t, name, r)
		}
	}
	for name, r := range map[string]h1.Request{
		"no method":         {Target: "/"},
		"method of two":     {Method: "GET /x", Target: "/"},
		"method not ASCII":  {Method: "GÉT", Target: "/"},
		"empty field line":  {Method: "POST", Target: "/", Fields: []string{"A: b", "", "GET /evil HTTP/1.1"}},
		"fault in the last": {Method: "GET", Target: "/", Fields: []string{"A: b", "C: d\n"}},
	} {
		checkRefused(t, name, r)
	}
}

func checkRefused(t *testing.T, name string, r h1.Request) {
	t.Helper()
	got, err := r.Append([]byte("before"))
	if !errors.Is(err, &h1.ProtocolError{Kind: h1.KindRequest}) || string(got) != "before" {
		t.Errorf("%s: %+v gave %q, %v", name, r, got, err)
	}
	if err != nil && strings.ContainsAny(err.Error(), "\r\n\x00") {
		t.Errorf("%s: error has the byte in it: %q", name, err)
	}
}

func TestChecks(t *testing.T) {
	for _, test := range []struct {
		text          string
		target, field bool // whether it passes as such
	}{
		{"/", true, true},
		{"", true, false},
		{"/ä\t\x01\x7f\xff", true, true},
		{"a\rb", false, false},
		{"a\nb", false, false},
		{"a\x00b", false, false},
	} {
		if err := h1.CheckTarget(test.text); (err == nil) != test.target {
			t.Errorf("target %q: %v", test.text, err)
		}
		if err := h1.CheckField(test.text); (err == nil) != test.field {
			t.Errorf("field %q: %v", test.text, err)
		}
	}
}
