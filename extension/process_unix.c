/* SPDX-FileCopyrightText: 2026 The HTTPClientGo authors */
/* SPDX-License-Identifier: MIT */

//go:build unix

/* The Go runtime lays its handlers over the engine's while the library is loaded. They pass on what is not Go's, but
 * over frames that the C library cannot unwind, and on Go's small signal stack. So a crash of the game would leave a
 * backtrace of one frame, in this library.
 *
 * A handler on top of both decides by the program counter: faults in Go code are Go's, since they become panics there;
 * all others go to whom they went to before. */

#define _GNU_SOURCE
#include "process.h"

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <ucontext.h>
#endif

/* What a crash can arrive as. Go takes the first three, and changes the flags of the others where somebody handles
 * them. */
static const int crashes[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS };
enum { CRASHES = sizeof crashes / sizeof *crashes, SIGNALS = 32 };

static struct sigaction before[SIGNALS]; /* the Go runtime started */
static struct sigaction after[SIGNALS]; /* it had */
static uintptr_t go_text, go_etext;

static void on_crash(int sig, siginfo_t *info, void *context);

/* Gives the thread that loads the library, which is the main one, a signal stack, unless it has one. Go takes what is
 * there, and its own of 32 KiB has no room for the engine's handler, which a handler that came later may call on it: the
 * engine runs addr2line with 64 KiB on the stack. Pages that nothing uses cost nothing. */
static void lay_signal_stack(void) {
	stack_t now, fresh = { .ss_size = 512 << 10 };
	if (sigaltstack(NULL, &now) != 0 || !(now.ss_flags & SS_DISABLE)) {
		return;
	}
	fresh.ss_sp = mmap(NULL, fresh.ss_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0);
	if (fresh.ss_sp != MAP_FAILED) {
		sigaltstack(&fresh, NULL);
	}
}

/* Runs before Go's own initializer, which has no priority. Apple's linker is told by name (scripts/build.sh), since its
 * initializers have none across files. */
#if !defined(__APPLE__)
__attribute__((constructor(101)))
#endif
void hcg_process_remember(void) {
	lay_signal_stack();
	for (int i = 0; i < CRASHES; i++) {
		sigaction(crashes[i], NULL, &before[crashes[i]]);
	}
}

static uintptr_t program_counter(const ucontext_t *context) {
#if defined(__APPLE__) && defined(__aarch64__)
	return (uintptr_t)__darwin_arm_thread_state64_get_pc(context->uc_mcontext->__ss);
#elif defined(__APPLE__)
	return context->uc_mcontext->__ss.__rip;
#elif defined(__x86_64__)
	return (uintptr_t)context->uc_mcontext.gregs[REG_RIP];
#elif defined(__i386__)
	return (uintptr_t)context->uc_mcontext.gregs[REG_EIP];
#elif defined(__aarch64__)
	return context->uc_mcontext.pc;
#elif defined(__arm__)
	return context->uc_mcontext.arm_pc;
#else
#error "where is the program counter on this processor?"
#endif
}

/* Reports whether somebody sent the signal, by raise or kill. Apple's kernel says the same of some faults, and there the
 * program counter alone has to do. */
static int was_sent(const siginfo_t *info) {
#if defined(__APPLE__)
	(void)info;
	return 0;
#else
	return info->si_code <= 0;
#endif
}

/* Sends a signal once more to this thread, which has it blocked until the handler returns. */
static void send_again(int sig, siginfo_t *info) {
#if defined(__linux__)
	if (syscall(SYS_rt_tgsigqueueinfo, getpid(), syscall(SYS_gettid), sig, info) == 0) {
		return;
	}
#else
	(void)info;
#endif
	pthread_kill(pthread_self(), sig);
}

/* Blocks what the system would for a handler that it calls itself. */
static void enter(const struct sigaction *action, int sig, const ucontext_t *context) {
	sigset_t blocked = context->uc_sigmask, also = action->sa_mask;
	if (!(action->sa_flags & SA_NODEFER)) {
		sigaddset(&also, sig);
	}
	pthread_sigmask(SIG_SETMASK, &blocked, NULL);
	pthread_sigmask(SIG_BLOCK, &also, NULL);
	if (action->sa_flags & SA_RESETHAND) {
		signal(sig, SIG_DFL);
	}
}

/* Decides on a signal, and returns the action whose handler is to be called now, or NULL where the system calls it. */
static const struct sigaction *decide(int sig, siginfo_t *info, const ucontext_t *context) {
	const struct sigaction *action = &before[sig];
	uintptr_t at = program_counter(context);
	int in_go = at >= go_text && at < go_etext, sent = was_sent(info);
	if (in_go && !sent) {
		return &after[sig];
	}
	if (action->sa_handler == SIG_IGN && sent) {
		return NULL;
	}
	struct sigaction top;
	int on_top = sigaction(sig, NULL, &top) == 0 && top.sa_sigaction == on_crash;
	int has_handler = action->sa_handler != SIG_DFL && action->sa_handler != SIG_IGN;
	/* A handler that wants the signal stack, that is called by one that came later, or that a goroutine's stack has no
	 * room for. */
	if (has_handler && (action->sa_flags & SA_ONSTACK || !on_top || in_go)) {
		enter(action, sig, context);
		return action;
	}
	/* All others get it from the system: what was in force is so again, and the instruction faults once more. The handler
	 * then runs on the thread's own stack, or the process dies of its signal with its core. A handler of that kind does
	 * not come back. */
	sigaction(sig, action, NULL);
	if (sent) {
		send_again(sig, info);
	}
	return NULL;
}

static void on_crash(int sig, siginfo_t *info, void *context) {
	int saved = errno;
	const struct sigaction *action = decide(sig, info, context);
	errno = saved;
	/* Calls in the last place are jumps, so this library has no frame in the backtrace. */
	if (action != NULL && action->sa_flags & SA_SIGINFO) {
		action->sa_sigaction(sig, info, context);
	} else if (action != NULL) {
		action->sa_handler(sig);
	}
}

void hcg_process_restore(uintptr_t text, uintptr_t etext) {
	go_text = text;
	go_etext = etext;
	for (int i = 0; i < CRASHES; i++) {
		int sig = crashes[i];
		if (sigaction(sig, NULL, &after[sig]) != 0 ||
				(after[sig].sa_handler == before[sig].sa_handler && after[sig].sa_flags == before[sig].sa_flags)) {
			continue;
		}
		struct sigaction ours = after[sig];
		ours.sa_sigaction = on_crash;
		ours.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART;
		sigfillset(&ours.sa_mask);
		sigaction(sig, &ours, NULL);
	}
}

/* The linker's -z nodelete says the same where there is one; Go passes it for ELF alone. */
void hcg_process_pin(void) {
	Dl_info self;
	if (dladdr((void *)hcg_process_pin, &self) != 0) {
		dlopen(self.dli_fname, RTLD_NOW | RTLD_NOLOAD | RTLD_NODELETE);
	}
}

const char *hcg_process_lacks(void) {
	const char *lacks = NULL;
#if defined(__linux__)
	int poll = epoll_create1(EPOLL_CLOEXEC), event = eventfd(0, EFD_CLOEXEC);
	if (poll < 0 || event < 0) {
		lacks = errno == EMFILE || errno == ENFILE ? "file descriptors, all are in use"
												   : "the system calls epoll_create1 and eventfd2";
	}
	if (poll >= 0) {
		close(poll);
	}
	if (event >= 0) {
		close(event);
	}
#endif
	return lacks;
}
