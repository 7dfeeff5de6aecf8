// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"time"

	"httpclientgo/extension/internal/godot"
	"httpclientgo/pkg/reason"
)

func (o *object) getLastError(c godot.Call) {
	if r, ok := o.client.Reason(); ok {
		setReason(c.Dictionary(), &r)
	}
}

// setReason fills d. The keys are written down in doc_classes/HTTPClientGo.xml; a key without a value is left out.
func setReason(d godot.Dictionary, r *reason.Reason) {
	d.Set("stage", godot.String(r.Stage))
	d.Set("reason", godot.String(string(r.Word)))
	d.Set("nothing_sent", godot.Bool(r.NothingSent))
	d.Set("message", godot.String(r.Message))
	d.Set("host", godot.String(r.Host))
	d.Set("port", godot.Int(int64(r.Port)))
	d.Set("address", godot.String(r.Address))
	if r.ProxyStatus != 0 {
		d.Set("proxy_status", godot.Int(int64(r.ProxyStatus)))
	}
	if r.Alert != "" {
		d.Set("alert", godot.String(r.Alert))
	}
	if k := r.Certificate; k != nil {
		d.Set("fault", godot.String(k.Fault))
		d.Set("subject", godot.String(k.Subject))
		d.Set("issuer", godot.String(k.Issuer))
		d.Set("names", godot.Strings(k.Names))
		if k.Asked != "" {
			d.Set("asked", godot.String(k.Asked))
		}
		d.Set("not_before", godot.String(k.NotBefore.UTC().Format(time.RFC3339)))
		if r.Pins != nil {
			d.Set("pins", godot.Strings(r.Pins))
		}
		d.Set("not_after", godot.String(k.NotAfter.UTC().Format(time.RFC3339)))
	}
	if r.Received >= 0 {
		d.Set("received", godot.Int(r.Received))
		d.Set("expected", godot.Int(r.Expected))
	}
}
