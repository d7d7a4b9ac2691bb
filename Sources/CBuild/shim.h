#pragma once

/// "package=version package=version": the Debian packages that this program was linked from, as the Makefile found them. A
/// build without it, such as a plain `swift build`, records none.
static inline const char *_Nonnull hcode_packages(void) {
#ifdef HCODE_PACKAGES
  return HCODE_PACKAGES;
#else
  return "";
#endif
}
