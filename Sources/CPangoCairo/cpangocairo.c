#define _GNU_SOURCE
#include "cpangocairo.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// The interfaces are declared here as far as they are used: they have been stable since cairo 1.16 and pango 1.44, and the
// packages with their headers bring in half a desktop.
typedef struct { int x, y, width, height; } Rectangle;
typedef int (*CairoWrite)(void *, const unsigned char *, unsigned);

enum { A8 = 2, PDF_1_4 = 0, SUCCESS = 0, ANTIALIAS_NONE = 1, HINT_NONE = 1, HINT_FULL = 4, METRICS_OFF = 1 };
enum { WRAP_WORD_CHAR = 2, ELLIPSIZE_END = 3, ALIGN_LEFT = 0, ALIGN_CENTRE = 1, BOLD = 700, UNITS = 1024 };

#define FUNCTIONS(F)                                                                           \
  F(void *, cairo_pdf_surface_create_for_stream, (CairoWrite, void *, double, double))         \
  F(void, cairo_pdf_surface_restrict_to_version, (void *, int))                                \
  F(void *, cairo_image_surface_create, (int, int, int))                                       \
  F(unsigned char *, cairo_image_surface_get_data, (void *))                                   \
  F(int, cairo_image_surface_get_stride, (void *))                                             \
  F(void, cairo_surface_finish, (void *))                                                      \
  F(void, cairo_surface_flush, (void *))                                                       \
  F(int, cairo_surface_status, (void *))                                                       \
  F(void, cairo_surface_destroy, (void *))                                                     \
  F(void *, cairo_create, (void *))                                                            \
  F(void, cairo_destroy, (void *))                                                             \
  F(int, cairo_status, (void *))                                                               \
  F(void, cairo_save, (void *))                                                                \
  F(void, cairo_restore, (void *))                                                             \
  F(void, cairo_scale, (void *, double, double))                                               \
  F(void, cairo_rectangle, (void *, double, double, double, double))                           \
  F(void, cairo_clip, (void *))                                                                \
  F(void, cairo_move_to, (void *, double, double))                                             \
  F(void, cairo_show_page, (void *))                                                           \
  F(void *, cairo_font_options_create, (void))                                                 \
  F(void, cairo_font_options_destroy, (void *))                                                \
  F(void, cairo_font_options_set_antialias, (void *, int))                                     \
  F(void, cairo_font_options_set_hint_style, (void *, int))                                    \
  F(void, cairo_font_options_set_hint_metrics, (void *, int))                                  \
  F(void *, pango_cairo_create_context, (void *))                                              \
  F(void, pango_cairo_context_set_font_options, (void *, const void *))                        \
  F(void, pango_cairo_context_set_resolution, (void *, double))                                \
  F(void, pango_cairo_show_layout, (void *, void *))                                           \
  F(void, pango_context_set_language, (void *, void *))                                        \
  F(void, pango_context_set_round_glyph_positions, (void *, int))                              \
  F(void *, pango_attr_list_new, (void))                                                       \
  F(void, pango_attr_list_insert, (void *, void *))                                            \
  F(void, pango_attr_list_unref, (void *))                                                     \
  F(void *, pango_attr_insert_hyphens_new, (int))                                              \
  F(void, pango_layout_set_attributes, (void *, void *))                                       \
  F(void *, pango_language_from_string, (const char *))                                        \
  F(void *, pango_layout_new, (void *))                                                        \
  F(void, pango_layout_set_text, (void *, const char *, int))                                  \
  F(void, pango_layout_set_font_description, (void *, const void *))                           \
  F(void, pango_layout_set_width, (void *, int))                                               \
  F(void, pango_layout_set_height, (void *, int))                                              \
  F(void, pango_layout_set_wrap, (void *, int))                                                \
  F(void, pango_layout_set_ellipsize, (void *, int))                                           \
  F(void, pango_layout_set_alignment, (void *, int))                                           \
  F(void, pango_layout_set_single_paragraph_mode, (void *, int))                               \
  F(int, pango_layout_is_ellipsized, (void *))                                                 \
  F(int, pango_layout_get_unknown_glyphs_count, (void *))                                      \
  F(void, pango_layout_get_extents, (void *, Rectangle *, Rectangle *))                        \
  F(void *, pango_font_description_from_string, (const char *))                                \
  F(void, pango_font_description_set_absolute_size, (void *, double))                          \
  F(void, pango_font_description_set_weight, (void *, int))                                    \
  F(void, pango_font_description_free, (void *))                                               \
  F(void, g_object_unref, (void *))

#define MEMBER(result, name, parameters) result(*name) parameters;
static struct {
  FUNCTIONS(MEMBER)
  int is_there;
} lib;

const char *const hcode_pango_library = "libpangocairo-1.0.so.0";

