// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import "os"

// getenv asks the process, as package os does on Windows.
func getenv(name string) string { return os.Getenv(name) }
