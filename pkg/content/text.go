// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package content

import "strings"

// Text returns body as UTF-8.
func Text(body []byte, contentType string) (string, error) {
	return strings.ToValidUTF8(string(body), "\uFFFD"), nil
}
