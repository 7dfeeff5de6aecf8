// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Package zapcore is the part of package zap whose names godot-go takes from go.uber.org/zap/zapcore.
package zapcore

import (
	"errors"
	"io"
)

// A Level is how bad what a message tells is.
type Level int8

// The levels, with the numbers that the real package gives them.
const (
	DebugLevel Level = iota - 1
	InfoLevel
	WarnLevel
	ErrorLevel
	DPanicLevel
	PanicLevel
	FatalLevel
)

var errFixed = errors.New("the level is fixed")

// UnmarshalText refuses every text, so that godot-go keeps its own default, WarnLevel.
func (l *Level) UnmarshalText([]byte) error { return errFixed }

// A WriteSyncer is a writer that can be flushed.
type WriteSyncer interface {
	io.Writer
	Sync() error
}

// A LevelEncoder is what CapitalColorLevelEncoder is one of.
type LevelEncoder func()

// CapitalColorLevelEncoder is without effect.
func CapitalColorLevelEncoder() {}

// EncoderConfig has settings that nothing reads.
type EncoderConfig struct {
	EncodeLevel LevelEncoder
	TimeKey     string
}

// An Encoder is the only one there is: plain text.
type Encoder struct{}

// NewConsoleEncoder returns the Encoder.
func NewConsoleEncoder(EncoderConfig) Encoder { return Encoder{} }

// A Core is where a Logger writes to.
type Core struct{ Out io.Writer }

// NewCore returns a Core that writes to out. The last argument, which levels are on, is without effect.
func NewCore(_ Encoder, out io.Writer, _ any) Core { return Core{out} }

// AddSync returns w as it is.
func AddSync(w io.Writer) io.Writer { return w }

// Lock returns w as it is; an *os.File takes care of writes at the same time itself.
func Lock(w io.Writer) io.Writer { return w }
