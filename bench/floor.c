// The floor: what the C libraries alone cost for the work that hcode does, with each library at its
// defaults and nothing checked that the work does not need. bench/run.py compares hcode with it.
//
//   floor scan FILE PUBKEYHEX             one PNG -> zbar -> Base45 -> COSE_Sign1 -> libsodium; exit 0 if it holds
//   floor scan-loop N PUBKEYHEX FILES...  N rounds over the files, read before the clock starts
//   floor issue OUT                       one code as PNG
//   floor issue-loop N                    N rounds over 64 different claims, PNG in memory
//   floor pub                             the public key of the codes that it issues, in hexadecimal
//
// The loops print CPU time of the thread for each code, median of the rounds. Inputs rotate: with one input
// repeated the branch predictor learns it, and the figures come out up to twice too good.

#include <png.h>
#include <qrencode.h>
#include <sodium.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zbar.h>

enum { CLAIM_KINDS = 64, TEXT_MAX = 4296, SCALE = 4, QUIET = 4 };

typedef struct {
  uint8_t *bytes;
  size_t size, at, room;
} Buffer;

static void fail(const char *what) {
  fprintf(stderr, "floor: %s\n", what);
  exit(70);
}

static void *need(void *pointer) {
  if (!pointer) fail("out of memory");
  return pointer;
}

static double threadMicroseconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double median(double *values, int count) {
  qsort(values, count, sizeof *values, ascending);
  return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

// MARK: PNG

static void readBytes(png_structp png, png_bytep out, png_size_t count) {
  Buffer *from = png_get_io_ptr(png);
  if (count > from->size - from->at) png_error(png, "short");
  memcpy(out, from->bytes + from->at, count);
  from->at += count;
}

static uint8_t *readGrey(Buffer *file, unsigned *width, unsigned *height) {
  file->at = 0;
  png_structp png = need(png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL));
  png_infop info = need(png_create_info_struct(png));
  if (setjmp(png_jmpbuf(png))) fail("not a PNG that libpng can read");
  png_set_read_fn(png, file, readBytes);
  png_read_info(png, info);
  int colour = png_get_color_type(png, info);
  if (colour == PNG_COLOR_TYPE_PALETTE) png_set_palette_to_rgb(png);
  if (colour == PNG_COLOR_TYPE_GRAY) png_set_expand_gray_1_2_4_to_8(png);
  png_set_strip_16(png);
  png_set_strip_alpha(png);
  if (colour & PNG_COLOR_MASK_COLOR) png_set_rgb_to_gray(png, 1, -1, -1);
  png_read_update_info(png, info);
  *width = png_get_image_width(png, info);
  *height = png_get_image_height(png, info);
  uint8_t *pixels = need(malloc((size_t)*width * *height));
  for (unsigned y = 0; y < *height; y++) png_read_row(png, pixels + (size_t)y * *width, NULL);
  png_read_end(png, NULL);
  png_destroy_read_struct(&png, &info, NULL);
  return pixels;
}

static void writeBytes(png_structp png, png_bytep bytes, png_size_t count) {
  Buffer *to = png_get_io_ptr(png);
  if (to->size + count > to->room) {
    to->room = (to->size + count) * 2;
    to->bytes = need(realloc(to->bytes, to->room));
  }
  memcpy(to->bytes + to->size, bytes, count);
  to->size += count;
}

static void flushNothing(png_structp png) { (void)png; }

static Buffer writePicture(const QRcode *symbol) {
  int side = (symbol->width + 2 * QUIET) * SCALE, stride = (side + 7) / 8;
  Buffer out = {need(malloc(4096)), 0, 0, 4096};
  png_structp png = need(png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL));
  png_infop info = need(png_create_info_struct(png));
  if (setjmp(png_jmpbuf(png))) fail("libpng cannot write");
  png_set_write_fn(png, &out, writeBytes, flushNothing);
  png_set_compression_level(png, 6);
  png_set_IHDR(png, info, side, side, 1, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_write_info(png, info);
  uint8_t *row = need(malloc(stride));
  for (int module = -QUIET; module < symbol->width + QUIET; module++) {
    memset(row, 0xff, stride);
    if (module >= 0 && module < symbol->width)
      for (int x = 0; x < symbol->width; x++)
        if (symbol->data[module * symbol->width + x] & 1)
          for (int i = (x + QUIET) * SCALE, end = i + SCALE; i < end; i++)
            row[i / 8] &= ~(0x80 >> i % 8);
    for (int i = 0; i < SCALE; i++) png_write_row(png, row);
  }
  png_write_end(png, NULL);
  free(row);
  png_destroy_write_struct(&png, &info);
  return out;
}

// MARK: Base45

static const char alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
static int8_t valueOf[256];

