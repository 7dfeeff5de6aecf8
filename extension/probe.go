// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build probe

package main

import (
	"fmt"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"

	"httpclientgo/extension/internal/godot"
)

// Only a library built for scripts/test_planted_panics.sh has this file: two classes that use
// all that the binding can do, for demo_project/tests/test_probe.gd.
func init() {
	library.Classes = append(library.Classes, &probeClass, &probeNodeClass)
}

// probeDefaults are a default of each builtin type, as GDScript would write it.
var probeDefaults = []string{
	"true", "-7", "2.5", `"text"`, "Vector2(1.5, 2)", "Vector2i(1, 2)", "Rect2(1, 2, 3, 4)", "Rect2i(1, 2, 3, 4)", "Vector3(1, 2, 3)", "Vector3i(1, 2, 3)",
	"Transform2D(1, 0, 0, 1, 5, 6)", "Vector4(1, 2, 3, 4)", "Vector4i(1, 2, 3, 4)", "Plane(0, 1, 0, 2)", "Quaternion(0, 0, 0, 1)", "AABB(1, 2, 3, 4, 5, 6)",
	"Basis(1, 0, 0, 0, 1, 0, 0, 0, 1)", "Transform3D(1, 0, 0, 0, 1, 0, 0, 0, 1, 7, 8, 9)", "Projection(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1)",
	"Color(1, 0.5, 0.25, 1)", `&"name"`, `NodePath("a/b")`, "RID()", "null", "Callable()", "Signal()", `{ "a": 1 }`, `[1, "b"]`,
	"PackedByteArray(1, 2)", "PackedInt32Array(1, 2)", "PackedInt64Array(1, 2)", "PackedFloat32Array(1, 2)", "PackedFloat64Array(1, 2)",
	`PackedStringArray("a", "b")`, "PackedVector2Array(1, 2)", "PackedVector3Array(1, 2, 3)", "PackedColorArray(1, 0, 0, 1)", "PackedVector4Array(1, 2, 3, 4)",
}

var probeClass = godot.Class{
	Name: "ProbeGo", Parent: "RefCounted",
	View:          reflect.TypeFor[probeView](),
	New:           newProbe,
	Free:          func(any) { probeFreed.Add(1) },
	Panicked:      func(self any, method string, _ any) { self.(*probe).panicked = method },
	Refusal:       "the probe is in a call of its own.",
	Notified:      func(_ any, _ godot.Instance, what int32) { note("%d", what) },
	Notifications: []int32{1}, // NOTIFICATION_PREDELETE

	Methods: append([]godot.Method{
		{Name: "add", Static: true, Result: godot.Int64(""), Args: []godot.Info{godot.Int64("a"), godot.Int64("b").Or("2")},
			Func: godot.Static(func(c godot.Call) { c.ReturnInt(c.Int(0) + c.Int(1)) })},
		{Name: "made", Static: true, Result: godot.RefOf("ProbeGo", ""), Args: []godot.Info{godot.Int64("count")}, Func: godot.Static(makeProbe)},
		{Name: "echoed", Static: true, Result: godot.Any(""), Args: []godot.Info{godot.Any("value")},
			Func: godot.Static(func(c godot.Call) { c.ReturnVariant(c.Variant(0).Copy()) })},
		{Name: "freed", Static: true, Result: godot.Int64(""), Func: godot.Static(func(c godot.Call) { c.ReturnInt(probeFreed.Load()) })},
		{Name: "take_notes", Static: true, Result: godot.Of(godot.KindStrings, ""), Func: godot.Static(takeNotes)},
		{Name: "echo", Result: godot.Any(""), Args: []godot.Info{godot.Any("value").Or("null")},
			Func: godot.On((*probe).echo)},
		{Name: "join", Result: godot.Of(godot.KindString, ""), Args: probeArgs(8), Func: godot.On((*probe).join)},
		{Name: "half", Result: godot.Of(godot.KindFloat, ""), Args: []godot.Info{godot.Of(godot.KindFloat, "value")},
			Func: godot.On(func(_ *probe, c godot.Call) { c.ReturnFloat(c.Float(0) / 2) })},
		{Name: "is_it", Result: godot.Of(godot.KindBool, ""), Args: []godot.Info{godot.ObjectOf("Node", "node")},
			Func: godot.On(func(_ *probe, c godot.Call) { c.ReturnBool(!c.Object(0).IsNull()) })},
		{Name: "same_node", Result: godot.ObjectOf("Node", ""), Args: []godot.Info{godot.ObjectOf("Node", "node")},
			Func: godot.On(func(_ *probe, c godot.Call) { c.ReturnObject(c.Object(0)) })},
		{Name: "count_up", Result: godot.Int64(""), Args: []godot.Info{godot.Int64("by")}, Func: godot.On((*probe).countUp)},
		{Name: "get_count", Result: godot.Int64(""), Const: true, Answer: godot.Field("count")},
		{Name: "set_count", Args: []godot.Info{godot.Int64("count")}, Func: godot.On((*probe).setCount)},
		{Name: "answer_small", Result: godot.Of(godot.KindString, ""), Args: []godot.Info{godot.Int64("value")}, Func: godot.On((*probe).answerSmall),
			Answer: &godot.Answer{When: []godot.Condition{godot.Is("count", 0), godot.In(0, 0, 9)}}},
		{Name: "emit_now", Args: []godot.Info{godot.Int64("count")}, Func: godot.On((*probe).emitNow)},
		{Name: "emit_later", Args: []godot.Info{godot.Int64("count"), godot.Int64("goroutines").Or("1")}, Func: godot.On((*probe).emitLater)},
		{Name: "done", Result: godot.Any(""), Func: godot.On(func(_ *probe, c godot.Call) { c.ReturnVariant(godot.SignalValue(c.Instance.Object(), "s1")) })},
		{Name: "panic_now", Result: godot.ErrorCode(), Func: godot.On(func(*probe, godot.Call) { panic("planted") })},
		{Name: "get_panicked", Result: godot.Of(godot.KindString, ""), Func: godot.On(func(p *probe, c godot.Call) { c.ReturnText(p.panicked) })},
		{Name: "call_out", Args: []godot.Info{godot.ObjectOf("Object", "to"), godot.Of(godot.KindString, "method")}, Locks: true, Func: godot.On((*probe).callOut)},
		{Name: "locks", Result: godot.ErrorCode(), Locks: true, Func: godot.On(func(_ *probe, c godot.Call) { c.ReturnInt(0) })},
		{Name: "panic_later", Func: godot.On(func(*probe, godot.Call) { go godot.Defer(panicLater) })},
	}, probeDefaultMethods()...),
	Properties: []godot.Property{{Info: godot.Of(godot.KindInt, "count"), Setter: "set_count", Getter: "get_count"}},
	Signals:    probeSignals(),
	Constants: []godot.Constant{{Enum: "Colour", Name: "COLOUR_RED", Value: 1}, {Enum: "Colour", Name: "COLOUR_GREEN", Value: 2},
		{Name: "ANSWER", Value: 42}},
}

