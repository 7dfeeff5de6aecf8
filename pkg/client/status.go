// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

// Status is HTTPClient.Status, with Godot's numbers.
type Status int32

const (
	StatusDisconnected Status = iota
	StatusResolving
	StatusCantResolve
	StatusConnecting
	StatusCantConnect
	StatusConnected
	StatusRequesting
	StatusBody
	StatusConnectionError
	StatusTLSHandshakeError

	statusCount = int(StatusTLSHandshakeError) + 1
)

// Code is the part of Godot's global Error enum that a client returns.
type Code int32

const (
	OK                  Code = 0
	Failed              Code = 1
	ErrUnconfigured     Code = 3
	ErrFileEOF          Code = 18
	ErrCantConnect      Code = 25
	ErrCantResolve      Code = 26
	ErrConnectionError  Code = 27
	ErrInvalidData      Code = 30
	ErrInvalidParameter Code = 31
	ErrBusy             Code = 44
	ErrBug              Code = 47
)

// Methods are the request methods in the order of HTTPClient.Method: the index
// is the enum's value.
var Methods = [...]string{"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH"}

// Bounds of ReadChunkSize, in bytes; the property hint says the same.
const (
	MinReadChunkSize     = 256
	MaxReadChunkSize     = 1 << 24
	DefaultReadChunkSize = 65536
)

// MaxAvailable is the most that one ReadAvailable takes, in bytes.
const MaxAvailable = 1 << 24
