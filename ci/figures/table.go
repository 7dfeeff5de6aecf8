// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// column is one of a table. A column without a single figure is left out.
type column struct {
	name string
	text func(row) string
}

// sides returns the columns of a table that compares engine's with ours; without names, the two clients.
func sides(engine, ours string) []column {
	return []column{
		{cmp.Or(engine, "HTTPClient"), func(r row) string { return figure(r.Engine) }},
		{cmp.Or(ours, "HTTPClientGo"), func(r row) string { return figure(r.Ours) }},
		{"ratio", func(r row) string { return ratio(r.Ratio) }},
		{"floor", row.floor},
		{"curl", func(r row) string { return figure(r.Curl) }},
		{"barest client", func(r row) string { return figure(r.Ceiling) }},
	}
}

// table writes rows as a table of Markdown. Each of keys is the key of a row, or of two with "+" between them.
func (r *report) table(columns []column, keys []string) (string, error) {
	var lines [][]row
	for _, key := range keys {
		var line []row
		for part := range strings.SplitSeq(key, "+") {
			i := slices.IndexFunc(r.Rows, func(row row) bool { return row.Key == part })
			if i < 0 {
				return "", fmt.Errorf("the report has no row %s", part)
			}
			line = append(line, r.Rows[i])
		}
		lines = append(lines, line)
	}
	used := slices.DeleteFunc(columns, func(c column) bool {
		return !slices.ContainsFunc(lines, func(line []row) bool { return cell(line, c.text) != "" })
	})
	var out strings.Builder
	out.WriteString("| row |")
	for _, c := range used {
		out.WriteString(" " + c.name + " |")
	}
	out.WriteString("\n|---|" + strings.Repeat("--:|", len(used)) + "\n")
	for _, line := range lines {
		out.WriteString("| " + label(line) + " |")
		for _, c := range used {
			out.WriteString(strings.TrimRight(" "+cell(line, c.text), " ") + " |")
		}
		out.WriteString("\n")
	}
	return out.String(), nil
}

// cell joins what the rows of one line have in a column; it is empty where none has anything.
func cell(line []row, text func(row) string) string {
	var parts []string
	for _, r := range line {
		parts = append(parts, text(r))
	}
	if !slices.ContainsFunc(parts, func(s string) bool { return s != "" }) {
		return ""
	}
	for i, part := range parts {
		if part == "" {
			parts[i] = "-"
		}
	}
	return strings.Join(slices.Compact(parts), " / ")
}

func label(line []row) string {
	text := line[0].Label
	for _, r := range line[1:] {
		if r.Label == line[0].Label+", TLS" {
			text += ", plain / TLS"
		} else {
			text += " / " + r.Label
		}
	}
	if unit := line[0].Unit; strings.HasPrefix(unit, "/") {
		text += ", a second"
	} else if unit != "" {
		text += ", " + unit
	}
	return text
}

func (r row) floor() string {
	var parts []string
	if r.Floor != nil {
		parts = append(parts, trimmed(*r.Floor))
	}
	if r.Most != nil {
		parts = append(parts, "at most "+trimmed(*r.Most))
	}
	if r.CurlFloor != nil {
		parts = append(parts, trimmed(*r.CurlFloor)+" of curl's")
	}
	text := strings.Join(parts, ", ")
	if text != "" && r.Short != "" {
		text += " (short)"
	}
	return text
}

// about says on what the figures were measured and which floors do not hold.
func (r *report) about() string {
	text := fmt.Sprintf("%s on %s, %d cores, %s, Godot %s: medians of %d rounds, both classes in turn, "+
		"each server on the same machine.", r.Version, r.Processor, r.Cores, r.System, r.Godot, r.Rounds)
	var short []string
	floors := 0
	for _, row := range r.Rows {
		if row.floor() == "" {
			continue
		}
		floors++
		if row.Short != "" {
			short = append(short, fmt.Sprintf("%s (%s)", row.Label, row.Short))
		}
	}
	if len(short) == 0 {
		return text + fmt.Sprintf(" All %d floors hold.\n", floors)
	}
	return fmt.Sprintf("%s %d of %d floors hold. Short: %s.\n", text, floors-len(short), floors, strings.Join(short, "; "))
}

// figure writes three digits, or all before the point; a whole number as it is.
func figure(f *float64) string {
	if f == nil {
		return ""
	}
	size := math.Abs(*f)
	decimals := 2
	switch {
	case size >= 99.95 || size == math.Trunc(size):
		decimals = 0
	case size >= 9.995:
		decimals = 1
	}
	text := strconv.FormatFloat(*f, 'f', decimals, 64)
	if decimals > 0 {
		return text
	}
	for i := len(text) - 3; i > 0 && text[i-1] != '-'; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

func ratio(f *float64) string {
	if f == nil {
		return ""
	}
	if *f >= 9.95 {
		return strconv.FormatFloat(*f, 'f', 0, 64)
	}
	return strconv.FormatFloat(*f, 'f', 2, 64)
}

func trimmed(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
