// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package cookie

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"

	"httpclientgo/pkg/internal/limits"
	"httpclientgo/pkg/uri"
)

// A Jar keeps cookies in memory, at most limits.Cookies. Its methods may be called from any goroutine.
type Jar struct {
	mu    sync.Mutex
	sites map[string][]*cookie // by site
	count int                  // of cookies in all sites
	steps uint64               // orders what was made and used
}

// A cookie is one that a jar keeps. Name, domain, isHostOnly and path tell it from others of its site.
type cookie struct {
	name, value, domain, path string
	isHostOnly, secure        bool
	expires                   time.Time // zero: never
	made, used                uint64    // Jar.steps of then
}

// NewJar returns an empty jar.
func NewJar() *Jar { return &Jar{sites: map[string][]*cookie{}} }

// Clear forgets all cookies.
func (j *Jar) Clear() {
	j.mu.Lock()
	defer j.mu.Unlock()
	clear(j.sites)
	j.count = 0
}

// Set takes the cookies of the answer to a request for u that came at now. Lines are those of its head; only Set-Cookie
// fields count. What may not be set is ignored (RFC 6265 Section 5.3). No line is kept.
func (j *Jar) Set(u *uri.URL, lines []string, now time.Time) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, line := range lines {
		name, value, _ := strings.Cut(line, ":")
		if !strings.EqualFold(name, "Set-Cookie") {
			continue
		}
		if c, ok := parse(value, now); ok {
			j.set(u, c, now)
		}
	}
}

func (j *Jar) set(u *uri.URL, c setCookie, now time.Time) {
	host := canonical(u.Host)
	domain, isHostOnly, ok := cookieDomain(host, c.domain)
	isSafe := u.Scheme == "https"
	if !ok || c.secure && !isSafe || !c.allows(isHostOnly) {
		return
	}
	if c.path == "" {
		c.path = defaultPath(requestPath(u))
	}
	key := site(host)
	// RFC 6265bis Section 5.7: http neither replaces nor shadows what https alone may see.
	if !isSafe && slices.ContainsFunc(j.sites[key], func(old *cookie) bool {
		return old.secure && old.name == c.name && (isWithin(old.domain, domain) || isWithin(domain, old.domain)) && isPathWithin(c.path, old.path)
	}) {
		return
	}
	i := slices.IndexFunc(j.sites[key], func(old *cookie) bool {
		return old.name == c.name && old.domain == domain && old.isHostOnly == isHostOnly && old.path == c.path
	})
	j.steps++
	made := j.steps
	if i >= 0 {
		made = j.sites[key][i].made
		j.remove(key, i)
	}
	if isOver(c.expires, now) {
		return
	}
	// Cloned, as a line would stay in memory as long as a part of it.
	j.sites[key] = append(j.sites[key], &cookie{
		name: strings.Clone(c.name), value: strings.Clone(c.value), domain: strings.Clone(domain), path: strings.Clone(c.path),
		isHostOnly: isHostOnly, secure: c.secure, expires: c.expires, made: made, used: j.steps,
	})
	j.count++
	j.shrink(key, now)
}

// shrink keeps the bounds after one cookie more of a site.
func (j *Jar) shrink(key string, now time.Time) {
	if len(j.sites[key]) > limits.CookiesOfSite {
		j.removeOver(key, now)
	}
	if all := j.sites[key]; len(all) > limits.CookiesOfSite {
		j.remove(key, oldest(all, func(a, b *cookie) bool { return !a.secure && b.secure || a.secure == b.secure && a.used < b.used }))
	}
	if j.count <= limits.Cookies {
		return
	}
	for key := range j.sites {
		j.removeOver(key, now)
	}
	if j.count <= limits.Cookies {
		return
	}
	var first *cookie
	var of string
	for key, all := range j.sites {
		c := all[oldest(all, isOlder)]
		if first == nil || isOlder(c, first) {
			first, of = c, key
		}
	}
	j.remove(of, slices.Index(j.sites[of], first))
}

func isOlder(a, b *cookie) bool { return a.used < b.used }

// oldest returns the index of the one that is before all others.
func oldest(all []*cookie, before func(a, b *cookie) bool) int {
	first := 0
	for i := range all {
		if before(all[i], all[first]) {
			first = i
		}
	}
	return first
}

func (j *Jar) remove(key string, i int) {
	j.count--
	j.keep(key, slices.Delete(j.sites[key], i, i+1))
}

func (j *Jar) removeOver(key string, now time.Time) {
	all := j.sites[key]
	kept := slices.DeleteFunc(all, func(c *cookie) bool { return isOver(c.expires, now) })
	j.count -= len(all) - len(kept)
	j.keep(key, kept)
}

func (j *Jar) keep(key string, all []*cookie) {
	if len(all) == 0 {
		delete(j.sites, key)
	} else {
		j.sites[key] = all
	}
}

func isOver(expires, now time.Time) bool { return !expires.IsZero() && !expires.After(now) }

// Header returns the value of the Cookie field of a request for u at now, "" when there are no cookies for it: longer
// paths first, then what was made earlier (RFC 6265 Section 5.4). What would go beyond limits.CookieField stays out.
func (j *Jar) Header(u *uri.URL, now time.Time) string {
	host, path := canonical(u.Host), requestPath(u)
	key := site(host)
	j.mu.Lock()
	defer j.mu.Unlock()
	if len(j.sites[key]) == 0 {
		return ""
	}
	j.removeOver(key, now)
	var chosen []*cookie
	for _, c := range j.sites[key] {
		if (c.domain == host || !c.isHostOnly && isWithin(host, c.domain)) && isPathWithin(path, c.path) && (!c.secure || u.Scheme == "https") {
			chosen = append(chosen, c)
		}
	}
	slices.SortFunc(chosen, func(a, b *cookie) int {
		return cmp.Or(cmp.Compare(len(b.path), len(a.path)), cmp.Compare(a.made, b.made))
	})
	j.steps++
	var value strings.Builder
	for _, c := range chosen {
		if value.Len()+len("; =")+len(c.name)+len(c.value) > limits.CookieField {
			continue
		}
		if value.Len() > 0 {
			value.WriteString("; ")
		}
		value.WriteString(c.name + "=" + c.value)
		c.used = j.steps
	}
	return value.String()
}
