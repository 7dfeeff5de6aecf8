// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"httpclientgo/pkg/dial"
	"httpclientgo/pkg/proxy"
	"httpclientgo/pkg/target"
)

// proxies are what a script set; each counts from the next Connect on.
type proxies struct {
	http, https proxySetting
	environment bool // where neither is set, ask the environment
}

// A proxySetting is a proxy, or why the script's words are none.
type proxySetting struct {
	proxy *proxy.Proxy
	err   error
}

func newProxySetting(host string, port int) proxySetting {
	if host == "" || port == -1 {
		return proxySetting{}
	}
	p, err := proxy.ParseProxy(host, port)
	return proxySetting{p, err}
}

// of chooses the proxy for an origin; nil: none. getenv is asked for the environment's.
func (p *proxies) of(o target.Origin, getenv func(string) string) (*proxy.Proxy, error) {
	set := p.http
	if o.TLS {
		set = p.https
	}
	if set == (proxySetting{}) && p.environment {
		return proxy.FromEnvironment(getenv, o.DialHost(), o.Port, o.TLS)
	}
	return set.proxy, set.err
}

// SetHTTPProxy takes the proxy for plain connections; an empty host or port -1
// unsets it. Host may have a scheme in front (http, https, socks5 or socks5h) and
// "user:password@". It counts from the next Connect on, which ends in CANT_RESOLVE
// when the host is malformed; Reason says why.
func (c *Client) SetHTTPProxy(host string, port int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.proxy.http = newProxySetting(host, port)
}

// SetHTTPSProxy takes the proxy for TLS connections, likewise.
func (c *Client) SetHTTPSProxy(host string, port int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.proxy.https = newProxySetting(host, port)
}

// SetEnvironmentProxy lets HTTP_PROXY, HTTPS_PROXY and NO_PROXY speak where no
// proxy is set. Off by default (parity).
func (c *Client) SetEnvironmentProxy(on bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.proxy.environment = on
}

// EnvironmentProxy reports what SetEnvironmentProxy set.
func (c *Client) EnvironmentProxy() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.proxy.environment
}

// firstPort is the port that is dialled: the proxy's where there is one.
func firstPort(cfg *dial.Config) int {
	if cfg.Proxy != nil {
		return cfg.Proxy.Port
	}
	return cfg.Port
}
