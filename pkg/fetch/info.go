// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"time"

	"httpclientgo/pkg/dial"
)

// Info describes the connection of an exchange. Its fields are those of client.Info, so that one converts to the other.
type Info struct {
	dial.Info               // its times are 0 on a connection that was used before
	FirstByte time.Duration // of the answer, from when the request began to be written
}