static void fillBase45(void) {
  memset(valueOf, -1, sizeof valueOf);
  for (int i = 0; i < 45; i++) valueOf[(uint8_t)alphabet[i]] = i;
}

static size_t encodeBase45(const uint8_t *in, size_t count, char *out) {
  size_t n = 0, i = 0;
  for (; i + 1 < count; i += 2) {
    unsigned v = in[i] << 8 | in[i + 1];
    out[n++] = alphabet[v % 45];
    out[n++] = alphabet[v / 45 % 45];
    out[n++] = alphabet[v / 2025];
  }
  if (i < count) {
    out[n++] = alphabet[in[i] % 45];
    out[n++] = alphabet[in[i] / 45];
  }
  out[n] = 0;
  return n;
}

static int decodeBase45(const char *in, size_t count, uint8_t *out) {
  size_t n = 0, i = 0;
  if (count % 3 == 1) return -1;
  for (; i + 1 < count; i += 3) {
    int a = valueOf[(uint8_t)in[i]], b = valueOf[(uint8_t)in[i + 1]], c = 0;
    int three = i + 2 < count;
    if (three) c = valueOf[(uint8_t)in[i + 2]];
    if (a < 0 || b < 0 || c < 0) return -1;
    int v = a + 45 * b + 2025 * c;
    if (v > (three ? 65535 : 255)) return -1;
    if (three) out[n++] = v >> 8;
    out[n++] = v;
  }
  return n;
}

// MARK: COSE_Sign1

static size_t head(uint8_t *out, uint8_t major, size_t count) {
  if (count < 24) return out[0] = major | count, 1;
  if (count < 256) return out[0] = major | 24, out[1] = count, 2;
  return out[0] = major | 25, out[1] = count >> 8, out[2] = count, 3;
}

// Returns the byte string's start and moves `at` behind it.
static const uint8_t *byteString(const uint8_t *in, size_t size, size_t *at, size_t *count) {
  if (*at + 3 > size || in[*at] >> 5 != 2) return NULL;
  unsigned low = in[*at] & 31;
  size_t start = *at + 1;
  if (low < 24) *count = low;
  else if (low == 24) *count = in[start], start += 1;
  else if (low == 25) *count = in[start] << 8 | in[start + 1], start += 2;
  else return NULL;
  if (start > size || *count > size - start) return NULL;
  *at = start + *count;
  return in + start;
}

static size_t sigStructure(uint8_t *out, const uint8_t *protected, size_t protectedSize,
                           const uint8_t *payload, size_t payloadSize) {
  size_t n = 0;
  out[n++] = 0x84;
  n += head(out + n, 0x60, 10);
  memcpy(out + n, "Signature1", 10), n += 10;
  n += head(out + n, 0x40, protectedSize);
  memcpy(out + n, protected, protectedSize), n += protectedSize;
  out[n++] = 0x40;
  n += head(out + n, 0x40, payloadSize);
  memcpy(out + n, payload, payloadSize), n += payloadSize;
  return n;
}

static int verifyText(const char *text, size_t length, const uint8_t *key) {
  static uint8_t cose[TEXT_MAX], message[TEXT_MAX + 64];
  if (length > TEXT_MAX || length < 7 || memcmp(text, "HCODE1:", 7)) return 0;
  int size = decodeBase45(text + 7, length - 7, cose);
  if (size < 3 || cose[0] != 0xd2 || cose[1] != 0x84) return 0;
  size_t at = 2, protectedSize, payloadSize, signatureSize;
  const uint8_t *protected = byteString(cose, size, &at, &protectedSize);
  if (!protected || at >= (size_t)size || cose[at++] != 0xa0) return 0;
  const uint8_t *payload = byteString(cose, size, &at, &payloadSize);
  if (!payload) return 0;
  const uint8_t *signature = byteString(cose, size, &at, &signatureSize);
  if (!signature || signatureSize != crypto_sign_BYTES || at != (size_t)size) return 0;
  size_t n = sigStructure(message, protected, protectedSize, payload, payloadSize);
  return crypto_sign_verify_detached(signature, message, n, key) == 0;
}

// MARK: scan

static int scan(Buffer *file, const uint8_t *key) {
  unsigned width, height;
  uint8_t *pixels = readGrey(file, &width, &height);
  zbar_image_scanner_t *scanner = need(zbar_image_scanner_create());
  zbar_image_scanner_set_config(scanner, 0, ZBAR_CFG_ENABLE, 0);
  zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
  zbar_image_scanner_set_config(scanner, 0, ZBAR_CFG_X_DENSITY, 1);
  zbar_image_scanner_set_config(scanner, 0, ZBAR_CFG_Y_DENSITY, 1);
  zbar_image_t *image = need(zbar_image_create());
  zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
  zbar_image_set_size(image, width, height);
  zbar_image_set_data(image, pixels, (size_t)width * height, NULL);
  zbar_scan_image(scanner, image);
  int good = 0;
  const zbar_symbol_t *symbol = zbar_image_first_symbol(image);
  for (; symbol; symbol = zbar_symbol_next(symbol))
    good |= verifyText(zbar_symbol_get_data(symbol), zbar_symbol_get_data_length(symbol), key);
  zbar_image_destroy(image);
  zbar_image_scanner_destroy(scanner);
  free(pixels);
  return good;
}

