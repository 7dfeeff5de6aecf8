/* SPDX-FileCopyrightText: 2026 The HTTPClientGo authors */
/* SPDX-License-Identifier: MIT */

/* Go's exception handlers pass on what does not happen in Go code, and a stack is walked from the exception's own
 * context, so a crash of the game is reported as without the library. But the runtime also turns off Windows' error
 * reports for the whole process, which is put back here. */

#include "process.h"

#include <windows.h>

typedef HRESULT(WINAPI *wer_get)(HANDLE process, PDWORD flags);
typedef HRESULT(WINAPI *wer_set)(DWORD flags);

static UINT error_mode;
static DWORD wer_flags;
static int has_wer_flags;

static FARPROC of_kernel(const char *name) {
	return GetProcAddress(GetModuleHandleA("kernel32.dll"), name);
}

/* Runs before Go's own initializer, which has no priority. */
__attribute__((constructor(101))) static void remember(void) {
	wer_get get = (wer_get)(void *)of_kernel("WerGetFlags");
	error_mode = GetErrorMode();
	has_wer_flags = get != NULL && get(GetCurrentProcess(), &wer_flags) == S_OK;
}

void hcg_process_restore(uintptr_t text, uintptr_t etext) {
	(void)text;
	(void)etext;
	SetErrorMode(error_mode);
	wer_set set = (wer_set)(void *)of_kernel("WerSetFlags");
	if (has_wer_flags && set != NULL) {
		set(wer_flags);
	}
}

/* The engine frees the library when it exits, and at once where it refuses to start. */
void hcg_process_pin(void) {
	HMODULE self;
	GetModuleHandleExA(GET_MODULE_HANDLE_EX_FLAG_PIN | GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS,
			(LPCSTR)(void *)hcg_process_pin, &self);
}

const char *hcg_process_lacks(void) {
	return NULL;
}
