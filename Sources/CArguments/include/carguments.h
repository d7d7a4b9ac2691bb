#pragma once

// The arguments of the process. Swift reads them from /proc, which a chroot or a sandbox may not have.

/// How many there are, the program's name among them.
int hcode_argument_count(void);

/// One of them; NULL beyond the last.
const char *hcode_argument(int index);
