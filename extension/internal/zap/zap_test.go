// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package zap_test

import (
	"strings"
	"testing"

	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
)

func TestMessages(t *testing.T) {
	tests := []struct {
		name   string
		call   func(*zap.Logger)
		want   string
		panics any
	}{
		{name: "debug", call: func(l *zap.Logger) { l.Debug("no") }},
		{name: "info", call: func(l *zap.Logger) { l.Info("no") }},
		{name: "warn", call: func(l *zap.Logger) { l.Warn("no function", zap.String("name", "a\nb")) }, want: "WARN godot-go: no function name=\"a\\nb\"\n"},
		{name: "error", call: func(l *zap.Logger) { l.Error("bad") }, want: "ERROR godot-go: bad\n"},
		{name: "panic", call: func(l *zap.Logger) { l.Panic("null") }, want: "PANIC godot-go: null\n", panics: "null"},
		{name: "fatal", call: func(l *zap.Logger) { l.Fatal("null") }, want: "PANIC godot-go: null\n", panics: "null"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var out strings.Builder
			encoder := zapcore.NewConsoleEncoder(zap.NewProductionEncoderConfig())
			l := zap.New(zapcore.NewCore(encoder, zapcore.Lock(zapcore.AddSync(&out)), zap.NewAtomicLevelAt(zap.WarnLevel)), zap.AddCaller())
			func() {
				defer func() {
					if got := recover(); got != test.panics {
						t.Errorf("panics with %v, not with %v", got, test.panics)
					}
				}()
				test.call(l)
			}()
			if out.String() != test.want {
				t.Errorf("writes %q, not %q", out.String(), test.want)
			}
		})
	}
}

// The level stays godot-go's own, whatever LOG_LEVEL says.
func TestLevel(t *testing.T) {
	level := zap.WarnLevel
	if err := level.UnmarshalText([]byte("debug")); err == nil || level != zapcore.WarnLevel {
		t.Errorf("level %d, error %v", level, err)
	}
	kept := zap.NewAtomicLevelAt(level)
	kept.SetLevel(zapcore.ErrorLevel)
	if kept.Level() != zapcore.ErrorLevel {
		t.Errorf("level %d", kept.Level())
	}
}
