// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package uri_test

import (
	"errors"
	"strings"
	"testing"

	"httpclientgo/pkg/internal/limits"
	"httpclientgo/pkg/uri"
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		text string
		want uri.URL
	}{
		{"http://a", uri.URL{Scheme: "http", Host: "a", Port: 80, Target: "/"}},
		{"HTTPS://A.Example/x", uri.URL{Scheme: "https", Host: "a.example", Port: 443, Target: "/x"}},
		{"http://a?q", uri.URL{Scheme: "http", Host: "a", Port: 80, Target: "/?q"}},
		{"http://a?q=http://b/c?d", uri.URL{Scheme: "http", Host: "a", Port: 80, Target: "/?q=http://b/c?d"}},
		{"http://a?", uri.URL{Scheme: "http", Host: "a", Port: 80, Target: "/?"}},
		{"http://a#f", uri.URL{Scheme: "http", Host: "a", Port: 80, Target: "/", Fragment: "f"}},
		{"http://a/p#f?g/h#i j", uri.URL{Scheme: "http", Host: "a", Port: 80, Target: "/p", Fragment: "f?g/h#i%20j"}},
		{"  http://a/  ", uri.URL{Scheme: "http", Host: "a", Port: 80, Target: "/"}},
		// Ports.
		{"http://a:/", uri.URL{Scheme: "http", Host: "a", Port: 80, Target: "/"}},
		{"https://a:", uri.URL{Scheme: "https", Host: "a", Port: 443, Target: "/"}},
		{"http://a:0080/", uri.URL{Scheme: "http", Host: "a", Port: 80, Target: "/"}},
		{"http://a:443/", uri.URL{Scheme: "http", Host: "a", Port: 443, Target: "/"}},
		{"http://a:65535", uri.URL{Scheme: "http", Host: "a", Port: 65535, Target: "/"}},
		{"http://a:1?q", uri.URL{Scheme: "http", Host: "a", Port: 1, Target: "/?q"}},
		// User information.
		{"http://u:p@a/", uri.URL{Scheme: "http", User: "u", Password: "p", HasUser: true, Host: "a", Port: 80, Target: "/"}},
		{"http://u@a", uri.URL{Scheme: "http", User: "u", HasUser: true, Host: "a", Port: 80, Target: "/"}},
		{"http://:p@a:8", uri.URL{Scheme: "http", Password: "p", HasUser: true, Host: "a", Port: 8, Target: "/"}},
		{"http://@a", uri.URL{Scheme: "http", Host: "a", Port: 80, Target: "/"}},
		{"http://:@a", uri.URL{Scheme: "http", Host: "a", Port: 80, Target: "/"}},
		{"http://u%40x:p%3A%2f@a", uri.URL{Scheme: "http", User: "u@x", Password: "p:/", HasUser: true, Host: "a", Port: 80, Target: "/"}},
		{"http://u:p:q@r@a", uri.URL{Scheme: "http", User: "u", Password: "p:q@r", HasUser: true, Host: "a", Port: 80, Target: "/"}},
		{"http://u%:p%4@a", uri.URL{Scheme: "http", User: "u%", Password: "p%4", HasUser: true, Host: "a", Port: 80, Target: "/"}},
		{"http://ü:p ö@a", uri.URL{Scheme: "http", User: "ü", Password: "p ö", HasUser: true, Host: "a", Port: 80, Target: "/"}},
		{"http://a/u:p@b", uri.URL{Scheme: "http", Host: "a", Port: 80, Target: "/u:p@b"}},
		// Hosts.
		{"http://bücher.example/", uri.URL{Scheme: "http", Host: "xn--bcher-kva.example", Port: 80, Target: "/"}},
		{"http://B%C3%BCcher.example/", uri.URL{Scheme: "http", Host: "xn--bcher-kva.example", Port: 80, Target: "/"}},
		{"http://XN--bcher-kva.EXAMPLE./", uri.URL{Scheme: "http", Host: "xn--bcher-kva.example.", Port: 80, Target: "/"}},
		{"http://my_service:8080/", uri.URL{Scheme: "http", Host: "my_service", Port: 8080, Target: "/"}},
		{"http://１２７.0.0.1/", uri.URL{Scheme: "http", Host: "127.0.0.1", Port: 80, Target: "/"}},
		{"http://127.1/", uri.URL{Scheme: "http", Host: "127.1", Port: 80, Target: "/"}},
		{"http://[::1]", uri.URL{Scheme: "http", Host: "::1", Port: 80, Target: "/"}},
		{"http://[FE80:0::1]:8080/", uri.URL{Scheme: "http", Host: "fe80::1", Port: 8080, Target: "/"}},
		{"http://[fe80::1%25eth0]/", uri.URL{Scheme: "http", Host: "fe80::1%eth0", Port: 80, Target: "/"}},
		{"http://[fe80::1%eth0]:/", uri.URL{Scheme: "http", Host: "fe80::1%eth0", Port: 80, Target: "/"}},
		{"http://u@[::ffff:1.2.3.4]:1", uri.URL{Scheme: "http", User: "u", HasUser: true, Host: "::ffff:1.2.3.4", Port: 1, Target: "/"}},
		// What is encoded and what stays.
		{"http://a/x y?z w", uri.URL{Scheme: "http", Host: "a", Port: 80, Target: "/x%20y?z%20w"}},
		{"http://a/ü?ö=ä", uri.URL{Scheme: "http", Host: "a", Port: 80, Target: "/%C3%BC?%C3%B6=%C3%A4"}},
		{"http://a/\xfc\xff", uri.URL{Scheme: "http", Host: "a", Port: 80, Target: "/%FC%FF"}},
		{"http://a/\u00a0\u2028", uri.URL{Scheme: "http", Host: "a", Port: 80, Target: "/%C2%A0%E2%80%A8"}},
		{"http://a/%41%c3%bc%2F%2f?%20+%2B", uri.URL{Scheme: "http", Host: "a", Port: 80, Target: "/%41%c3%bc%2F%2f?%20+%2B"}},
		{"http://a/100%/%zz?50%", uri.URL{Scheme: "http", Host: "a", Port: 80, Target: "/100%/%zz?50%"}},
		{"http://a/%00", uri.URL{Scheme: "http", Host: "a", Port: 80, Target: "/%00"}},
		{"http://a/|^'[]`{}\"<>", uri.URL{Scheme: "http", Host: "a", Port: 80, Target: "/|^'[]%60%7B%7D%22%3C%3E"}},
		{"http://a/?|^'[]`{}\"<>", uri.URL{Scheme: "http", Host: "a", Port: 80, Target: "/?|^'[]`{}%22%3C%3E"}},
		{`http://a/x\y?\`, uri.URL{Scheme: "http", Host: "a", Port: 80, Target: `/x\y?\`}},
		{"http://a/x;y=1,2!$&'()*+:@-._~", uri.URL{Scheme: "http", Host: "a", Port: 80, Target: "/x;y=1,2!$&'()*+:@-._~"}},
		// Dot segments and empty ones.
		{"http://a/b/../c/./d/..", uri.URL{Scheme: "http", Host: "a", Port: 80, Target: "/c/"}},
		{"http://a/../../b", uri.URL{Scheme: "http", Host: "a", Port: 80, Target: "/b"}},
		{"http://a//b//../c", uri.URL{Scheme: "http", Host: "a", Port: 80, Target: "//b/c"}},
		{"http://a/..?../b", uri.URL{Scheme: "http", Host: "a", Port: 80, Target: "/?../b"}},
		{"http://a/b/%2e%2E/c", uri.URL{Scheme: "http", Host: "a", Port: 80, Target: "/b/%2e%2E/c"}},
		{"http://a/.b/..c/d./...", uri.URL{Scheme: "http", Host: "a", Port: 80, Target: "/.b/..c/d./..."}},
	} {
		got, err := uri.Parse(c.text)
		if err != nil || *got != c.want {
			t.Errorf("Parse(%q) = %+v, %v, want %+v", c.text, got, err, c.want)
		}
	}
}

// bad holds texts that are no URL by themselves.
var bad = []struct {
	text string
	kind uri.Kind
}{
	{"", uri.KindScheme}, {"a", uri.KindScheme}, {"/x", uri.KindScheme}, {"//a/x", uri.KindScheme}, {"?q", uri.KindScheme}, {"#f", uri.KindScheme},
	{"localhost:8080/x", uri.KindScheme}, {"u:p@a", uri.KindScheme}, {"ftp://a/", uri.KindScheme}, {"file:///etc/passwd", uri.KindScheme},
	{"javascript:alert(1)", uri.KindScheme}, {"data:,x", uri.KindScheme}, {"httpx://a", uri.KindScheme}, {"ws://a/", uri.KindScheme},
	{"h ttp://a/", uri.KindScheme}, {"http ://a/", uri.KindScheme}, {"://a/", uri.KindScheme}, {"\u00a0http://a/", uri.KindScheme},
	{"blob:http://a/x", uri.KindScheme}, {"view-source:http://a/", uri.KindScheme},
	{"http:", uri.KindHost}, {"http:x", uri.KindHost}, {"http:/x", uri.KindHost}, {"http://", uri.KindHost}, {"http:///x", uri.KindHost},
	{"http:////x", uri.KindHost}, {"http://?q", uri.KindHost}, {"http://#f", uri.KindHost}, {"http://:80/", uri.KindHost}, {"http://u:p@/", uri.KindHost},
	{"http:\\\\a\\", uri.KindHost}, {`http://a\b/`, uri.KindHost}, {`http://good.example\@evil.example/`, uri.KindHost}, {`http://a\`, uri.KindHost},
	{"http://a b/", uri.KindHost}, {"http://1.2 .4.5/test", uri.KindHost}, {"http://a%20b/", uri.KindHost}, {"http://a%2Fb/", uri.KindHost},
	{"http://a%00/", uri.KindHost}, {"http://a%0d%0ab/", uri.KindHost}, {"http://a%/", uri.KindHost}, {"http://a%zz/", uri.KindHost},
	{"http://a|b/", uri.KindHost}, {"http://a^b/", uri.KindHost}, {"http://{a}/", uri.KindHost}, {"http://a,b/", uri.KindHost}, {"http://a<b>/", uri.KindHost},
	{"http://.a/", uri.KindHost}, {"http://a..b/", uri.KindHost}, {"http://./", uri.KindHost}, {"http://\xfc/", uri.KindHost}, {"http://%FF/", uri.KindHost},
	{"http://" + strings.Repeat("a", 64) + "/", uri.KindHost}, {"http://" + strings.Repeat("a.", 128) + "b/", uri.KindHost},
	{"http://::1/", uri.KindHost}, {"http://a:1:2/", uri.KindHost}, {"http://[::1/", uri.KindHost}, {"http://::1]/", uri.KindHost}, {"http://[]/", uri.KindHost},
	{"http://[::1]x/", uri.KindHost}, {"http://[::1]x:1/", uri.KindHost}, {"http://[127.0.0.1]/", uri.KindHost}, {"http://[a]/", uri.KindHost},
	{"http://[v1.x]/", uri.KindHost}, {"http://[::g]/", uri.KindHost}, {"http://[fe80::1%25]]/", uri.KindHost}, {"http://[fe80::1%]/", uri.KindHost},
	{"http://[fe80::1%25a%2Fb]/", uri.KindHost}, {"http://[fe80::1%a b]/", uri.KindHost}, {"http://a[::1]/", uri.KindHost},
	{"http://a:0/", uri.KindPort}, {"http://a:00/", uri.KindPort}, {"http://a:65536/", uri.KindPort}, {"http://a:70000/", uri.KindPort},
	{"http://a:99999999999999999999/", uri.KindPort}, {"http://a:x/", uri.KindPort}, {"http://a:+80/", uri.KindPort}, {"http://a:-1/", uri.KindPort},
	{"http://a: 80/", uri.KindPort}, {"http://a:8 0/", uri.KindPort}, {"http://a:80a/", uri.KindPort}, {"http://a:%38/", uri.KindPort}, {"http://a:٨/", uri.KindPort},
	{"http://a:0x50/", uri.KindPort}, {"http://[::1]:0/", uri.KindPort}, {"http://user:pa/ss@a/", uri.KindPort},
	{"http://a/\t", uri.KindControl}, {"\thttp://a/", uri.KindControl}, {"http://a/\n", uri.KindControl}, {"http://a/\r\nX: y", uri.KindControl},
	{"ht\ntp://a/", uri.KindControl}, {"http://a\t/", uri.KindControl}, {"http://a/?\x00", uri.KindControl}, {"http://a/#\x1b", uri.KindControl}, {"http://a/\x7f", uri.KindControl},
	{"http://u%0d%0a:p@a/", uri.KindControl}, {"http://u:%00@a/", uri.KindControl}, {"http://u:%7f@a/", uri.KindControl},
	{"http://a/" + strings.Repeat("x", limits.URL), uri.KindLength},
	{"http://a/#" + strings.Repeat("x", limits.URL), uri.KindLength}, {"http://u:" + strings.Repeat("x", limits.URL) + "@a/", uri.KindLength},
	{"http://a/" + strings.Repeat(" x", limits.URL/3), uri.KindLength}, // not before it is encoded
}

func TestParseRefuses(t *testing.T) {
	for _, c := range bad {
		got, err := uri.Parse(c.text)
		var e *uri.Error
		if got != nil || !errors.As(err, &e) || e.Kind != c.kind {
			t.Errorf("Parse(%.80q) = %+v, %v, want kind %v", c.text, got, err, c.kind)
		}
	}
}

func TestErrorsTellNoSecret(t *testing.T) {
	for _, text := range []string{
		"http://user:secret@a:x/", "http://user:secret@/", "http://user:sec/secret@a/", "http://user:secret%00@a/", "user:secret@a", "http://user:secret\n@a/",
		`http://user:secret\@a/`, "secret://a", "http://secret:secret:secret/",
	} {
		if _, err := uri.Parse(text); err == nil || strings.Contains(err.Error(), "sec") {
			t.Errorf("Parse(%q): %v", text, err)
		}
	}
}

func TestString(t *testing.T) {
	for _, c := range []struct{ text, want, hostField string }{
		{"http://A:80", "http://a/", "a"},
		{"https://a:443/x#f", "https://a/x", "a"},
		{"https://a:80/", "https://a:80/", "a:80"},
		{"http://a:443/", "http://a:443/", "a:443"},
		{"http://u:p@a:8/x?y", "http://a:8/x?y", "a:8"},
		{"http://[::1]:80/", "http://[::1]/", "[::1]"},
		{"http://[::1]:8080/", "http://[::1]:8080/", "[::1]:8080"},
		{"http://[fe80::1%eth0]:81/", "http://[fe80::1%25eth0]:81/", "[fe80::1]:81"},
		{"http://[fe80::1%25]/", "http://[fe80::1%2525]/", "[fe80::1]"}, // a zone named "25"
		{"http://bücher.example./ü", "http://xn--bcher-kva.example./%C3%BC", "xn--bcher-kva.example."},
	} {
		u, err := uri.Parse(c.text)
		if err != nil {
			t.Errorf("Parse(%q): %v", c.text, err)
			continue
		}
		if got := u.String(); got != c.want {
			t.Errorf("Parse(%q).String() = %q, want %q", c.text, got, c.want)
		}
		if got := u.HostField(); got != c.hostField {
			t.Errorf("Parse(%q).HostField() = %q, want %q", c.text, got, c.hostField)
		}
		again, err := uri.Parse(u.String())
		if err != nil || again.String() != u.String() || again.Host != u.Host || again.Port != u.Port || again.Target != u.Target {
			t.Errorf("Parse(%q) = %+v, %v, want %+v", u.String(), again, err, u)
		}
	}
}

func TestSameOrigin(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"http://a/x", "HTTP://u:p@A:80/y?z#f", true}, {"https://a", "https://a:443", true}, {"http://[::1]", "http://[0::1]:80", true},
		{"http://bücher.example", "http://xn--bcher-kva.example", true},
		{"http://a", "https://a", false}, {"http://a:443", "https://a", false}, {"http://a", "http://a:81", false}, {"http://a", "http://b", false},
		{"http://a", "http://www.a", false}, {"http://a.example", "http://a.example.", false}, {"http://127.0.0.1", "http://localhost", false},
	} {
		a, errA := uri.Parse(c.a)
		b, errB := uri.Parse(c.b)
		if errA != nil || errB != nil {
			t.Errorf("%v, %v", errA, errB)
		} else if a.SameOrigin(b) != c.want || b.SameOrigin(a) != c.want {
			t.Errorf("%s and %s: %v, want %v", c.a, c.b, !c.want, c.want)
		}
	}
}
