#include "czxing.h"

#include <dlfcn.h>

#define ZX_USE_UTF8
#include <ZXing/ReadBarcode.h>

// What is declared inline in the headers is compiled here; the three functions that are not are looked up by the names
// that the C++ ABI gives them, so that nothing of the library is loaded before it is needed.
namespace {

using ReadBarcodes = ZXing::Results (*)(const ZXing::ImageView &, const ZXing::DecodeHints &);
using Bytes = const ZXing::ByteArray &(*)(const ZXing::Result *);
using SequenceSize = int (*)(const ZXing::Result *);

// DEEPBIND: it keeps to the libstdc++ it was built with, not to the one inside this program. The sanitizers end a program
// that asks for that.
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define HCODE_SANITIZED
#endif
#endif
#ifdef HCODE_SANITIZED
constexpr int binding = 0;
#else
constexpr int binding = RTLD_DEEPBIND;
#endif

struct Library {
  ReadBarcodes readBarcodes = nullptr;
  Bytes bytes = nullptr;
  SequenceSize sequenceSize = nullptr;

  Library() noexcept {
    void *handle = dlopen(hcode_zxing_library, RTLD_LAZY | RTLD_LOCAL | binding);
    if (!handle) return;
    bytes = reinterpret_cast<Bytes>(dlsym(handle, "_ZNK5ZXing6Result5bytesEv"));
    sequenceSize = reinterpret_cast<SequenceSize>(dlsym(handle, "_ZNK5ZXing6Result12sequenceSizeEv"));
    if (bytes && sequenceSize)
      readBarcodes = reinterpret_cast<ReadBarcodes>(
          dlsym(handle, "_ZN5ZXing12ReadBarcodesERKNS_9ImageViewERKNS_11DecodeHintsE"));
  }
};

const Library &library() noexcept {
  static const Library library;
  return library;
}

}  // namespace

const char *const hcode_zxing_library = "libZXing.so.2";

int hcode_zxing_is_there(void) { return library().readBarcodes != nullptr; }

int hcode_zxing_read(
    const uint8_t *pixels, int width, int height, int global_threshold, int downscale, hcode_zxing_found found,
    void *context) {
  try {
    const Library &zxing = library();
    if (!zxing.readBarcodes) return -1;
    const ZXing::ImageView image(pixels, width, height, ZXing::ImageFormat::Lum);
    ZXing::DecodeHints hints;
    hints.setFormats(ZXing::BarcodeFormat::QRCode);
    hints.setTryDownscale(downscale != 0);
    // Each code is searched for in all directions anyway.
    hints.setTryRotate(false);
    if (global_threshold) hints.setBinarizer(ZXing::Binarizer::GlobalHistogram);
    int count = 0;
    for (const ZXing::Result &result : zxing.readBarcodes(image, hints)) {
      // A part of a message split over several symbols is none alone.
      if (!result.isValid() || zxing.sequenceSize(&result) > -1) continue;
      const ZXing::ByteArray &text = zxing.bytes(&result);
      int32_t corners[8];
      for (int corner = 0; corner < 4; ++corner) {
        corners[2 * corner] = result.position()[corner].x;
        corners[2 * corner + 1] = result.position()[corner].y;
      }
      found(context, text.data(), text.size(), corners);
      ++count;
    }
    return count;
  } catch (...) {
    return -1;
  }
}
