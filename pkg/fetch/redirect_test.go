// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"httpclientgo/pkg/h1"
	"httpclientgo/pkg/internal/tlstest"
	"httpclientgo/pkg/reason"
	"httpclientgo/pkg/trust"
	"httpclientgo/pkg/uri"
)

// Each code with each method: what the next request is, with and without a body.
func TestRedirectMethods(t *testing.T) {
	p := serve(t, answers(func(a asked) string {
		var code int
		if n, _ := fmt.Sscanf(a.target, "/%d", &code); n == 1 {
			return answer(code, "moved", "Location: /there")
		}
		return ok("here")
	}))
	s := newSession(t)
	methods := []string{"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"}
	for _, code := range []int{300, 301, 302, 303, 304, 305, 306, 307, 308} {
		for _, method := range methods {
			for _, body := range []string{"", "content"} {
				if method == "HEAD" || method == "TRACE" {
					body = ""
				}
				follows := code != 300 && (code < 304 || code > 306)
				next, nextBody := method, body
				switch {
				case code == 303 && method != "HEAD", code < 303 && method == "POST":
					next, nextBody = "GET", ""
				case code == 303:
					nextBody = ""
				}
				before := len(p.requests())
				r := &Request{Method: method, URL: fmt.Sprintf("%s/%d", p.url, code), Headers: []string{
					"Content-Type: text/x", "X-Mine: 1", "Content-Language: en", "Authorization: secret", "Cookie: a=b",
				}}
				sent := (*textBody)(nil)
				if body != "" {
					sent = newText(body)
					r.Body = sent
				}
				out := do(t, s, options(), r)
				got := p.requests()[before:]
				name := fmt.Sprintf("%d to %s with %q", code, method, body)
				if !follows {
					if len(got) != 1 || out.Result != 0 || out.code() != code {
						t.Errorf("%s: %d requests, code %d", name, len(got), out.code())
					}
					continue
				}
				if out.Result != 0 || out.code() != 200 || len(got) != 2 || out.Head.URL != p.url+"/there" {
					t.Fatalf("%s: result %d, code %d, %d requests, %v", name, out.Result, out.code(), len(got), out.Err)
				}
				second := got[1]
				if second.method != next || second.body != nextBody {
					t.Errorf("%s: %s with %q", name, second.method, second.body)
				}
				dropped := next != method || code == 303
				if has := second.one("Content-Type") != "" || second.one("Content-Language") != ""; has == dropped {
					t.Errorf("%s: fields of the body: %q", name, second.lines)
				}
				if second.one("X-Mine") != "1" || second.one("Authorization") != "secret" || second.one("Cookie") != "a=b" {
					t.Errorf("%s: own fields: %q", name, second.lines)
				}
				if sent != nil && (sent.rewound.Load() > 0) != (nextBody != "") {
					t.Errorf("%s: rewound %d times", name, sent.rewound.Load())
				}
			}
		}
	}
}

