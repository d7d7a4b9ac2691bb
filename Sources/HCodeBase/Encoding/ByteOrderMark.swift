extension [UInt8] {
  /// The bytes without a UTF-8 byte order mark in front: Windows' editors put one into every text that they save.
  package var withoutByteOrderMark: [UInt8] {
    starts(with: [0xEF, 0xBB, 0xBF]) ? Array(dropFirst(3)) : self
  }
}
