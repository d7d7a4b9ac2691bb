#pragma once
#include <qrencode.h>

// Exported by the library, and declared in a header that is not installed: a symbol with the mask that is named.
extern QRcode *QRcode_encodeMask(QRinput *input, int mask);
