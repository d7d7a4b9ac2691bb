#define _GNU_SOURCE
#include "cqrencode.h"

#include <dlfcn.h>
#include <stddef.h>

const char *const hcode_qrencode_library = "libqrencode.so.4";

// A door: the function under its own name, which leads to the one in the library.
#define DOORS(DOOR) \
  DOOR(char *, QRcode_APIVersionString, (void), ()) \
  DOOR(QRinput *, QRinput_new2, (int a, QRecLevel b), (a, b)) \
  DOOR(void, QRinput_free, (QRinput *a), (a)) \
  DOOR(int, QRinput_append, (QRinput *a, QRencodeMode b, int c, const unsigned char *d), (a, b, c, d)) \
  DOOR(QRcode *, QRcode_encodeInput, (QRinput *a), (a)) \
  DOOR(void, QRcode_free, (QRcode *a), (a))

#define DOOR(result, name, parameters, arguments) \
  static result(*inside_##name) parameters; \
  result name parameters { return inside_##name arguments; }
DOORS(DOOR)
#undef DOOR

static QRcode *(*inside_QRcode_encodeMask)(QRinput *, int);
QRcode *QRcode_encodeMask(QRinput *input, int mask) {
  return inside_QRcode_encodeMask ? inside_QRcode_encodeMask(input, mask) : NULL;
}

int hcode_qrencode_open(void) {
  void *library = dlopen(hcode_qrencode_library, RTLD_NOW | RTLD_LOCAL);
  if (!library) return 0;
#define DOOR(result, name, parameters, arguments) \
  inside_##name = (result(*) parameters)dlsym(library, #name); \
  if (!inside_##name) return 0;
  DOORS(DOOR)
#undef DOOR
  inside_QRcode_encodeMask = (QRcode * (*)(QRinput *, int)) dlsym(library, "QRcode_encodeMask");
  return 1;
}
