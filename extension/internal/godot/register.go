// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package godot

// #include "binding.h"
import "C"

import (
	"errors"
	"fmt"
	"unsafe"

	"github.com/godot-go/godot-go/pkg/constant"
	"github.com/godot-go/godot-go/pkg/ffi"
)

// A row is a method as a call finds it.
type row struct {
	class   *Class
	method  *Method
	panics  int64 // the result after a panic
	isError bool  // the result is an Error
}

// What C knows classes and methods by: indexes that are never used again. Both are
// complete before the first call, and their C memory stays for calls that are inside when
// the library ends.
var (
	rows    []row
	classes []*Class
)

// ClassExists reports whether ClassDB has a class of that name, whoever made it.
func ClassExists(name string) bool { return C.gd_class_tag(stringName(name)) != nil }

// check reports what is wrong with a table.
func (c *Class) check() error {
	if err := c.checkTable(); err != nil {
		return fmt.Errorf("the library was built wrong: %s: %w", c.Name, err)
	}
	return nil
}

func (c *Class) checkTable() error {
	if len(c.Notifications) > MaxNotifications || len(c.Virtuals) > MaxVirtuals {
		return errors.New("too many notifications or virtual methods")
	}
	for _, methods := range [][]Method{c.Methods, c.Virtuals} {
		for _, m := range methods {
			if len(m.Args) > MaxArguments {
				return fmt.Errorf("%s has %d arguments", m.Name, len(m.Args))
			}
			if err := c.checkAnswer(m); err != nil {
				return fmt.Errorf("%s: %w", m.Name, err)
			}
		}
	}
	for _, s := range c.Signals {
		if len(s.Args) > MaxArguments {
			return fmt.Errorf("the signal %s has %d arguments", s.Name, len(s.Args))
		}
	}
	return nil
}

func (c *Class) checkAnswer(m Method) error {
	if m.Answer == nil {
		if m.Func == nil {
			return errors.New("nothing runs it")
		}
		return nil
	}
	if len(m.Answer.When) > MaxConditions || m.Static {
		return errors.New("no answer without Go is possible")
	}
	if m.Func == nil && len(m.Answer.When) > 0 {
		return errors.New("nothing runs it when C does not answer")
	}
	fields := []string{}
	if m.Answer.Field != "" {
		fields = append(fields, m.Answer.Field)
	}
	for _, w := range m.Answer.When {
		if w.Field != "" {
			fields = append(fields, w.Field)
		} else if w.Argument >= len(m.Args) || m.Args[w.Argument].Kind != KindInt {
			return fmt.Errorf("argument %d is no int", w.Argument)
		}
	}
	for _, name := range fields {
		if _, err := c.field(name); err != nil {
			return err
		}
	}
	return nil
}

// field finds a field of the view. Its place is asked of Go, so that C need not declare it.
func (c *Class) field(name string) (C.gd_field, error) {
	if c.View == nil {
		return C.gd_field{}, fmt.Errorf("there is no view for the field %s", name)
	}
	f, ok := c.View.FieldByName(name)
	size := f.Offset
	if ok {
		size = f.Type.Size()
	}
	if !ok || size != 4 && size != 8 {
		return C.gd_field{}, fmt.Errorf("%s has no field %s of 4 or 8 bytes", c.View, name)
	}
	return C.gd_field{offset: C.int32_t(f.Offset), size: C.int32_t(size)}, nil
}

func constName(text string) ffi.GDExtensionConstStringNamePtr {
	return (ffi.GDExtensionConstStringNamePtr)(stringName(text))
}

func flag[T ~uint8](b bool) (v T) {
	if b {
		v = 1
	}
	return v
}

