// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Package zap stands in for the logger that godot-go writes its few warnings with; go.mod puts it in that one's place.
// The real one makes the library 0.45 MB larger, most of it encoding/json, flag and types that nobody calls. Of its API
// there is what godot-go's pkg/log and pkg/ffi need to compile, and nothing more: a newer godot-go that needs more does
// not build.
//
// A message from WarnLevel on is one line on the standard output, as before, but without a stack. Below that nothing is
// written, whatever the environment's LOG_LEVEL says: that name may be the game's own.
package zap

import (
	"fmt"
	"io"
	"strings"

	"go.uber.org/zap/zapcore"
)

// WarnLevel is the lowest level that is written.
const WarnLevel = zapcore.WarnLevel

// A Field is a fact of a message.
type Field struct{ key, value string }

// String returns a fact that is text.
func String(key, value string) Field { return Field{key, value} }

// AtomicLevel remembers a level, which decides nothing.
type AtomicLevel struct{ level *zapcore.Level }

// NewAtomicLevelAt returns an AtomicLevel of that level.
func NewAtomicLevelAt(level zapcore.Level) AtomicLevel { return AtomicLevel{&level} }

// SetLevel changes what Level returns. It is not for two goroutines at a time.
func (a AtomicLevel) SetLevel(level zapcore.Level) { *a.level = level }

// Level returns the level that was set last.
func (a AtomicLevel) Level() zapcore.Level { return *a.level }

// An Option asks for callers and stacks, and gets none.
type Option struct{}

// AddCaller is without effect.
func AddCaller() Option { return Option{} }

// AddCallerSkip is without effect.
func AddCallerSkip(int) Option { return Option{} }

// AddStacktrace is without effect.
func AddStacktrace(zapcore.Level) Option { return Option{} }

// NewProductionEncoderConfig returns settings that nothing reads.
func NewProductionEncoderConfig() zapcore.EncoderConfig { return zapcore.EncoderConfig{} }

// A Logger writes messages, each with one Write.
type Logger struct{ out io.Writer }

// New returns a Logger that writes to the core's writer.
func New(core zapcore.Core, _ ...Option) *Logger { return &Logger{core.Out} }

// Sync has nothing to do, and no error.
func (l *Logger) Sync() error { return nil }

// Debug writes nothing.
func (l *Logger) Debug(string, ...Field) {}

// Info writes nothing.
func (l *Logger) Info(string, ...Field) {}

// Warn writes a message.
func (l *Logger) Warn(message string, fields ...Field) { l.write("WARN", message, fields) }

// Error writes a message.
func (l *Logger) Error(message string, fields ...Field) { l.write("ERROR", message, fields) }

// Fatal panics, as Panic does: a library does not end its process.
func (l *Logger) Fatal(message string, fields ...Field) { l.Panic(message, fields...) }

// Panic writes a message and panics with it.
func (l *Logger) Panic(message string, fields ...Field) {
	l.write("PANIC", message, fields)
	panic(message)
}

func (l *Logger) write(level, message string, fields []Field) {
	var line strings.Builder
	line.WriteString(level + " godot-go: " + message)
	for _, f := range fields {
		fmt.Fprintf(&line, " %s=%q", f.key, f.value)
	}
	line.WriteString("\n")
	io.WriteString(l.out, line.String())
}
