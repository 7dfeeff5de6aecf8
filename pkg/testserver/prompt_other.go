// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build !unix

package testserver

import "net"

func prompt(c net.Conn) net.Conn { return c }
