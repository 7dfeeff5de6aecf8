/* SPDX-FileCopyrightText: 2026 The HTTPClientGo authors */
/* SPDX-License-Identifier: MIT */

/* What the Go runtime changes in the process that it is a guest of, and what is put back: the handlers of crash
 * signals, Windows' error reports, and whether the library can be unloaded. */

#ifndef HTTP_CLIENT_GO_PROCESS_H
#define HTTP_CLIENT_GO_PROCESS_H

#include <stdint.h>

/* Keeps the library mapped for the rest of the process: Go's threads and handlers run on after the engine has let go of
 * it. Called at the head of the entry function, before anything can fail. */
void hcg_process_pin(void);

/* Gives crashes outside of Go code back to whom they went to before the library was loaded. Go code lies in
 * [text, etext). Called once, when the Go runtime has started. */
void hcg_process_restore(uintptr_t text, uintptr_t etext);

/* Returns NULL if the Go runtime can make what it waits on the network with, else what is missing, as static text. The
 * runtime itself would end the process. */
const char *hcg_process_lacks(void);

#endif
