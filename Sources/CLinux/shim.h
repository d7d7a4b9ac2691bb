#pragma once
// What Swift's Glibc module leaves out.
#include <sys/prctl.h>
#include <sys/timex.h>

// Declared by unistd.h for those alone who ask for all of GNU.
int syncfs(int descriptor);

// Declared by stdio.h for those alone.
int renameat2(int old_folder, const char *old_name, int new_folder, const char *new_name, unsigned int flags);

// Swift imports no function that takes a variable number of arguments.
static inline int hcode_refuse_dumps(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }
