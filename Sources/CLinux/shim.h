#pragma once
// What Swift's Glibc module leaves out.
#include <sys/timex.h>

// Declared by unistd.h for those alone who ask for all of GNU.
int syncfs(int descriptor);
