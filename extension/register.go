// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

// #include "gdext.h"
import "C"

import (
	"unsafe"

	"github.com/godot-go/godot-go/pkg/constant"
	"github.com/godot-go/godot-go/pkg/ffi"
)

// Variant types by their short names.
const (
	typeNil        = C.int32_t(C.GDEXTENSION_VARIANT_TYPE_NIL)
	typeBool       = C.int32_t(C.GDEXTENSION_VARIANT_TYPE_BOOL)
	typeInt        = C.int32_t(C.GDEXTENSION_VARIANT_TYPE_INT)
	typeString     = C.int32_t(C.GDEXTENSION_VARIANT_TYPE_STRING)
	typeStringName = C.int32_t(C.GDEXTENSION_VARIANT_TYPE_STRING_NAME)
	typeObject     = C.int32_t(C.GDEXTENSION_VARIANT_TYPE_OBJECT)
	typeDictionary = C.int32_t(C.GDEXTENSION_VARIANT_TYPE_DICTIONARY)
	typeArray      = C.int32_t(C.GDEXTENSION_VARIANT_TYPE_ARRAY)
	typeBytes      = C.int32_t(C.GDEXTENSION_VARIANT_TYPE_PACKED_BYTE_ARRAY)
	typeStrings    = C.int32_t(C.GDEXTENSION_VARIANT_TYPE_PACKED_STRING_ARRAY)
)

// An info describes an argument, a result or a property to ClassDB.
type info struct {
	name  string
	kind  C.int32_t
	class string // of an object, or the global enum of an int
	meta  ffi.GDExtensionClassMethodArgumentMetadata
	hint  constant.PropertyHint
	text  string // of the hint
	usage constant.PropertyUsageFlags
}

// A method is one row of a class. In place of the engine's own enums stands int:
// GDScript refuses one class's enum where another's is declared, and scripts use
// both HTTPClient's constants and ours.
type method struct {
	name     string
	ptrcall  unsafe.Pointer
	isConst  bool
	result   info
	args     []info
	defaults []func(*C.hcg_value) // of the last arguments; each makes a Variant
}

const int32Meta = ffi.GDEXTENSION_METHOD_ARGUMENT_METADATA_INT_IS_INT32
const int64Meta = ffi.GDEXTENSION_METHOD_ARGUMENT_METADATA_INT_IS_INT64

var (
	nothing    = info{}
	errorEnum  = info{kind: typeInt, class: "Error", usage: usageDefault | constant.PROPERTY_USAGE_CLASS_IS_ENUM}
	plainInt   = arg("", typeInt)
	streamPeer = objectArg("", "StreamPeer")
)

const usageDefault = constant.PROPERTY_USAGE_DEFAULT

func arg(name string, kind C.int32_t) info { return info{name: name, kind: kind, usage: usageDefault} }

func int32Arg(name string) info {
	a := arg(name, typeInt)
	a.meta = int32Meta
	return a
}

func int64Arg(name string) info {
	a := arg(name, typeInt)
	a.meta = int64Meta
	return a
}

func int64Result() info {
	a := arg("", typeInt)
	a.meta = int64Meta
	return a
}

func objectArg(name, class string) info {
	return info{name: name, kind: typeObject, class: class, hint: constant.PROPERTY_HINT_RESOURCE_TYPE, text: class, usage: usageDefault}
}

func registerClasses() {
	C.hcg_names.client_class = stringName(className)
	C.hcg_names.stream_class = stringName(streamClassName)
	C.hcg_names.ref_counted = stringName("RefCounted")
	C.hcg_names.stream_peer_extension = stringName("StreamPeerExtension")
	for i, name := range []string{"_get_data", "_get_partial_data", "_put_data", "_put_partial_data", "_get_available_bytes"} {
		C.hcg_names.virtuals[i] = stringName(name)
	}

	create := (*[0]byte)(C.hcg_client_create)
	free := (*[0]byte)(C.hcg_client_free)
	registerClass(className, "RefCounted", ffi.NewGDExtensionClassCreationInfo4(
		0, 0, 1, 0, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil,
		(ffi.GDExtensionClassCreateInstance2)(create), (ffi.GDExtensionClassFreeInstance)(free),
		nil, nil, nil, nil))
	for i := range clientMethods {
		registerMethod(className, &clientMethods[i])
	}
	for _, p := range clientProperties {
		registerProperty(className, p)
	}
	for _, c := range clientConstants {
		registerConstant(className, c)
	}

	// An abstract class: a stream comes from a client, never from new().
	free = (*[0]byte)(C.hcg_stream_free)
	virtual := (*[0]byte)(C.hcg_stream_virtual)
	callVirtual := (*[0]byte)(C.hcg_stream_call_virtual)
	registerClass(streamClassName, "StreamPeerExtension", ffi.NewGDExtensionClassCreationInfo4(
		0, 1, 1, 0, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil,
		nil, (ffi.GDExtensionClassFreeInstance)(free),
		nil, (ffi.GDExtensionClassGetVirtualCallData2)(virtual), (ffi.GDExtensionClassCallVirtualWithData)(callVirtual), nil))
	for i := range streamMethods {
		registerMethod(streamClassName, &streamMethods[i])
	}
}

