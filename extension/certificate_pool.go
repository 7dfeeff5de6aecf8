// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"crypto/x509"
	"sync"

	"httpclientgo/extension/internal/godot"
)

// pools remembers the certificates of the last few chains by their PEM text, so
// that clients which trust the same chain share its parsing and its TLS sessions.
var pools = poolCache{byPEM: map[string]*x509.CertPool{}, byFile: map[string]filePool{}}

const maxPools = 16

type poolCache struct {
	mu     sync.Mutex
	byPEM  map[string]*x509.CertPool
	byFile map[string]filePool
}

type filePool struct {
	changed string // time of the file's last change, in the engine's words
	pool    *x509.CertPool
}

// of returns the pool of a PEM text. Without a certificate in it that is an empty pool, which
// trusts nobody.
func (c *poolCache) of(pem string) *x509.CertPool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if p, ok := c.byPEM[pem]; ok {
		return p
	}
	if len(c.byPEM) >= maxPools {
		clear(c.byPEM)
	}
	p := x509.NewCertPool()
	p.AppendCertsFromPEM([]byte(pem))
	c.byPEM[pem] = p
	return p
}

// ofFile returns the pool of a PEM file, read again only when it has changed. A file
// that is not there trusts nobody.
func (c *poolCache) ofFile(path string) *x509.CertPool {
	changed := ""
	if godot.CallStatic("FileAccess", "file_exists", godot.String(path)) == "true" {
		changed = godot.CallStatic("FileAccess", "get_modified_time", godot.String(path))
	}
	c.mu.Lock()
	known, ok := c.byFile[path]
	c.mu.Unlock()
	if ok && known.changed == changed {
		return known.pool
	}
	p := c.of(fileText(path))
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.byFile) >= maxPools {
		clear(c.byFile)
	}
	c.byFile[path] = filePool{changed, p}
	return p
}
