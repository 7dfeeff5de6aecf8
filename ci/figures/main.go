// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Command figures puts the figures of the benchmark into pages, so that nobody types one.
//
//	figures JSON PAGE...
//
// JSON is what make bench writes. In a page, the lines between two comments are made anew:
//
//	<!-- figures: download+download_tls small -->   a table of these rows; "+" puts two into one line
//	<!-- figures of A and B: download -->           the same, where A and B are what is compared
//	<!-- figures about -->                          on what they were measured, and what falls short
//	<!-- end of figures -->                         ends either
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
)

// tableMark tells the two sides, if they are not both classes, and the rows.
var tableMark = regexp.MustCompile(`^<!-- figures(?: of (\S+) and (\S+))?: (.*) -->$`)

const (
	aboutMark = "<!-- figures about -->"
	endMark   = "<!-- end of figures -->"
)

// report is the file that the benchmark writes.
type report struct {
	Version, Godot, Processor, System string
	Cores, Rounds                     int
	Rows                              []row
}

// row is one line of the benchmark. A figure is nil where there is none or it could not be measured.
type row struct {
	Key, Label, Unit, Short     string
	Engine, Ours, Curl, Ceiling *float64
	Ratio, Floor, Most          *float64
	CurlFloor                   *float64 `json:"curl_floor"`
}

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: figures JSON PAGE...")
		os.Exit(2)
	}
	for _, page := range os.Args[2:] {
		if err := update(os.Args[1], page); err != nil {
			fmt.Fprintln(os.Stderr, "figures:", err)
			os.Exit(1)
		}
	}
}

func update(from, page string) error {
	old, fresh, err := renew(from, page)
	if err != nil || old == fresh {
		return err
	}
	return os.WriteFile(page, []byte(fresh), 0o644)
}

// renew returns a page as it is and as it is with the figures of a report.
func renew(from, page string) (old, fresh string, err error) {
	data, err := os.ReadFile(from)
	if err != nil {
		return "", "", err
	}
	var r report
	if err := json.Unmarshal(data, &r); err != nil {
		return "", "", fmt.Errorf("%s: %w", from, err)
	}
	text, err := os.ReadFile(page)
	if err != nil {
		return "", "", err
	}
	if fresh, err = r.fill(string(text)); err != nil {
		return "", "", fmt.Errorf("%s: %w", page, err)
	}
	return string(text), fresh, nil
}

// fill returns the page with the lines between the marks made anew.
func (r *report) fill(page string) (string, error) {
	var out strings.Builder
	inside := false
	for line := range strings.Lines(page) {
		bare := strings.TrimSpace(line)
		mark := tableMark.FindStringSubmatch(bare)
		switch {
		case mark != nil || bare == aboutMark:
			if inside {
				return "", fmt.Errorf("%s: the figures before it have no end", bare)
			}
			inside = true
			block := r.about()
			if mark != nil {
				var err error
				if block, err = r.table(sides(mark[1], mark[2]), strings.Fields(mark[3])); err != nil {
					return "", err
				}
			}
			out.WriteString(line + "\n" + block + "\n")
		case bare == endMark:
			if !inside {
				return "", errors.New("an end of figures that did not begin")
			}
			inside = false
			out.WriteString(line)
		case !inside:
			out.WriteString(line)
		}
	}
	if inside {
		return "", errors.New("figures without an end")
	}
	return out.String(), nil
}