func (c *Class) register() {
	m := (*C.gd_class)(C.calloc(1, C.sizeof_gd_class))
	c.memory = m
	m.id = C.int32_t(len(classes))
	classes = append(classes, c)
	m.lenient, m.found = flag[C.uint8_t](c.Lenient), flag[C.uint8_t](c.Found)
	// RefCounted and its streams do nothing on it.
	m.postinitialize = flag[C.uint8_t](c.Parent != "RefCounted" && c.Parent != "StreamPeerExtension")
	m.name, m.parent = stringName(c.Name), stringName(c.Parent)
	if c.View != nil {
		m.view_size = C.int32_t(c.View.Size())
	}
	m.notification_count = C.int32_t(len(c.Notifications))
	for i, n := range c.Notifications {
		m.notifications[i] = C.int32_t(n)
	}
	m.virtual_count = C.int32_t(len(c.Virtuals))
	for i := range c.Virtuals {
		m.virtual_names[i] = stringName(c.Virtuals[i].Name)
		m.virtuals[i] = c.newMethod(&c.Virtuals[i])
	}

	var create, notify, virtual, callVirtual *[0]byte
	if !c.Abstract {
		create = (*[0]byte)(C.gd_create)
	}
	if len(c.Notifications) > 0 {
		notify = (*[0]byte)(C.gd_notification)
	}
	if len(c.Virtuals) > 0 {
		virtual, callVirtual = (*[0]byte)(C.gd_virtual), (*[0]byte)(C.gd_call_virtual)
	}
	creation := ffi.NewGDExtensionClassCreationInfo4(
		0, flag[ffi.GDExtensionBool](c.Abstract), 1, 0, nil, nil, nil, nil, nil, nil, nil, nil,
		(ffi.GDExtensionClassNotification2)(notify), nil, nil, nil,
		(ffi.GDExtensionClassCreateInstance2)(create), (ffi.GDExtensionClassFreeInstance)((*[0]byte)(C.gd_free)), nil,
		(ffi.GDExtensionClassGetVirtualCallData2)(virtual), (ffi.GDExtensionClassCallVirtualWithData)(callVirtual), unsafe.Pointer(m))
	ffi.CallFunc_GDExtensionInterfaceClassdbRegisterExtensionClass4(ffi.FFI.Library, constName(c.Name), constName(c.Parent), &creation)

	for i := range c.Methods {
		c.registerMethod(&c.Methods[i])
	}
	for _, p := range c.Properties {
		info := p.property()
		ffi.CallFunc_GDExtensionInterfaceClassdbRegisterExtensionClassProperty(ffi.FFI.Library, constName(c.Name), &info, constName(p.Setter), constName(p.Getter))
	}
	for _, s := range c.Signals {
		args := newInfos(s.Args)
		ffi.CallFunc_GDExtensionInterfaceClassdbRegisterExtensionClassSignal(ffi.FFI.Library, constName(c.Name), constName(s.Name), args.infos, ffi.GDExtensionInt(len(s.Args)))
		args.free()
	}
	for _, k := range c.Constants {
		ffi.CallFunc_GDExtensionInterfaceClassdbRegisterExtensionClassIntegerConstant(
			ffi.FFI.Library, constName(c.Name), constName(k.Enum), constName(k.Name), ffi.GDExtensionInt(k.Value), 0)
	}
}

// unregister ends the class. The default arguments go, since the engine's objects among
// them must not outlive it.
func (c *Class) unregister() {
	ffi.CallFunc_GDExtensionInterfaceClassdbUnregisterExtensionClass(ffi.FFI.Library, constName(c.Name))
	for _, m := range c.made {
		for i := range m.default_count {
			C.gd_destroy(C.int32_t(KindNil), unsafe.Pointer(&m.defaults[i]))
		}
		m.default_count = 0
	}
}

func (c *Class) newMethod(m *Method) *C.gd_method {
	call := (*C.gd_method)(C.calloc(1, C.sizeof_gd_method))
	c.made = append(c.made, call)
	r := row{class: c, method: m, isError: m.Result.Class == "Error", panics: m.OnPanic}
	if r.isError {
		call.refusal = errBusy
		if r.panics == 0 {
			r.panics = failed
		}
	}
	call.of, call.id = c.memory, C.int32_t(len(rows))
	rows = append(rows, r)
	call.argument_count = C.int32_t(len(m.Args))
	for i, a := range m.Args {
		call.argument_types[i] = C.int32_t(a.Kind)
		if a.Kind == KindObject && a.Class != "" {
			call.class_tags[i] = C.gd_class_tag(stringName(a.Class))
		}
		if a.Default != "" {
			a.parseDefault(&call.defaults[call.default_count])
			call.default_count++
		}
	}
	call.result_type = C.int32_t(m.Result.Kind)
	call.result_is_variant, call.result_is_ref = flag[C.uint8_t](m.Result.variant), flag[C.uint8_t](m.Result.ref)
	call.is_static, call.locks = flag[C.uint8_t](m.Static), flag[C.uint8_t](m.Locks)
	if a := m.Answer; a != nil {
		call.answer = C.GD_ANSWER_DEFAULT
		if a.Field != "" {
			call.answer = C.GD_ANSWER_FIELD
			call.field, _ = c.field(a.Field) // see check
		}
		call.condition_count = C.uint8_t(len(a.When))
		for i, w := range a.When {
			f := C.gd_field{offset: C.int32_t(w.Argument)}
			if w.Field != "" {
				f, _ = c.field(w.Field)
			}
			call.conditions[i] = C.gd_condition{field: f, least: C.int64_t(w.Least), most: C.int64_t(w.Most)}
		}
	}
	return call
}

