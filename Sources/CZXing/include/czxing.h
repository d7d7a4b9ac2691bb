#pragma once
#include <stdint.h>
#include <stddef.h>

// Debian's libzxing behind plain C, read with the headers of libzxing-dev. It is opened when it is first asked, since
// Debian ships no archive of it and loading it would cost every start (docs/scanning.md). No exception passes.

#ifdef __cplusplus
extern "C" {
#endif

/// Called for each symbol: its bytes as they were encoded, and x and y of its corners in turn round it. The
/// memory is gone when the call returns.
typedef void (*hcode_zxing_found)(void *context, const uint8_t *text, size_t count, const int32_t corners[8]);

/// The library's file name, with the version of its interface.
extern const char *const hcode_zxing_library;

/// Whether the library is there.
int hcode_zxing_is_there(void);

/// Reads the QR codes of `width * height` grey pixels. -1 when the library is missing or gave up, else how many.
int hcode_zxing_read(
    const uint8_t *pixels, int width, int height, int global_threshold, int downscale, hcode_zxing_found found,
    void *context);

#ifdef __cplusplus
}
#endif
