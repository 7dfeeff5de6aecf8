// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"slices"
	"strings"
	"testing"

	"httpclientgo/pkg/proxy"

	"httpclientgo/pkg/content"
)

// The lines of a request, to the letter and in their order.
func TestHeaders(t *testing.T) {
	p := serve(t, answers(func(asked) string { return ok("x") }))
	host := "Host: " + p.url[7:]
	accept := "Accept-Encoding: " + content.Accept
	rest := []string{host, "User-Agent: test", "Accept: */*"}
	with := func(lines ...string) []string { return append(lines, rest...) }
	tests := []struct {
		name          string
		session, call []string
		change        func(o *Options, r *Request)
		want          []string
	}{
		{"none", nil, nil, nil, with(accept)},
		{"call's", nil, []string{"x-B:  2 ", "X-a:1", "x-B:  2 "}, nil, with("x-B:  2 ", "X-a:1", "x-B:  2 ", accept)},
		{"session's", []string{"X-S: 1", "X-T: 2"}, []string{"X-C: 3"}, nil, with("X-S: 1", "X-T: 2", "X-C: 3", accept)},
		{"the call's go before the session's", []string{"X-S: 1", "X-T: 2"}, []string{"x-s: 3"}, nil, with("X-T: 2", "x-s: 3", accept)},
		{"taken from the session", []string{"X-S: 1", "X-T: 2"}, []string{"x-s:"}, nil, with("X-T: 2", accept)},
		{"taken from the library", nil, []string{"User-Agent:", "accept: ", "Accept-Encoding:"}, nil, []string{host}},
		{"taken by the session", []string{"User-Agent:"}, nil, nil, []string{accept, host, "Accept: */*"}},
		{"Host cannot be taken", nil, []string{"Host:"}, nil, with(accept)},
		{"in place of the library's", nil, []string{"user-agent: mine", "Accept: text/x", "accept-encoding: gzip", "Host: h.example"}, nil,
			[]string{"user-agent: mine", "Accept: text/x", "accept-encoding: gzip", "Host: h.example"}},
		{"Accept-Encoding of the session", []string{"Accept-Encoding: br"}, nil, nil, with("Accept-Encoding: br")},
		{"no codings", nil, nil, func(o *Options, r *Request) { o.Decompress = false }, with()},
		{"type of the body", nil, nil, func(o *Options, r *Request) {
			r.Method, r.Body, r.ContentType = "POST", newText("{}"), "application/json"
		}, []string{"Content-Type: application/json", accept, host, "Content-Length: 2", "User-Agent: test", "Accept: */*"}},
		{"type given", nil, []string{"content-type: x/y"}, func(o *Options, r *Request) {
			r.Method, r.Body, r.ContentType = "POST", newText("{}"), "application/json"
		}, []string{"content-type: x/y", accept, host, "Content-Length: 2", "User-Agent: test", "Accept: */*"}},
		{"type without a body", nil, nil, func(o *Options, r *Request) { r.ContentType = "application/json" }, with(accept)},
		{"odd bytes", nil, []string{"X: \xff\x01\u00fc\t"}, nil, with("X: \xff\x01\u00fc\t", accept)},
	}
	s := newSession(t)
	for _, test := range tests {
		o := options()
		o.Headers = test.session
		r := &Request{URL: p.url, Headers: test.call}
		if test.change != nil {
			test.change(o, r)
		}
		before := len(p.requests())
		if out := do(t, s, o, r); out.Result != 0 {
			t.Errorf("%s: %v", test.name, out.Err)
			continue
		}
		if got := p.requests()[before].lines; !slices.Equal(got, test.want) {
			t.Errorf("%s:\n%q, want\n%q", test.name, got, test.want)
		}
	}
}

func TestTargets(t *testing.T) {
	p := serve(t, answers(func(asked) string { return ok("x") }))
	s := newSession(t)
	for _, test := range []struct{ base, url, target, shown string }{
		{"", p.url, "/", "/"},
		{"", p.url + "?q", "/?q", "/?q"},
		{"", p.url + "/a b\u00fc%20#frag", "/a%20b%C3%BC%20", "/a%20b%C3%BC%20"},
		{"", strings.ToUpper(p.url[:4]) + p.url[4:] + "/x", "/x", "/x"},
		{p.url + "/v1/", "scores", "/v1/scores", "/v1/scores"},
		{p.url + "/v1", "scores", "/scores", "/scores"},
		{p.url + "/v1/", "/scores?x", "/scores?x", "/scores?x"},
		{"http://unused.invalid/", p.url + "/x", "/x", "/x"},
		{"", strings.Replace(p.url, "//", "//u:p@", 1) + "/x", "/x", "/x"},
	} {
		o := options()
		o.BaseURL = test.base
		before := len(p.requests())
		out := do(t, s, o, &Request{URL: test.url})
		if out.Result != 0 || p.requests()[before].target != test.target || out.Head.URL != p.url+test.shown {
			t.Errorf("%q: %v, %+v", test.url, out.Err, out.Head)
		}
	}
}

func TestCookies(t *testing.T) {
	p := serve(t, answers(func(a asked) string {
		path := a.target
		if u, isAbsolute := strings.CutPrefix(path, "http://"); isAbsolute {
			path = u[strings.IndexByte(u, '/'):]
		}
		switch path {
		case "/set":
			return answer(302, "", "Location: /got", "Set-Cookie: a=1; Path=/", "set-cookie: b=2; Path=/other")
		case "/domain":
			_, domain, _ := strings.Cut(a.one("Host"), ".")
			return ok("x", "Set-Cookie: d=4; Domain="+domain)
		case "/psl":
			return ok("x", "Set-Cookie: c=3; Domain=com")
		}
		return ok("x")
	}))
	s := newSession(t)
	o := options()
	last := func(path string, lines ...string) string {
		t.Helper()
		if out := do(t, s, o, &Request{URL: p.url + path, Headers: lines}); out.Result != 0 {
			t.Fatal(out.Err)
		}
		all := p.requests()
		return all[len(all)-1].one("Cookie")
	}
	if c := last("/set"); c != "" {
		t.Errorf("not enabled: %q", c)
	}
	o.Cookies = true
	if c := last("/set"); c != "a=1" {
		t.Errorf("after a redirect: %q", c)
	}
	if c := last("/x", "Cookie: mine=1"); c != "mine=1" {
		t.Errorf("the call's own: %q", c)
	}
	if c := last("/x", "Cookie:"); c != "" {
		t.Errorf("taken away: %q", c)
	}
	last("/psl")
	if c := last("/x"); c != "a=1" {
		t.Errorf("of a public suffix: %q", c)
	}
	// Names below one domain share its cookies, unless the public can have names there.
	o.HTTPProxy = &proxy.Proxy{Host: "127.0.0.1", Port: p.port}
	by := func(host, path string) string {
		t.Helper()
		if out := do(t, s, o, &Request{URL: "http://" + host + path}); out.Result != 0 {
			t.Fatal(out.Err)
		}
		all := p.requests()
		return all[len(all)-1].one("Cookie")
	}
	for _, test := range []struct{ at, to, want string }{
		{"a.site.example", "b.site.example", "d=4"}, {"a.github.io", "b.github.io", ""}, {"a.co.uk", "b.co.uk", ""}, {"a.com", "b.com", ""},
	} {
		by(test.at, "/domain")
		if c := by(test.to, "/x"); c != test.want {
			t.Errorf("%s from %s: %q", test.to, test.at, c)
		}
	}
	o.HTTPProxy = nil
	s.ClearCookies()
	if c := last("/x"); c != "" {
		t.Errorf("cleared: %q", c)
	}
}