type probeView struct {
	padding atomic.Int32
	count   atomic.Int64
}

type probe struct {
	view     *probeView
	panicked string
}

var (
	probeFreed atomic.Int64
	probeNotes struct {
		mu    sync.Mutex
		lines []string
	}
)

func note(format string, args ...any) {
	probeNotes.mu.Lock()
	defer probeNotes.mu.Unlock()
	probeNotes.lines = append(probeNotes.lines, fmt.Sprintf(format, args...))
}

func takeNotes(c godot.Call) {
	probeNotes.mu.Lock()
	defer probeNotes.mu.Unlock()
	godot.SetTexts(c.Result(), probeNotes.lines)
	probeNotes.lines = nil
}

func newProbe(i godot.Instance) any { return &probe{view: (*probeView)(i.View())} }

// makeProbe makes an object from inside a static method.
func makeProbe(c godot.Call) {
	count := c.Int(0)
	r := godot.Make("ProbeGo", func(i godot.Instance) any {
		p := newProbe(i).(*probe)
		p.view.count.Store(count)
		return p
	})
	c.ReturnRef(r.Object())
	r.Release()
}

func probeArgs(n int) (args []godot.Info) {
	for i := range n {
		args = append(args, godot.Of(godot.KindString, fmt.Sprintf("a%d", i)))
	}
	return args
}

// probeDefaultMethods are take_1(value = default) to take_38: each returns what it got.
func probeDefaultMethods() (methods []godot.Method) {
	for i, literal := range probeDefaults {
		kind := godot.Kind(i + 1)
		methods = append(methods, godot.Method{
			Name: fmt.Sprintf("take_%d", kind), Result: godot.Any(""), Args: []godot.Info{godot.Of(kind, "value").Or(literal)},
			Func: godot.On(func(_ *probe, c godot.Call) { c.ReturnVariant(godot.Copied(kind, c.Arg(0))) }),
		})
	}
	return methods
}

// probeSignals are s0 to s8, with so many arguments.
func probeSignals() (signals []godot.Signal) {
	args := []godot.Info{
		godot.Int64("i"), godot.Of(godot.KindFloat, "f"), godot.Of(godot.KindBool, "b"), godot.Of(godot.KindString, "s"),
		godot.Of(godot.KindBytes, "bytes"), godot.Of(godot.KindStrings, "strings"), godot.Of(godot.KindDictionary, "d"), godot.Any("any"),
	}
	for n := range len(args) + 1 {
		signals = append(signals, godot.Signal{Name: fmt.Sprintf("s%d", n), Args: args[:n]})
	}
	return signals
}