static void open_libraries(void) {
  // DEEPBIND: they keep to the libpng and zlib they were built with, not to those inside this program.
  void *handle = dlopen(hcode_pango_library, RTLD_LAZY | RTLD_LOCAL | RTLD_DEEPBIND);
  if (!handle) return;
#define FIND(result, name, parameters)                     \
  *(void **)&lib.name = dlsym(handle, #name);              \
  if (!lib.name) return;
  FUNCTIONS(FIND)
  lib.is_there = 1;
}

int hcode_pango_is_there(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, open_libraries);
  return lib.is_there;
}

// A line that was laid out. Labels of one batch share their issuer and often their end, and laying out is most of the work.
struct line {
  void *layout;
  char *text;
  size_t length;
  double width;
  int centred, is_first;
};

enum { KEPT = 32, MOST = 8 };

struct hcode_captions {
  void *surface, *cairo, *context, *plain, *strong, *attributes;
  hcode_captions_write write;
  void *write_context;
  int is_bitmap;
  struct line kept[KEPT];
  unsigned next;
};

static int forward(void *context, const unsigned char *bytes, unsigned count) {
  hcode_captions *captions = context;
  captions->write(captions->write_context, bytes, count);
  return SUCCESS;
}

// Latin, Greek and Cyrillic from the first, Chinese from the second; what they lack pango finds itself.
static const char family[] = "Noto Sans,Noto Sans CJK SC,Noto Sans Arabic,sans-serif";

static hcode_captions *prepared(hcode_captions *captions) {
  void *options = lib.cairo_font_options_create();
  captions->cairo = captions->surface ? lib.cairo_create(captions->surface) : NULL;
  if (!captions->cairo || lib.cairo_status(captions->cairo) != SUCCESS) {
    lib.cairo_font_options_destroy(options);
    hcode_captions_free(captions);
    return NULL;
  }
  if (captions->is_bitmap) lib.cairo_font_options_set_antialias(options, ANTIALIAS_NONE);
  lib.cairo_font_options_set_hint_style(options, captions->is_bitmap ? HINT_FULL : HINT_NONE);
  lib.cairo_font_options_set_hint_metrics(options, METRICS_OFF);
  captions->context = lib.pango_cairo_create_context(captions->cairo);
  lib.pango_cairo_context_set_font_options(captions->context, options);
  lib.pango_cairo_context_set_resolution(captions->context, 72);
  lib.cairo_font_options_destroy(options);
  // Not the user's language: the same labels give the same bytes everywhere, and Han is written as in the People's Republic.
  lib.pango_context_set_language(captions->context, lib.pango_language_from_string("zh-Hans"));
  lib.pango_context_set_round_glyph_positions(captions->context, 0);
  // A name that is broken gets no hyphen that is not in it.
  captions->attributes = lib.pango_attr_list_new();
  lib.pango_attr_list_insert(captions->attributes, lib.pango_attr_insert_hyphens_new(0));
  captions->plain = lib.pango_font_description_from_string(family);
  captions->strong = lib.pango_font_description_from_string(family);
  lib.pango_font_description_set_weight(captions->strong, BOLD);
  return captions;
}

hcode_captions *hcode_captions_pdf(double width, double height, hcode_captions_write write, void *context) {
  hcode_captions *captions = hcode_pango_is_there() ? calloc(1, sizeof *captions) : NULL;
  if (!captions) return NULL;
  captions->write = write;
  captions->write_context = context;
  captions->surface = lib.cairo_pdf_surface_create_for_stream(forward, captions, width, height);
  // Newer versions of the format have objects inside streams, which nobody could take apart without inflating them.
  lib.cairo_pdf_surface_restrict_to_version(captions->surface, PDF_1_4);
  return prepared(captions);
}

hcode_captions *hcode_captions_bitmap(int width, int height, double scale) {
  hcode_captions *captions = hcode_pango_is_there() ? calloc(1, sizeof *captions) : NULL;
  if (!captions) return NULL;
  captions->is_bitmap = 1;
  captions->surface = lib.cairo_image_surface_create(A8, width, height);
  if (!prepared(captions)) return NULL;
  lib.cairo_scale(captions->cairo, scale, scale);
  return captions;
}

static void forget(struct line *line) {
  if (line->layout) lib.g_object_unref(line->layout);
  free(line->text);
  *line = (struct line){0};
}

// The lines as layouts at a share of the wished size, each wrapped to so many at most; how high they are together, and whether
// one had to be cut.
static double laid_out(
    hcode_captions *captions, const hcode_caption_box *box, void **layouts, int count, double share, int wraps,
    int *is_cut) {
  double height = 0;
  *is_cut = 0;
  lib.pango_font_description_set_absolute_size(captions->plain, box->size * share * UNITS);
  lib.pango_font_description_set_absolute_size(captions->strong, box->size * share * 1.3 * UNITS);
  for (int line = 0; line < count; ++line) {
    Rectangle logical;
    lib.pango_layout_set_font_description(layouts[line], line == 0 ? captions->strong : captions->plain);
    lib.pango_layout_set_height(layouts[line], -wraps);
    lib.pango_layout_get_extents(layouts[line], NULL, &logical);
    height += (double)logical.height / UNITS;
    *is_cut |= lib.pango_layout_is_ellipsized(layouts[line]);
  }
  return height;
}

