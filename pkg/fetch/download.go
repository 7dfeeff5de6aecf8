// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

// A resume is what is asked for of a download that goes on.
type resume struct {
	size      int64
	validator string
}

func (c *Call) save() error { return nil }
