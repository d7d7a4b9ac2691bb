#pragma once
#include <stddef.h>
#include <stdint.h>

// Debian's pango and cairo behind a few functions: lines of text, shaped and with their fonts, on the pages of a PDF or on a
// bitmap. They are opened when a caption is first drawn, since no scan needs them and loading them would cost every start.
// Lengths are points, from the top left.

#ifdef __cplusplus
extern "C" {
#endif

/// The library's file name, with the version of its interface.
extern const char *const hcode_pango_library;

/// Whether the libraries are there.
int hcode_pango_is_there(void);

/// Pages or a bitmap being drawn.
typedef struct hcode_captions hcode_captions;

/// Called with bytes of the PDF, in order.
typedef void (*hcode_captions_write)(void *context, const uint8_t *bytes, size_t count);

/// A PDF 1.4 of pages of that size. NULL when the libraries are missing or memory is.
hcode_captions *hcode_captions_pdf(double width, double height, hcode_captions_write write, void *context);

/// A bitmap of so many pixels, transparent, `scale` of them a point. NULL as above.
hcode_captions *hcode_captions_bitmap(int width, int height, double scale);

/// A rectangle for lines of text, and how they look in it.
typedef struct {
  double left, top, width, height;
  /// The font size of plain lines, and the smallest to which all lines shrink before the longest are cut with an ellipsis.
  double size, smallest;
  /// Whether lines stand in the middle, across and down.
  int centred, in_the_middle;
} hcode_caption_box;

/// Draws UTF-8 lines, eight at most, below each other, the first one larger and bold. A line ends at U+000A and takes five lines at
/// most. Nothing is drawn outside the box.
void hcode_captions_draw(
    hcode_captions *captions, const hcode_caption_box *box, const uint8_t *text, size_t count);

/// How many letters of a UTF-8 text no font has.
int hcode_captions_unknown(hcode_captions *captions, const uint8_t *text, size_t length);

/// Ends a page.
void hcode_captions_end_page(hcode_captions *captions);

/// Ends the drawing. 0 when all of it succeeded.
int hcode_captions_finish(hcode_captions *captions);

/// The bitmap's coverage, a byte a pixel, after `hcode_captions_finish`; NULL for a PDF.
const uint8_t *hcode_captions_pixels(hcode_captions *captions, int *row_bytes);

/// Frees everything.
void hcode_captions_free(hcode_captions *captions);

#ifdef __cplusplus
}
#endif
