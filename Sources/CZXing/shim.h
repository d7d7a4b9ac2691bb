#pragma once
// The folder that Scripts/zxing makes: the library's own archive, or links to another that was chosen.
#include "../../.build-zxing/include/ZXing/ZXingC.h"

// What the C interfaces of 2.x (Debian 13) and 3.x say differently.

/// Only QR codes: no Micro QR and no rMQR.
static inline void hcode_zxing_only_qr(ZXing_ReaderOptions *options) {
#ifdef ZX_BCF_LIST
  const ZXing_BarcodeFormat formats[] = {ZXing_BarcodeFormat_QRCodeModel1, ZXing_BarcodeFormat_QRCodeModel2};
  ZXing_ReaderOptions_setFormats(options, formats, 2);
#else
  ZXing_ReaderOptions_setFormats(options, ZXing_BarcodeFormat_QRCode);
#endif
}

/// Only Aztec and Data Matrix.
static inline void hcode_zxing_no_qr(ZXing_ReaderOptions *options) {
#ifdef ZX_BCF_LIST
  const ZXing_BarcodeFormat formats[] = {ZXing_BarcodeFormat_Aztec, ZXing_BarcodeFormat_DataMatrix};
  ZXing_ReaderOptions_setFormats(options, formats, 2);
#else
  ZXing_ReaderOptions_setFormats(options, ZXing_BarcodeFormat_Aztec | ZXing_BarcodeFormat_DataMatrix);
#endif
}

/// Whether a symbol of those two is an Aztec code.
static inline bool hcode_zxing_is_aztec(const ZXing_Barcode *code) {
  char *name = ZXing_BarcodeFormatToString(ZXing_Barcode_format(code));
  const bool isAztec = name && name[0] == 'A';
  ZXing_free(name);
  return isAztec;
}

/// The symbol's version, 1 to 40, as a text that ZXing_free takes; none from 2.x.
static inline char *hcode_zxing_version(const ZXing_Barcode *code) {
#ifdef ZX_BCF_LIST
  return ZXing_Barcode_extra(code, "Version");
#else
  (void)code;
  return 0;
#endif
}

/// The part of its error correction that was not used, "1.0" when nothing was corrected, as a text that ZXing_free takes; none from 2.x.
static inline char *hcode_zxing_unused_correction(const ZXing_Barcode *code) {
#ifdef ZX_BCF_LIST
  return ZXing_Barcode_extra(code, "UEC");
#else
  (void)code;
  return 0;
#endif
}

/// Whether it is one of several symbols that hold a message together. 2.x does not tell.
static inline bool hcode_zxing_is_part(const ZXing_Barcode *code) {
#ifdef ZX_BCF_LIST
  return ZXing_Barcode_sequenceSize(code) > -1;
#else
  (void)code;
  return false;
#endif
}