// isRegistered tells whether ClassDB has a class of that name, whoever made it.
func isRegistered(name string) bool { return C.hcg_class_tag(stringName(name)) != nil }

func unregisterClasses() {
	for _, name := range []string{streamClassName, className} {
		ffi.CallFunc_GDExtensionInterfaceClassdbUnregisterExtensionClass(ffi.FFI.Library, constName(name))
	}
	for _, m := range methodMemory {
		C.hcg_method_free(m)
	}
	methodMemory = nil
}

func constName(text string) ffi.GDExtensionConstStringNamePtr {
	return (ffi.GDExtensionConstStringNamePtr)(stringName(text))
}

func registerClass(name, parent string, creation ffi.GDExtensionClassCreationInfo4) {
	ffi.CallFunc_GDExtensionInterfaceClassdbRegisterExtensionClass4(ffi.FFI.Library, constName(name), constName(parent), &creation)
}

// methodMemory is what registered methods point to; it lives until the class goes.
var methodMemory []*C.hcg_method

func registerMethod(class string, m *method) {
	call := (*C.hcg_method)(C.calloc(1, C.sizeof_hcg_method))
	methodMemory = append(methodMemory, call)
	call.ptrcall = (C.GDExtensionClassMethodPtrCall)(m.ptrcall)
	call.argument_count = C.int32_t(len(m.args))
	call.default_count = C.int32_t(len(m.defaults))
	call.return_type = m.result.kind

	// ClassDB copies all of this during the call; C memory, since the structs hold
	// pointers to each other.
	n := C.size_t(max(len(m.args), 1))
	argInfos := (*ffi.GDExtensionPropertyInfo)(C.calloc(n, C.sizeof_GDExtensionPropertyInfo))
	metas := (*ffi.GDExtensionClassMethodArgumentMetadata)(C.calloc(n, C.sizeof_GDExtensionClassMethodArgumentMetadata))
	defaults := (*ffi.GDExtensionVariantPtr)(C.calloc(n, C.size_t(unsafe.Sizeof(uintptr(0)))))
	result := (*ffi.GDExtensionPropertyInfo)(C.calloc(1, C.sizeof_GDExtensionPropertyInfo))
	defer func() {
		for _, p := range []unsafe.Pointer{unsafe.Pointer(argInfos), unsafe.Pointer(metas), unsafe.Pointer(defaults), unsafe.Pointer(result)} {
			C.free(p)
		}
	}()
	for i, a := range m.args {
		unsafe.Slice(argInfos, n)[i] = a.property()
		unsafe.Slice(metas, n)[i] = a.meta
		call.argument_types[i] = a.kind
		if a.kind == typeObject {
			call.class_tags[i] = C.hcg_class_tag(stringName(a.class))
		}
	}
	for i, makeDefault := range m.defaults {
		makeDefault(&call.defaults[i])
		unsafe.Slice(defaults, n)[i] = (ffi.GDExtensionVariantPtr)(unsafe.Pointer(&call.defaults[i]))
	}
	*result = m.result.property()

	flags := constant.METHOD_FLAGS_DEFAULT
	if m.isConst {
		flags |= constant.METHOD_FLAG_CONST
	}
	mi := ffi.NewGDExtensionClassMethodInfo(
		constName(m.name), unsafe.Pointer(call),
		(ffi.GDExtensionClassMethodCall)((*[0]byte)(C.hcg_method_call)), (ffi.GDExtensionClassMethodPtrCall)((*[0]byte)(m.ptrcall)),
		uint32(flags), m.result.kind != typeNil, result, m.result.meta,
		uint32(len(m.args)), argInfos, metas, uint32(len(m.defaults)), defaults)
	ffi.CallFunc_GDExtensionInterfaceClassdbRegisterExtensionClassMethod(ffi.FFI.Library, constName(class), mi)
	C.free(unsafe.Pointer(mi)) // its own Destroy would also free our names
}

func (a info) property() ffi.GDExtensionPropertyInfo {
	return ffi.NewGDExtensionPropertyInfo(
		constName(a.class), ffi.GDExtensionVariantType(a.kind), constName(a.name),
		uint32(a.hint), (ffi.GDExtensionConstStringPtr)(hintString(a.text)), uint32(a.usage))
}

// A property has accessors that are methods of the same class.
type property struct {
	info
	setter, getter string
}

func registerProperty(class string, p property) {
	pi := p.property()
	ffi.CallFunc_GDExtensionInterfaceClassdbRegisterExtensionClassProperty(ffi.FFI.Library, constName(class), &pi, constName(p.setter), constName(p.getter))
}

// An integerConstant belongs to an enum of the class.
type integerConstant struct {
	enum, name string
	value      int64
}

func registerConstant(class string, c integerConstant) {
	ffi.CallFunc_GDExtensionInterfaceClassdbRegisterExtensionClassIntegerConstant(
		ffi.FFI.Library, constName(class), constName(c.enum), constName(c.name), ffi.GDExtensionInt(c.value), 0)
}
