// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package cookie

import (
	"strings"
	"time"
)

// parseDate reads the value of Expires in any form that servers write (RFC 6265 Section 5.1.1): what looks like a time,
// a day, a month and a year, in any order, the first of each. It is always UTC.
func parseDate(s string) (time.Time, bool) {
	var clock [3]int
	var day, year int
	var month time.Month
	var hasClock, hasDay, hasYear bool
	for token := range strings.FieldsFuncSeq(s, isDelimiter) {
		if !hasClock {
			if clock, hasClock = parseClock(token); hasClock {
				continue
			}
		}
		if !hasDay {
			if day, hasDay = parseNumber(token, 1, 2); hasDay {
				continue
			}
		}
		if month == 0 {
			if month = parseMonth(token); month != 0 {
				continue
			}
		}
		if !hasYear {
			year, hasYear = parseNumber(token, 2, 4)
		}
	}
	switch {
	case year >= 70 && year <= 99:
		year += 1900
	case year <= 69:
		year += 2000
	}
	if !hasClock || !hasDay || month == 0 || !hasYear || year < 1601 || clock[0] > 23 || clock[1] > 59 || clock[2] > 59 {
		return time.Time{}, false
	}
	date := time.Date(year, month, day, clock[0], clock[1], clock[2], 0, time.UTC)
	return date, date.Day() == day // a day that the month does not have is in another one
}

func isDelimiter(c rune) bool {
	return c == '\t' || ' ' <= c && c <= '/' || ';' <= c && c <= '@' || '[' <= c && c <= '`' || '{' <= c && c <= '~'
}

// parseNumber reads between least and most digits, behind which no further digit comes.
func parseNumber(token string, least, most int) (n int, ok bool) {
	i := 0
	for ; i < len(token) && '0' <= token[i] && token[i] <= '9'; i++ {
		if i == most {
			return 0, false
		}
		n = n*10 + int(token[i]-'0')
	}
	return n, i >= least
}

// parseClock reads hours, minutes and seconds. Their values are not checked.
func parseClock(token string) (clock [3]int, ok bool) {
	parts := strings.SplitN(token, ":", 3)
	if len(parts) < 3 {
		return clock, false
	}
	for i, part := range parts {
		n, ok := parseNumber(part, 1, 2)
		if !ok || i < 2 && strings.Trim(part, "0123456789") != "" {
			return clock, false
		}
		clock[i] = n
	}
	return clock, true
}

// parseMonth reads a month by its first three letters, and returns 0 for what is none.
func parseMonth(token string) time.Month {
	if len(token) >= 3 {
		for m := time.January; m <= time.December; m++ {
			if strings.EqualFold(token[:3], m.String()[:3]) {
				return m
			}
		}
	}
	return 0
}
