// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package proxy

import (
	"cmp"
	"net"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/http/httpproxy"

	"httpclientgo/pkg/target"
)

// FromEnvironment returns the proxy that HTTP_PROXY, or with tls HTTPS_PROXY, names for a connection to host, a name
// or an IP literal. Nil and nil: none, or NO_PROXY exempts host; localhost and loopback addresses always are.
// Lower-case variables come first. getenv returns the value of a variable, "" when there is none; each call asks it
// anew. It is a parameter since package os keeps a copy of the environment from when the process, or the library,
// was loaded, and knows nothing of what C code has set since.
//
// A value that does not parse is a *ParseError: silently going without the proxy
// would tell the network what the user meant to hide. In a CGI program (REQUEST_METHOD
// is set) HTTP_PROXY is an error, since a client could set it by a Proxy field.
func FromEnvironment(getenv func(string) string, host string, port int, tls bool) (*Proxy, error) {
	config := httpproxy.Config{
		HTTPProxy:  cmp.Or(getenv("http_proxy"), getenv("HTTP_PROXY")),
		HTTPSProxy: cmp.Or(getenv("https_proxy"), getenv("HTTPS_PROXY")),
		NoProxy:    cmp.Or(getenv("no_proxy"), getenv("NO_PROXY")),
		CGI:        getenv("REQUEST_METHOD") != "",
	}
	origin := url.URL{Scheme: "http", Host: net.JoinHostPort(canonical(host), strconv.Itoa(port))}
	value := config.HTTPProxy
	if tls {
		origin.Scheme, value = "https", config.HTTPSProxy
	}
	if value == "" {
		return nil, nil
	}
	// httpproxy drops values that it cannot read, so it is asked only whether the
	// proxy applies.
	const stand = "http://proxy.invalid"
	config.HTTPProxy, config.HTTPSProxy = stand, stand
	config.NoProxy = withoutFinalDots(config.NoProxy)
	if applies, err := config.ProxyFunc()(&origin); applies == nil || err != nil {
		return nil, err
	}
	return parseURL(value)
}

// canonical returns host as NO_PROXY is matched with it: lower case, A-labels, no brackets, no final dot. What is no
// host stays as it is.
func canonical(host string) string {
	if ip, ok := target.Address(host); ok {
		return ip.String()
	}
	if name, err := target.ASCII(host); err == nil {
		host = name
	}
	return strings.ToLower(strings.TrimSuffix(host, "."))
}

// withoutFinalDots makes "example.com." in a NO_PROXY list match as "example.com".
func withoutFinalDots(list string) string {
	items := strings.Split(list, ",")
	for i, item := range items {
		items[i] = strings.TrimSuffix(strings.TrimSpace(item), ".")
	}
	return strings.Join(items, ",")
}