func emitProbe(o godot.Object, count int64) {
	args := []godot.Value{
		godot.Int(count), godot.Float(0.5), godot.Bool(true), godot.String("zoë"), godot.Bytes([]byte{1, 2}), godot.Strings([]string{"a", "b"}),
		godot.DictionaryValue(func(d godot.Dictionary) { d.Set("k", godot.Int(1)) }), godot.Null(),
	}
	o.Emit(fmt.Sprintf("s%d", count), args[:count]...)
	for i := range args[count:] {
		args[int(count)+i].Free()
	}
}

func (p *probe) emitNow(c godot.Call) { emitProbe(c.Instance.Object(), c.Int(0)) }

// emitLater emits once for each of some goroutines; the object may be gone by then.
func (p *probe) emitLater(c godot.Call) {
	id, count := c.Instance.Object().ID(), c.Int(0)
	for range c.Int(1) {
		go godot.Defer(func() {
			if o := godot.ObjectByID(id); !o.IsNull() {
				emitProbe(o, count)
			} else {
				note("gone")
			}
		})
	}
}

// echo takes what it got apart and puts it together again, where it knows how.
func (p *probe) echo(c godot.Call) {
	v := c.Variant(0)
	switch v.Kind() {
	case godot.KindNil:
		c.ReturnVariant(godot.Null())
	case godot.KindBool:
		c.ReturnVariant(godot.Bool(v.Int() != 0))
	case godot.KindInt:
		c.ReturnVariant(godot.Int(v.Int()))
	case godot.KindFloat:
		c.ReturnVariant(godot.Float(v.Float()))
	case godot.KindString:
		c.ReturnVariant(godot.String(v.Text()))
	case godot.KindBytes:
		v.Bytes(func(b []byte) { c.ReturnVariant(godot.Bytes(b)) })
	case godot.KindObject:
		c.ReturnVariant(godot.ObjectValue(v.Object()))
	case godot.KindArray:
		v.Elements(func(n int, at func(int) godot.Variant) {
			texts := make([]string, n)
			for i := range texts {
				texts[i] = at(i).Text()
			}
			c.ReturnVariant(godot.Strings(texts))
		})
	case godot.KindDictionary:
		v.Dictionary(func(d godot.Dictionary) {
			c.ReturnVariant(godot.DictionaryValue(func(to godot.Dictionary) {
				d.Each(func(key, value godot.Variant) { to.Set(key.Text(), value.Copy()) })
			}))
		})
	default:
		c.ReturnVariant(v.Copy())
	}
}

func panicLater() {
	note("panics")
	panic("planted later")
}

func (p *probe) join(c godot.Call) {
	var all []string
	for i := range 8 {
		all = append(all, c.Text(i))
	}
	c.ReturnText(strings.Join(all, "-"))
}

func (p *probe) countUp(c godot.Call) { c.ReturnInt(p.view.count.Add(c.Int(0))) }

func (p *probe) setCount(c godot.Call) { p.view.count.Store(c.Int(0)) }

func (p *probe) answerSmall(c godot.Call) { c.ReturnText("asked Go") }

func (p *probe) callOut(c godot.Call) { c.CallOut(c.Object(0), c.Text(1), nil) }

// The Node counts frames by internal processing, which works without a script's consent.
var probeNodeClass = godot.Class{
	Name: "ProbeGoNode", Parent: "Node",
	New:           func(godot.Instance) any { return new(probeNode) },
	Free:          func(any) { probeFreed.Add(1) },
	Notified:      func(self any, i godot.Instance, what int32) { self.(*probeNode).notified(i, what) },
	Notifications: []int32{1, 10, 11, 13, 25}, // PREDELETE, ENTER_TREE, EXIT_TREE, READY, INTERNAL_PROCESS
	Methods: []godot.Method{
		{Name: "get_frames", Result: godot.Int64(""), Const: true, Func: godot.On(func(n *probeNode, c godot.Call) { c.ReturnInt(n.frames) })},
	},
	Signals: []godot.Signal{{Name: "ticked", Args: []godot.Info{godot.Int64("frames")}}},
}

type probeNode struct{ frames int64 }

func (n *probeNode) notified(i godot.Instance, what int32) {
	switch what {
	case 10:
		i.Object().Call("set_process_internal", nil, godot.Bool(true))
		note("enter")
	case 25:
		n.frames++
		i.Object().Emit("ticked", godot.Int(n.frames))
	default:
		note("node %d", what)
	}
}