static Buffer readFile(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) fail(path);
  Buffer out = {need(malloc(65536)), 0, 0, 65536};
  size_t got;
  while ((got = fread(out.bytes + out.size, 1, out.room - out.size, file)) > 0) {
    out.size += got;
    if (out.size == out.room) out.bytes = need(realloc(out.bytes, out.room *= 2));
  }
  fclose(file);
  return out;
}

static void publicKey(const char *hex, uint8_t *key) {
  size_t count;
  if (sodium_hex2bin(key, 32, hex, strlen(hex), NULL, &count, NULL) || count != 32)
    fail("the public key is not 64 hexadecimal digits");
}

// MARK: issue

typedef struct {
  uint8_t publicKey[32], secretKey[64], protected[13];
} Issuer;

static Issuer makeIssuer(void) {
  Issuer issuer = {.protected = {0xa2, 0x01, 0x32, 0x04, 0x48}};
  uint8_t seed[32], digest[32];
  for (int i = 0; i < 32; i++) seed[i] = i;
  crypto_sign_seed_keypair(issuer.publicKey, issuer.secretKey, seed);
  // RFC 9679: SHA-256 over the COSE_Key {1: 1, -1: 6, -2: x}.
  uint8_t key[40] = {0xa3, 0x01, 0x01, 0x20, 0x06, 0x21, 0x58, 0x20};
  memcpy(key + 8, issuer.publicKey, 32);
  crypto_hash_sha256(digest, key, sizeof key);
  memcpy(issuer.protected + 5, digest, 8);
  return issuer;
}

static uint8_t *text(uint8_t *at, const char *value) {
  size_t count = strlen(value);
  at += head(at, 0x60, count);
  memcpy(at, value, count);
  return at + count;
}

static uint8_t *number32(uint8_t *at, uint8_t major, uint32_t value) {
  *at++ = major;
  for (int shift = 24; shift >= 0; shift -= 8) *at++ = value >> shift;
  return at;
}

// A green code with two names, a document's tail and one PCR test, as docs/format.md has it.
static size_t makeClaims(uint8_t *out, unsigned kind) {
  static const char *family[] = {"王", "李", "张", "刘", "陈", "杨", "赵", "黄"};
  static const char *latinFamily[] = {"WANG", "LI", "ZHANG", "LIU", "CHEN", "YANG", "ZHAO", "HUANG"};
  static const char *given[] = {"小明", "建国", "秀英", "伟", "芳", "丽华", "志强", "敏"};
  static const char *latinGiven[] = {"XIAOMING", "JIANGUO", "XIUYING", "WEI", "FANG", "LIHUA", "ZHIQIANG", "MIN"};
  unsigned a = kind % 8, b = kind / 8 % 8;
  uint32_t now = 1795507200u + kind * 61, mixed = (kind + 1) * 2654435761u;
  char name[64], latin[64], tail[16];
  snprintf(name, sizeof name, "%s%s", family[a], given[b]);
  snprintf(latin, sizeof latin, "%s %s", latinFamily[a], latinGiven[b]);
  snprintf(tail, sizeof tail, "%04u", mixed % 10000);
  uint8_t *at = out;
  *at++ = 0xa5;
  *at++ = 1, at = text(at, "CN-HA");
  *at++ = 4, at = number32(at, 0x1a, now + 86400);
  *at++ = 6, at = number32(at, 0x1a, now);
  *at++ = 7, at = number32(at, 0x44, mixed);
  at = number32(at, 0x3a, 65536);
  *at++ = 0xa3;
  *at++ = 1, *at++ = 0;
  *at++ = 2, *at++ = 0xa3;
  *at++ = 1, at = text(at, name);
  *at++ = 2, at = text(at, latin);
  *at++ = 4, at = text(at, tail);
  *at++ = 3, *at++ = 0x81, *at++ = 0x84;
  *at++ = 1, *at++ = 0x19, *at++ = 1 + kind / 32, *at++ = mixed, *at++ = 0;
  at = text(at, "郑州 LAB7");
  return at - out;
}

