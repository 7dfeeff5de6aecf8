// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

// #include "gdext.h"
import "C"

import (
	"time"
	"unsafe"
)

// The keys are written down in doc_classes/HTTPClientGo.xml; a key without a value
// is left out.
//
//export hcgGetLastError
func hcgGetLastError(h C.uintptr_t, result unsafe.Pointer) {
	o := self(h)
	defer guardClient(o, "get_last_error")
	r, ok := o.client.Reason()
	if !ok {
		return
	}
	setEntry(result, "stage", r.Stage)
	setEntry(result, "message", r.Message)
	setEntry(result, "host", r.Host)
	setEntry(result, "port", int64(r.Port))
	setEntry(result, "address", r.Address)
	if r.ProxyStatus != 0 {
		setEntry(result, "proxy_status", int64(r.ProxyStatus))
	}
	if r.Alert != "" {
		setEntry(result, "alert", r.Alert)
	}
	if c := r.Certificate; c != nil {
		setEntry(result, "fault", c.Fault)
		setEntry(result, "subject", c.Subject)
		setEntry(result, "issuer", c.Issuer)
		setEntry(result, "names", c.Names)
		if c.Asked != "" {
			setEntry(result, "asked", c.Asked)
		}
		setEntry(result, "not_before", c.NotBefore.UTC().Format(time.RFC3339))
		setEntry(result, "not_after", c.NotAfter.UTC().Format(time.RFC3339))
	}
	if r.Received >= 0 {
		setEntry(result, "received", r.Received)
		setEntry(result, "expected", r.Expected)
	}
}