// The layout of a line in a box, as it was left when the line was last drawn, or a new one. Of the kept ones the eldest goes, which is
// none of the same label.
static void *layout_of(
    hcode_captions *captions, const hcode_caption_box *box, const char *text, size_t length, int is_first) {
  for (int index = 0; index < KEPT; ++index) {
    const struct line *line = &captions->kept[index];
    if (line->text && line->length == length && line->width == box->width && line->centred == box->centred &&
        line->is_first == is_first && memcmp(line->text, text, length) == 0)
      return line->layout;
  }
  void *layout = lib.pango_layout_new(captions->context);
  lib.pango_layout_set_text(layout, text, (int)length);
  lib.pango_layout_set_single_paragraph_mode(layout, 1);
  lib.pango_layout_set_width(layout, (int)(box->width * UNITS));
  lib.pango_layout_set_wrap(layout, WRAP_WORD_CHAR);
  lib.pango_layout_set_ellipsize(layout, ELLIPSIZE_END);
  lib.pango_layout_set_attributes(layout, captions->attributes);
  lib.pango_layout_set_alignment(layout, box->centred ? ALIGN_CENTRE : ALIGN_LEFT);
  struct line *line = &captions->kept[captions->next++ % KEPT];
  forget(line);
  *line = (struct line){layout, malloc(length), length, box->width, box->centred, is_first};
  if (line->text) memcpy(line->text, text, length);
  return layout;
}

void hcode_captions_draw(
    hcode_captions *captions, const hcode_caption_box *box, const uint8_t *text, size_t length) {
  void *layouts[MOST];
  int count = 0;
  for (const uint8_t *line = text, *end = text + length; line < end && count < MOST; ++count) {
    const uint8_t *rest = memchr(line, '\n', (size_t)(end - line));
    if (!rest) rest = end;
    layouts[count] = layout_of(captions, box, (const char *)line, (size_t)(rest - line), count == 0);
    line = rest + 1;
  }
  const double least = box->size > box->smallest ? box->smallest / box->size : 1;
  double share = 1, height = 0;
  int wraps = 5, is_cut = 0;
  // First all lines shrink, then the longest are cut, sooner and sooner.
  while (height = laid_out(captions, box, layouts, count, share, wraps, &is_cut), height > box->height || is_cut) {
    if (share > least)
      share = share * 0.88 > least ? share * 0.88 : least;
    else if (height > box->height && wraps > 1)
      --wraps;
    else
      break;
  }
  lib.cairo_save(captions->cairo);
  lib.cairo_rectangle(captions->cairo, box->left, box->top, box->width, box->height);
  lib.cairo_clip(captions->cairo);
  double y = box->top;
  if (box->in_the_middle && height < box->height) y += (box->height - height) / 2;
  for (int line = 0; line < count; ++line) {
    Rectangle logical;
    lib.pango_layout_get_extents(layouts[line], NULL, &logical);
    lib.cairo_move_to(captions->cairo, box->left, y);
    lib.pango_cairo_show_layout(captions->cairo, layouts[line]);
    y += (double)logical.height / UNITS;
  }
  lib.cairo_restore(captions->cairo);
}

int hcode_captions_unknown(hcode_captions *captions, const uint8_t *text, size_t length) {
  void *layout = lib.pango_layout_new(captions->context);
  lib.pango_font_description_set_absolute_size(captions->plain, 10 * UNITS);
  lib.pango_layout_set_font_description(layout, captions->plain);
  lib.pango_layout_set_text(layout, (const char *)text, (int)length);
  const int count = lib.pango_layout_get_unknown_glyphs_count(layout);
  lib.g_object_unref(layout);
  return count;
}

void hcode_captions_end_page(hcode_captions *captions) { lib.cairo_show_page(captions->cairo); }

int hcode_captions_finish(hcode_captions *captions) {
  const int drawn = lib.cairo_status(captions->cairo);
  if (captions->is_bitmap)
    lib.cairo_surface_flush(captions->surface);
  else
    lib.cairo_surface_finish(captions->surface);
  const int finished = lib.cairo_surface_status(captions->surface);
  return drawn != SUCCESS ? drawn : finished;
}

const uint8_t *hcode_captions_pixels(hcode_captions *captions, int *row_bytes) {
  if (!captions->is_bitmap) return NULL;
  *row_bytes = lib.cairo_image_surface_get_stride(captions->surface);
  return lib.cairo_image_surface_get_data(captions->surface);
}

void hcode_captions_free(hcode_captions *captions) {
  if (!captions) return;
  if (captions->plain) lib.pango_font_description_free(captions->plain);
  if (captions->strong) lib.pango_font_description_free(captions->strong);
  for (int index = 0; index < KEPT; ++index) forget(&captions->kept[index]);
  if (captions->attributes) lib.pango_attr_list_unref(captions->attributes);
  if (captions->context) lib.g_object_unref(captions->context);
  if (captions->cairo) lib.cairo_destroy(captions->cairo);
  if (captions->surface) lib.cairo_surface_destroy(captions->surface);
  free(captions);
}
