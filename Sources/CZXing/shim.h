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

/// Only Aztec codes and Data Matrix.
static inline void hcode_zxing_aztec_and_data_matrix(ZXing_ReaderOptions *options) {
#ifdef ZX_BCF_LIST
  const ZXing_BarcodeFormat formats[] = {ZXing_BarcodeFormat_Aztec, ZXing_BarcodeFormat_DataMatrix};
  ZXing_ReaderOptions_setFormats(options, formats, 2);
#else
  ZXing_ReaderOptions_setFormats(options, ZXing_BarcodeFormat_Aztec | ZXing_BarcodeFormat_DataMatrix);
#endif
}

/// Only Micro QR codes and rMQR codes.
static inline void hcode_zxing_small_qr(ZXing_ReaderOptions *options) {
#ifdef ZX_BCF_LIST
  const ZXing_BarcodeFormat formats[] = {ZXing_BarcodeFormat_MicroQRCode, ZXing_BarcodeFormat_RMQRCode};
  ZXing_ReaderOptions_setFormats(options, formats, 2);
#else
  ZXing_ReaderOptions_setFormats(options, ZXing_BarcodeFormat_MicroQRCode | ZXing_BarcodeFormat_RMQRCode);
#endif
}

/// The first letter of the symbol's name.
static inline char hcode_zxing_initial(const ZXing_Barcode *code) {
  char *name = ZXing_BarcodeFormatToString(ZXing_Barcode_format(code));
  const char initial = name ? name[0] : 0;
  ZXing_free(name);
  return initial;
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

/// Of how many symbols that hold a message together it is one; -1 when it is whole. 2.x does not tell.
static inline int hcode_zxing_parts(const ZXing_Barcode *code) {
#ifdef ZX_BCF_LIST
  return ZXing_Barcode_sequenceSize(code);
#else
  (void)code;
  return -1;
#endif
}

/// Which of them it is, from 0.
static inline int hcode_zxing_part(const ZXing_Barcode *code) {
#ifdef ZX_BCF_LIST
  return ZXing_Barcode_sequenceIndex(code);
#else
  (void)code;
  return -1;
#endif
}

/// The sum over the message, 0 to 255, as a text that ZXing_free takes.
static inline char *hcode_zxing_parity(const ZXing_Barcode *code) {
#ifdef ZX_BCF_LIST
  return ZXing_Barcode_sequenceId(code);
#else
  (void)code;
  return 0;
#endif
}