// What goes to which origin.
func TestSecrets(t *testing.T) {
	basic := func(user string) string { return "Basic " + base64.StdEncoding.EncodeToString([]byte(user)) }
	there := serve(t, answers(func(a asked) string {
		if a.target == "/back" {
			return answer(302, "", "Location: "+a.one("X-Home")+"/end")
		}
		return ok("there")
	}))
	home := serve(t, answers(func(a asked) string {
		switch a.target {
		case "/near":
			return answer(307, "", "Location: /end")
		case "/far":
			return answer(307, "", "Location: "+there.url+"/end")
		case "/far/user":
			return answer(307, "", "Location: "+strings.Replace(there.url, "//", "//new:word@", 1)+"/end")
		case "/near/user":
			return answer(307, "", "Location: "+strings.Replace("http://"+a.one("Host"), "//", "//new:word@", 1)+"/end")
		case "/round":
			return answer(307, "", "Location: "+there.url+"/back")
		}
		return ok("home")
	}))
	mine := []string{"Authorization: A", "Cookie: c=1", "Proxy-Authorization: P", "X-Other: o"}
	type sent struct{ authorization, cookie, proxy, other string }
	all, none := sent{"A", "c=1", "P", "o"}, sent{"", "", "", "o"}
	user := func(s sent, who string) sent {
		s.authorization = basic(who)
		return s
	}
	tests := []struct {
		name, base, url string
		session, call   []string
		want            []sent // of each request
	}{
		{"call's, same origin", "", home.url + "/near", nil, mine, []sent{all, all}},
		{"call's, other origin", "", home.url + "/far", nil, mine, []sent{all, none}},
		{"call's, there and back", "", home.url + "/round", nil, mine, []sent{all, none, none}},
		{"session's, no base", "", home.url + "/near", mine, nil, []sent{all, all}},
		{"session's, no base, other origin", "", home.url + "/far", mine, nil, []sent{all, none}},
		{"session's, at its base", home.url + "/x/", "/near", mine, nil, []sent{all, all}},
		{"session's, redirected away from its base", home.url, "/far", mine, nil, []sent{all, none}},
		{"session's, not its base", there.url, home.url + "/near", mine, nil, []sent{none, none}},
		{"session's, redirected to its base", there.url, home.url + "/far", mine, nil, []sent{none, none}},
		{"call's, not its base", there.url, home.url + "/near", nil, mine, []sent{all, all}},
		{"user in the URL", "", strings.Replace(home.url, "//", "//u:p@", 1) + "/near", nil, []string{"X-Other: o"}, []sent{user(none, "u:p"), user(none, "u:p")}},
		{"user, other origin", "", strings.Replace(home.url, "//", "//u:p@", 1) + "/far", nil, []string{"X-Other: o"}, []sent{user(none, "u:p"), none}},
		{"new user, other origin", "", strings.Replace(home.url, "//", "//u:p@", 1) + "/far/user", nil, []string{"X-Other: o"}, []sent{user(none, "u:p"), user(none, "new:word")}},
		{"new user, same origin", "", home.url + "/near/user", nil, []string{"X-Other: o"}, []sent{none, user(none, "new:word")}},
		{"user before the session's", "", strings.Replace(home.url, "//", "//u:p@", 1) + "/end", mine, nil, []sent{user(all, "u:p")}},
		{"call's before the user", "", strings.Replace(home.url, "//", "//u:p@", 1) + "/end", nil, mine, []sent{all}},
		{"taken away", "", strings.Replace(home.url, "//", "//u:p@", 1) + "/end", mine, []string{"Authorization:", "cookie: ", "PROXY-AUTHORIZATION:"}, []sent{none}},
	}
	s := newSession(t)
	for _, test := range tests {
		o := options()
		o.BaseURL, o.Headers = test.base, append([]string{"X-Home: " + home.url}, test.session...)
		h, f := len(home.requests()), len(there.requests())
		out := do(t, s, o, &Request{URL: test.url, Headers: test.call})
		if out.Result != 0 || out.code() != 200 || strings.Contains(out.Head.URL, "@") {
			t.Errorf("%s: %d, %v", test.name, out.Result, out.Err)
			continue
		}
		got := home.requests()[h:]
		if away := there.requests()[f:]; len(away) > 0 {
			got = append(got[:1:1], append(away, got[1:]...)...)
		}
		if len(got) != len(test.want) {
			t.Errorf("%s: %d requests", test.name, len(got))
			continue
		}
		for i, a := range got {
			if g := (sent{a.one("Authorization"), a.one("Cookie"), a.one("Proxy-Authorization"), a.one("X-Other")}); g != test.want[i] {
				t.Errorf("%s: request %d: %q, want %q", test.name, i, g, test.want[i])
			}
		}
	}

	// The script's Host is for the origin that it was meant for.
	h, f := len(home.requests()), len(there.requests())
	do(t, s, options(), &Request{URL: home.url + "/far", Headers: []string{"Host: mine.example"}})
	if a, b := home.requests()[h], there.requests()[f]; a.one("Host") != "mine.example" || b.one("Host") != there.url[7:] {
		t.Errorf("Host: %q, then %q", a.one("Host"), b.one("Host"))
	}
}

