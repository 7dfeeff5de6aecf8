// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"errors"
	"regexp"
	"strings"
)

// A row of the table of what is asked of the engine at start: where the function goes, and its name.
var asked = regexp.MustCompile(`Pointer\(&(?:C\.)?(?:\w+\.)*(\w+)\), "[a-z0-9_]+"`)

// engineInterface looks for functions of the engine that are asked for and used nowhere: a newer engine may lack an old
// function, and then the library would not start there.
func engineInterface(t *tree) ([]string, error) {
	var wrong, table []string
	var used strings.Builder
	for _, name := range t.matching("*.go", "*.c", "*.h") {
		if !isBelow(name, "extension") {
			continue
		}
		text, err := t.read(name)
		if err != nil {
			return nil, err
		}
		for _, row := range asked.FindAllStringSubmatch(text, -1) {
			table = append(table, row[1])
		}
		used.WriteString(asked.ReplaceAllLiteralString(text, ""))
	}
	if len(table) == 0 {
		return nil, errors.New("extension asks the engine for nothing; has the table another form?")
	}
	for _, name := range table {
		if !regexp.MustCompile(`gd_api\.` + name + `\b|CallFunc_GDExtensionInterface` + name + `\b`).MatchString(used.String()) {
			wrong = append(wrong, "extension asks the engine for "+name+", which nothing uses")
		}
	}
	return wrong, nil
}
