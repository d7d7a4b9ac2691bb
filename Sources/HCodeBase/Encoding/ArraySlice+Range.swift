internal import Glibc

extension ArraySlice<UInt8> {
  /// Where those bytes first stand; nil when they do not. By the first of them, which the C library looks for many at a time.
  package func range(of part: [UInt8]) -> Range<Int>? {
    guard let first = part.first else { return startIndex..<startIndex }
    return withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return nil }
      var place = 0
      while bytes.count - place >= part.count,
        let found = memchr(start + place, Int32(first), bytes.count - place - part.count + 1)
      {
        let offset = UnsafeRawPointer(found) - start
        if memcmp(found, part, part.count) == 0 {
          return startIndex + offset..<startIndex + offset + part.count
        }
        place = offset + 1
      }
      return nil
    }
  }
}
