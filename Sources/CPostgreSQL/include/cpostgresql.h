#pragma once

// libpq by its own names and with its own header (libpq-dev), but opened only when hcode_postgresql_open() is first
// called: linked in, it and what it needs in turn (TLS, Kerberos, LDAP) would be loaded by every scan (ARCHITECTURE.md).
// What libpq's header includes keeps its own visibility.
#include <stdio.h>
// Hidden, so that the library's own calls to these names reach itself and not the doors here.
#pragma GCC visibility push(hidden)
#include <postgresql/libpq-fe.h>

/// Opens the library; 0 when it is not installed or too old. Nothing else here may be called before.
int hcode_postgresql_open(void);

/// The library's file name, with the version of its interface.
extern const char *const hcode_postgresql_library;

/// Swallows what the server has to say beside its answers, which libpq would print.
void hcode_postgresql_be_quiet(PGconn *connection);
#pragma GCC visibility pop
