// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"testing"

	"httpclientgo/ci/internal/tally"
)

func newRunner(t *testing.T) (*runner, *strings.Builder) {
	t.Helper()
	out := new(strings.Builder)
	return &runner{ctx: t.Context(), out: out, temp: t.TempDir()}, out
}

// took is the seconds of a stage.
var took = regexp.MustCompile(` +[0-9]+ s\b`)

func TestStage(t *testing.T) {
	for _, c := range []struct {
		name string
		run  func(*stage) error
		want tally.Tally
		ok   bool
		says string
	}{
		{name: "nothing counted", run: func(*stage) error { return nil }, ok: true, says: "nothing counted S\n"},
		{
			name: "counted twice", ok: true, want: tally.Tally{Passed: 3, Skipped: 1}, says: "counted twice S      3 passed, 0 failed, 1 skipped\n",
			run: func(s *stage) error {
				return errors.Join(tally.Tally{Passed: 1}.Append(s.counts), tally.Tally{Passed: 2, Skipped: 1}.Append(s.counts))
			},
		},
		{
			name: "counted a failure", want: tally.Tally{Passed: 1, Failed: 2}, says: "want 1\ncounted a failure S      1 passed, 2 failed\n",
			run: func(s *stage) error {
				s.log.WriteString("want 1\n")
				return errors.Join(tally.Tally{Passed: 1, Failed: 2}.Append(s.counts), errors.New("exit status 1"))
			},
		},
		{
			name: "failed without a count", want: tally.Tally{Failed: 1}, says: "failed without a count: exit status 1\nfailed without a count S      0 passed, 1 failed\n",
			run: func(*stage) error { return errors.New("exit status 1") },
		},
		{
			name: "a program", want: tally.Tally{Failed: 1}, says: "out\nerr\na program S      0 passed, 1 failed\n",
			run: func(s *stage) error {
				return s.command([]string{"WORD=err"}, "sh", "-c", "echo out; echo $WORD >&2; exit 3")
			},
		},
		{
			name: "a program that counts", ok: true, want: tally.Tally{Passed: 5}, says: "a program that counts S      5 passed, 0 failed\n",
			run: func(s *stage) error { return s.command(nil, "sh", "-c", `echo 5 0 0 >"$0"`, s.counts) },
		},
		{
			name: "a go test", want: tally.Tally{Passed: 1, Failed: 1}, says: "go: a word\nwant 1\na go test S      1 passed, 1 failed\n",
			run: func(s *stage) error {
				return s.count(newCommand(s.ctx, nil, "sh", "-c", `echo 'go: a word' >&2
echo '{"Action":"pass","Package":"p","Test":"A"}'
printf '%s\n' '{"Action":"output","Package":"p","Test":"B","Output":"want 1\n"}'
echo '{"Action":"fail","Package":"p","Test":"B"}'
exit 1`))
			},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, out := newRunner(t)
			if ok := r.stage(c.name, c.run); ok != c.ok || r.sum != c.want {
				t.Errorf("%v, counts %+v, want %v, %+v", ok, r.sum, c.ok, c.want)
			}
			if says := took.ReplaceAllString(out.String(), " S"); says != c.says {
				t.Errorf("says %q, want %q", says, c.says)
			}
		})
	}
}

func TestNothingRunsAfterAnInterrupt(t *testing.T) {
	r, out := newRunner(t)
	ctx, cancel := context.WithCancel(t.Context())
	r.ctx = ctx
	cancel()
	if r.stage("late", func(*stage) error { t.Error("it ran"); return nil }) || out.Len() > 0 {
		t.Errorf("it says %q", out)
	}
}