// Where a redirect must not lead, and what stays of it.
func TestRedirectsRefused(t *testing.T) {
	plain := serve(t, answers(func(asked) string { return ok("plain") }))
	ca := tlstest.NewAuthority(t)
	handle := answers(func(a asked) string {
		switch a.target {
		case "/loop":
			return answer(302, "x", "Location: /loop")
		case "/two":
			return answer(302, "x", "Location: /a", "Location: /b")
		case "/same":
			return answer(302, "x", "Location: /a", "Location: /a")
		case "/none":
			return answer(302, "x")
		case "/empty":
			return answer(302, "x", "Location:")
		case "/long":
			return answer(302, "x", "Location: /"+strings.Repeat("y", 63<<10))
		case "/longer":
			return answer(302, "x", "Location: /"+strings.Repeat("y", 64<<10))
		case "/to":
			return answer(302, "x", "Location: "+a.one("X-To"))
		}
		return ok("end")
	})
	p := serve(t, handle)
	secure := serveOver(t, ca.Serve(t, []string{"127.0.0.1"}), handle)
	tests := []struct {
		name, url, to string
		most          int
		result        Result
		word          reason.Word
		code          int
	}{
		{"loop", p.url + "/loop", "", 8, RedirectLimitReached, reason.RedirectLimit, 302},
		{"loop without a limit", p.url + "/loop", "", -1, RedirectLimitReached, reason.RedirectLimit, 302},
		{"none allowed", p.url + "/loop", "", 0, RedirectLimitReached, reason.RedirectLimit, 302},
		{"javascript", p.url + "/to", "javascript:alert(1)", 8, RequestFailed, reason.Redirect, 302},
		{"file", p.url + "/to", "file:///etc/passwd", 8, RequestFailed, reason.Redirect, 302},
		{"data", p.url + "/to", "data:text/plain,x", 8, RequestFailed, reason.Redirect, 302},
		{"ftp", p.url + "/to", "ftp://127.0.0.1/", 8, RequestFailed, reason.Redirect, 302},
		{"no host", p.url + "/to", "http://?x", 8, RequestFailed, reason.Redirect, 302},
		{"port", p.url + "/to", "http://127.0.0.1:99999/", 8, RequestFailed, reason.Redirect, 302},
		{"two places", p.url + "/two", "", 8, RequestFailed, reason.Redirect, 302},
		{"downgrade", secure.url + "/to", plain.url, 8, RequestFailed, reason.Redirect, 302},
		{"downgrade by scheme", secure.url + "/to", "http:" + secure.url[6:] + "/end", 8, RequestFailed, reason.Redirect, 302},
		{"upgrade", p.url + "/to", secure.url + "/end", 8, 0, "", 200},
		{"the same place twice", p.url + "/same", "", 8, 0, "", 200},
		{"no Location", p.url + "/none", "", 8, 0, "", 302},
		{"empty Location", p.url + "/empty", "", 8, 0, "", 302},
		{"long", p.url + "/long", "", 8, 0, "", 200},
		{"longer than a line may be", p.url + "/longer", "", 8, ConnectionError, reason.Limit, 0},
		{"query alone", p.url + "/to", "?q", 8, 0, "", 200},
		{"without scheme", p.url + "/to", p.url[5:] + "/end", 8, 0, "", 200},
		{"relative", p.url + "/to", "end", 8, 0, "", 200},
		{"blanks and letters", p.url + "/to", "/a b\u00fc", 8, 0, "", 200},
	}
	s := newSession(t)
	for _, test := range tests {
		o := options()
		o.MaxRedirects, o.TLS = test.most, &trust.TLSOptions{Roots: ca.Pool, CommonName: "127.0.0.1"}
		before := len(plain.requests())
		out := do(t, s, o, &Request{URL: test.url, Headers: []string{"X-To: " + test.to, "X-To2: y"}})
		if out.Result != test.result || out.word() != test.word || out.code() != test.code {
			t.Errorf("%s: %d %q %d: %v", test.name, out.Result, out.word(), out.code(), out.Err)
		}
		if test.result != 0 && test.code != 0 && (out.body != "" || out.Head.Lines == nil || out.Head.URL != test.url) {
			t.Errorf("%s: %+v %q", test.name, out.Head, out.body)
		}
		if len(plain.requests()) != before {
			t.Errorf("%s: asked in plain text", test.name)
		}
	}
	if n := p.accepted.Load(); n > 3 {
		t.Errorf("%d connections for all redirects of one origin", n)
	}
}

// However a Location is spelled, the next step is one that may be taken, or there is an error.
func FuzzLocation(f *testing.F) {
	for _, seed := range []string{
		"/a", "//h/x", "http://a.example/", "https://b.example:443/x?y#z", "javascript:x", "?q", "#f", "../../x", "http:///x",
		"http://u:p@h/", "HTTP://H", "\\\\h\\x", "http://[::1]:1/", "http://h:0/", "a b", "http:x", " /x ", "/\u00fc",
	} {
		f.Add(seed, 302, "POST", "https://home.example/dir/file?q#frag")
		f.Add(seed, 307, "PUT", "http://home.example:81/")
	}
	f.Fuzz(func(t *testing.T, location string, code int, method, home string) {
		u, err := uri.Parse(home)
		if err != nil || strings.ContainsAny(location, "\r\n\x00") {
			return
		}
		s := step{method: method, url: u, user: credentialsOf(u)}
		head := &h1.Head{Minor: 1, Status: code, Lines: []string{"Location: " + location}}
		next, ok, err := s.after(head, nil, 8)
		if err != nil || !ok {
			if err != nil && reason.Of(err).Word != reason.Redirect {
				t.Fatalf("%v", err)
			}
			return
		}
		to := next.url
		switch {
		case to.Scheme != "http" && to.Scheme != "https", u.Scheme == "https" && to.Scheme == "http":
			t.Fatalf("%q leads to %v", location, to)
		case next.hops != 1, next.strayed == to.SameOrigin(u):
			t.Fatalf("%q: %+v", location, next)
		case to.Host == "" || to.Port < 1 || to.Port > 65535 || !strings.HasPrefix(to.Target, "/"):
			t.Fatalf("%q: %+v", location, to)
		case next.strayed && next.user != nil && !to.HasUser:
			t.Fatalf("%q takes %+v along", location, next.user)
		case next.method != method && next.method != "GET":
			t.Fatalf("%s becomes %s", method, next.method)
		}
		for i := range len(to.Target) {
			if c := to.Target[i]; c <= ' ' || c >= 0x7f || c == '#' {
				t.Fatalf("%q: target %q", location, to.Target)
			}
		}
		if again, err := uri.Parse(to.String()); err != nil || again.String() != to.String() {
			t.Fatalf("%q: %q reads as %v, %v", location, to, again, err)
		}
	})
}
