/* SPDX-FileCopyrightText: 2026 The HTTPClientGo authors */
/* SPDX-License-Identifier: MIT */

#include "_cgo_export.h"
#include "process.h"

/* The entry symbol, the only one that this library exports. */
GDExtensionBool http_client_go_init(GDExtensionInterfaceGetProcAddress get_proc_address, GDExtensionClassLibraryPtr library,
		GDExtensionInitialization *initialization) {
	hcg_process_pin();
	return hcgStart((void *)get_proc_address, library, initialization);
}
