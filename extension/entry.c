/* SPDX-FileCopyrightText: 2026 The HTTPClientGo authors */
/* SPDX-License-Identifier: MIT */

#include "_cgo_export.h"

/* The entry symbol, the only one that this library exports. */
GDExtensionBool http_client_go_init(GDExtensionInterfaceGetProcAddress get_proc_address, GDExtensionClassLibraryPtr library,
		GDExtensionInitialization *initialization) {
	return hcgStart((void *)get_proc_address, library, initialization);
}
