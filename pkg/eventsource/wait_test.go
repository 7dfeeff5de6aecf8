// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package eventsource_test

import (
	"slices"
	"testing"
	"time"

	"httpclientgo/pkg/eventsource"
	"httpclientgo/pkg/reason"
)

// TestWaits: waits begin at the retry time, are never below it, double up to a minute, and are spread by a quarter.
func TestWaits(t *testing.T) {
	const least, most = 0, 0.999999999
	for _, test := range []struct {
		retry  time.Duration
		random float64
		want   []time.Duration
	}{
		{3 * second, least, []time.Duration{3 * second, 6 * second, 12 * second, 24 * second, 48 * second, 48 * second}},
		{3 * second, most, []time.Duration{3750 * time.Millisecond, 7500 * time.Millisecond, 15 * second, 30 * second, time.Minute, time.Minute}},
		{0, least, []time.Duration{second / 10, second / 5}},
		{-second, least, []time.Duration{second / 10, second / 5}},
		{50 * second, most, []time.Duration{62500 * time.Millisecond, 62500 * time.Millisecond}},
		{2 * time.Hour, least, []time.Duration{time.Hour, time.Hour}},
		{second / 10, least, []time.Duration{100e6, 200e6, 400e6, 800e6, 1600e6, 3200e6, 6400e6, 12800e6, 25600e6, 48 * second, 48 * second, 48 * second, 48 * second}},
	} {
		var answers []answer
		for range test.want {
			answers = append(answers, answer{err: fails(reason.Reset)})
		}
		f, c := fake(append(answers, status(204))...), newConsumer(t)
		clock := &fakeClock{auto: true}
		c.finish(eventsource.Open(eventsource.Config{Session: f, Reconnect: true, RetryTime: test.retry, Wake: c.wake, Clock: clock.clock(test.random)}))
		got := slices.Clone(clock.waits)
		for i := range got {
			got[i] = got[i].Round(time.Millisecond)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%v: waited %v, want %v", test.retry, got, test.want)
		}
	}
}
