#pragma once

// libqrencode by its own names and with its own header (libqrencode-dev), but opened only when hcode_qrencode_open() is first
// called: a gate draws no code, and needs no library but libc (docs/decisions/0054-libqrencode-is-opened.md).
// Hidden, so that the library's own calls to these names reach itself and not the doors here.
#pragma GCC visibility push(hidden)
#include <qrencode.h>

/// Opens the library; 0 when it is not installed. Nothing else here may be called before.
int hcode_qrencode_open(void);

/// The library's file name, with the version of its interface.
extern const char *const hcode_qrencode_library;

/// A symbol with the mask that is named. The library exports it and declares it in a header that is not installed; NULL where it
/// does not.
QRcode *QRcode_encodeMask(QRinput *input, int mask);
#pragma GCC visibility pop