static Buffer issue(const Issuer *issuer, const uint8_t *claims, size_t size, int *version, size_t *chars) {
  uint8_t cose[512], message[512];
  char line[1024] = "HCODE1:";
  size_t n = 0, m = sigStructure(message, issuer->protected, sizeof issuer->protected, claims, size);
  cose[n++] = 0xd2;
  cose[n++] = 0x84;
  n += head(cose + n, 0x40, sizeof issuer->protected);
  memcpy(cose + n, issuer->protected, sizeof issuer->protected), n += sizeof issuer->protected;
  cose[n++] = 0xa0;
  n += head(cose + n, 0x40, size);
  memcpy(cose + n, claims, size), n += size;
  n += head(cose + n, 0x40, crypto_sign_BYTES);
  crypto_sign_detached(cose + n, NULL, message, m, issuer->secretKey), n += crypto_sign_BYTES;
  *chars = 7 + encodeBase45(cose, n, line + 7);
  QRcode *symbol = need(QRcode_encodeString(line, 0, QR_ECLEVEL_M, QR_MODE_8, 1));
  *version = symbol->version;
  Buffer picture = writePicture(symbol);
  QRcode_free(symbol);
  return picture;
}

// MARK: main

static int scanLoop(int rounds, const char *hex, int count, char **paths) {
  uint8_t key[32];
  publicKey(hex, key);
  Buffer *files = need(calloc(count, sizeof *files));
  double *each = need(calloc(rounds, sizeof *each));
  for (int i = 0; i < count; i++) files[i] = readFile(paths[i]);
  for (int i = 0; i < count; i++)
    if (!scan(&files[i], key)) fail(paths[i]);
  for (int round = 0; round < rounds; round++) {
    double start = threadMicroseconds();
    for (int i = 0; i < count; i++) scan(&files[i], key);
    each[round] = (threadMicroseconds() - start) / count;
  }
  printf("scan-loop us_per_code=%.1f rounds=%d codes=%d\n", median(each, rounds), rounds, count);
  return 0;
}

static int issueLoop(int rounds) {
  Issuer issuer = makeIssuer();
  double *each = need(calloc(rounds, sizeof *each));
  static uint8_t claims[CLAIM_KINDS][256];
  size_t sizes[CLAIM_KINDS], chars, allChars = 0, allBytes = 0;
  int version, least = 99, most = 0;
  for (int i = 0; i < CLAIM_KINDS; i++) {
    sizes[i] = makeClaims(claims[i], i);
    Buffer picture = issue(&issuer, claims[i], sizes[i], &version, &chars);
    allChars += chars, allBytes += picture.size;
    if (version < least) least = version;
    if (version > most) most = version;
    free(picture.bytes);
  }
  for (int round = 0; round < rounds; round++) {
    double start = threadMicroseconds();
    for (int i = 0; i < CLAIM_KINDS; i++) free(issue(&issuer, claims[i], sizes[i], &version, &chars).bytes);
    each[round] = (threadMicroseconds() - start) / CLAIM_KINDS;
  }
  printf("issue-loop us_per_code=%.1f rounds=%d codes=%d chars=%.1f version=%d..%d bytes=%.0f\n", median(each, rounds),
         rounds, CLAIM_KINDS, (double)allChars / CLAIM_KINDS, least, most, (double)allBytes / CLAIM_KINDS);
  return 0;
}

static int issueOne(const char *path) {
  Issuer issuer = makeIssuer();
  uint8_t claims[256];
  int version;
  size_t chars, size = makeClaims(claims, randombytes_uniform(CLAIM_KINDS));
  Buffer picture = issue(&issuer, claims, size, &version, &chars);
  FILE *out = fopen(path, "wb");
  if (!out || fwrite(picture.bytes, 1, picture.size, out) != picture.size || fclose(out)) fail(path);
  free(picture.bytes);
  return 0;
}

int main(int argc, char **argv) {
  if (sodium_init() < 0) fail("libsodium does not start");
  fillBase45();
  const char *verb = argc > 1 ? argv[1] : "";
  int rounds = argc > 2 ? atoi(argv[2]) : 0;
  if (!strcmp(verb, "scan") && argc == 4) {
    uint8_t key[32];
    publicKey(argv[3], key);
    Buffer file = readFile(argv[2]);
    int good = scan(&file, key);
    free(file.bytes);
    puts(good ? "good" : "bad");
    return good ? 0 : 20;
  }
  if (!strcmp(verb, "scan-loop") && argc > 4 && rounds > 0) return scanLoop(rounds, argv[3], argc - 4, argv + 4);
  if (!strcmp(verb, "issue") && argc == 3) return issueOne(argv[2]);
  if (!strcmp(verb, "issue-loop") && argc == 3 && rounds > 0) return issueLoop(rounds);
  if (!strcmp(verb, "pub") && argc == 2) {
    Issuer issuer = makeIssuer();
    for (int i = 0; i < 32; i++) printf("%02x", issuer.publicKey[i]);
    putchar('\n');
    return 0;
  }
  fprintf(stderr, "usage: floor scan FILE PUBKEYHEX | scan-loop N PUBKEYHEX FILES... | issue OUT | issue-loop N | pub\n");
  return 64;
}
