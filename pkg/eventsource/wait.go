// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package eventsource

import (
	"math/rand/v2"
	"time"
)

const (
	// A retry time is between these, whoever names it: less would be a flood of requests, more is the same as never.
	shortestRetry = 100 * time.Millisecond
	longestRetry  = time.Hour

	// longestPause is what waits grow to, where the retry time is not longer itself.
	longestPause = time.Minute
)

// A Clock is what time a source goes by. Tests have one of their own.
type Clock struct {
	Now func() time.Time // nil: time.Now
	// After calls f on a goroutine of its own when d is over, unless stop was called before; nil: time.AfterFunc.
	After func(d time.Duration, f func()) (stop func())
	// Random returns a number from 0 to below 1, nil: rand.Float64.
	Random func() float64
}

// complete puts the system's clock where there is none.
func (c *Clock) complete() {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.After == nil {
		c.After = func(d time.Duration, f func()) func() {
			t := time.AfterFunc(d, f)
			return func() { t.Stop() }
		}
	}
	if c.Random == nil {
		c.Random = rand.Float64
	}
}

// inEffect returns the retry time that d means.
func inEffect(d time.Duration) time.Duration { return min(max(d, shortestRetry), longestRetry) }

// pause returns how long to wait before the next request, after so many connections in a row over which nothing came:
// the retry time, doubled for each of them, and up to a quarter more by random, so that those who lost one server do
// not come back to it all at once. Never less than the retry time, and no more than a minute because of the doubling.
func pause(retryTime time.Duration, misses int, random float64) time.Duration {
	grown := min(retryTime<<min(misses, 10), longestPause*4/5)
	d := max(retryTime, grown)
	return d + time.Duration(random*float64(d/4))
}
