// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package godot

// #include "binding.h"
import "C"

// A Kind is a type of a Variant, with Godot's numbers.
type Kind int32

const (
	KindNil        = Kind(C.GDEXTENSION_VARIANT_TYPE_NIL)
	KindBool       = Kind(C.GDEXTENSION_VARIANT_TYPE_BOOL)
	KindInt        = Kind(C.GDEXTENSION_VARIANT_TYPE_INT)
	KindFloat      = Kind(C.GDEXTENSION_VARIANT_TYPE_FLOAT)
	KindString     = Kind(C.GDEXTENSION_VARIANT_TYPE_STRING)
	KindStringName = Kind(C.GDEXTENSION_VARIANT_TYPE_STRING_NAME)
	KindObject     = Kind(C.GDEXTENSION_VARIANT_TYPE_OBJECT)
	KindCallable   = Kind(C.GDEXTENSION_VARIANT_TYPE_CALLABLE)
	KindSignal     = Kind(C.GDEXTENSION_VARIANT_TYPE_SIGNAL)
	KindDictionary = Kind(C.GDEXTENSION_VARIANT_TYPE_DICTIONARY)
	KindArray      = Kind(C.GDEXTENSION_VARIANT_TYPE_ARRAY)
	KindBytes      = Kind(C.GDEXTENSION_VARIANT_TYPE_PACKED_BYTE_ARRAY)
	KindStrings    = Kind(C.GDEXTENSION_VARIANT_TYPE_PACKED_STRING_ARRAY)
	kindCount      = Kind(C.GDEXTENSION_VARIANT_TYPE_VARIANT_MAX)
)
