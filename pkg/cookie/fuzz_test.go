// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package cookie_test

import (
	"strings"
	"testing"

	"golang.org/x/net/publicsuffix"

	"httpclientgo/pkg/cookie"
	"httpclientgo/pkg/internal/limits"
	"httpclientgo/pkg/uri"
)

// FuzzSetCookie: what is sent back could be sent, goes to no site but that which set it, and is bounded in number and
// size.
func FuzzSetCookie(f *testing.F) {
	for _, lines := range []string{
		"a=1\nb=2; Domain=a.example; Path=/x; Secure; Max-Age=5", "a=\x00\x7f\tb", "__Host-a=1; Secure; Path=/", "a=1; Expires=Sun, 06-Nov-94 08:49:37 GMT",
		"=a\na\n;a=b", "a=1; Domain=com\na=1; Domain=co.uk\na=1; Domain=github.io", "a=1; Max-Age=-99999999999999999999; Domain=.; Path=;;;=",
	} {
		f.Add("https://www.a.example/x/y?z", lines, "http://a.example./x")
		f.Add("http://a.co.uk/", lines, "https://b.co.uk/")
		f.Add("http://127.0.0.1/", lines, "http://[::1]/")
	}
	f.Fuzz(func(t *testing.T, at, lines, to string) {
		u, errU := uri.Parse(at)
		v, errV := uri.Parse(to)
		if errU != nil || errV != nil {
			return
		}
		j := cookie.NewJar()
		for i, line := range strings.SplitN(lines, "\n", 300) {
			// The same once more, with another name, so that the bounds are met.
			j.Set(u, []string{"Set-Cookie: " + line, "Set-Cookie: " + string(rune('a'+i)) + line}, start)
		}
		for _, w := range []*uri.URL{u, v} {
			field := j.Header(w, start)
			if strings.ContainsAny(field, "\r\n\x00\t\x7f") || len(field) > limits.CookieField || number(field) > limits.CookiesOfSite {
				t.Errorf("%v gets %q", w, field)
			}
			if field != "" && siteOf(w.Host) != siteOf(u.Host) {
				t.Errorf("%v set %q, and %v gets %q", u, lines, w, field)
			}
		}
	})
}

// siteOf is publicsuffix's answer for names, else host.
func siteOf(host string) string {
	host = strings.TrimSuffix(host, ".")
	name, err := publicsuffix.EffectiveTLDPlusOne(host)
	if last := host[strings.LastIndex(host, ".")+1:]; err != nil || strings.Contains(host, ":") || strings.Trim(last[:1], "0123456789") == "" {
		return host
	}
	return name
}
