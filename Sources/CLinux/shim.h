#pragma once
// Swift's Glibc module leaves this one out.
#include <sys/timex.h>