// parseDefault makes the Variant of an argument's default.
func (i Info) parseDefault(v *C.gd_variant) {
	if i.Kind == KindObject {
		var null C.gd_value // a null of the type object, as the engine has it
		C.gd_variant_of(C.int32_t(KindObject), unsafe.Pointer(&null), unsafe.Pointer(v))
		return
	}
	C.gd_variant_parse((*C.char)(unsafe.Pointer(unsafe.StringData(i.Default))), C.int64_t(len(i.Default)), unsafe.Pointer(v))
	if got := (Variant{unsafe.Pointer(v)}).Kind(); got != i.Kind && i.Kind != KindNil {
		panic(fmt.Sprintf("the default %s of the argument %s is of another type", i.Default, i.Name))
	}
}

func (c *Class) registerMethod(m *Method) {
	call := c.newMethod(m)
	// ClassDB copies all of this during the call; C memory, since the structs hold pointers to each other.
	args, result := newInfos(m.Args), newInfos([]Info{m.Result})
	defer args.free()
	defer result.free()
	n := max(int(call.default_count), 1)
	defaults := (*ffi.GDExtensionVariantPtr)(C.calloc(C.size_t(n), C.size_t(unsafe.Sizeof(uintptr(0)))))
	defer C.free(unsafe.Pointer(defaults))
	for i := range call.default_count {
		unsafe.Slice(defaults, n)[i] = (ffi.GDExtensionVariantPtr)(unsafe.Pointer(&call.defaults[i]))
	}
	flags := constant.METHOD_FLAGS_DEFAULT
	if m.Const {
		flags |= constant.METHOD_FLAG_CONST
	}
	if m.Static {
		flags |= constant.METHOD_FLAG_STATIC
	}
	mi := ffi.NewGDExtensionClassMethodInfo(
		constName(m.Name), unsafe.Pointer(call),
		(ffi.GDExtensionClassMethodCall)((*[0]byte)(C.gd_call)), (ffi.GDExtensionClassMethodPtrCall)((*[0]byte)(C.gd_ptrcall)),
		uint32(flags), m.Result.Kind != KindNil || m.Result.variant, result.infos, m.Result.Meta,
		uint32(len(m.Args)), args.infos, args.metas, uint32(call.default_count), defaults)
	ffi.CallFunc_GDExtensionInterfaceClassdbRegisterExtensionClassMethod(ffi.FFI.Library, constName(c.Name), mi)
	C.free(unsafe.Pointer(mi)) // its own Destroy would also free our names
}

// infos are descriptions of arguments in C memory.
type infos struct {
	infos *ffi.GDExtensionPropertyInfo
	metas *ffi.GDExtensionClassMethodArgumentMetadata
}

func newInfos(from []Info) infos {
	n := max(len(from), 1)
	to := infos{
		(*ffi.GDExtensionPropertyInfo)(C.calloc(C.size_t(n), C.sizeof_GDExtensionPropertyInfo)),
		(*ffi.GDExtensionClassMethodArgumentMetadata)(C.calloc(C.size_t(n), C.sizeof_GDExtensionClassMethodArgumentMetadata)),
	}
	for i, a := range from {
		unsafe.Slice(to.infos, n)[i] = a.property()
		unsafe.Slice(to.metas, n)[i] = a.Meta
	}
	return to
}

func (i infos) free() {
	C.free(unsafe.Pointer(i.infos))
	C.free(unsafe.Pointer(i.metas))
}

func (i Info) property() ffi.GDExtensionPropertyInfo {
	return ffi.NewGDExtensionPropertyInfo(
		constName(i.Class), ffi.GDExtensionVariantType(i.Kind), constName(i.Name),
		uint32(i.Hint), (ffi.GDExtensionConstStringPtr)(hintString(i.HintText)), uint32(i.Usage))
}
