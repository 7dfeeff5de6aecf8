// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package trust

import "os"

// A keyLog is the path of a file that takes the keys of connections, in the format that Wireshark reads.
type keyLog string

// Write appends a line. A disk that is full ends no handshake.
func (path keyLog) Write(line []byte) (int, error) {
	file, err := path.open()
	if err == nil {
		_, _ = file.Write(line)
		_ = file.Close()
	}
	return len(line), nil
}

func (path keyLog) open() (*os.File, error) {
	return os.OpenFile(string(path), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
}

// CanLogKeys reports whether the file at path can be written, and makes it.
func CanLogKeys(path string) bool {
	file, err := keyLog(path).open()
	if err != nil {
		return false
	}
	_ = file.Close()
	return true
}
