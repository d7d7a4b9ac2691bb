package import HCodeBase

/// The content of a store's file in blocks of half a kilobyte, each followed by a checksum: a scan reads one byte of a status list of
/// megabytes and checks the block that it lies in. The checksum covers the content's digest and length and the block's number, so
/// that neither another file's block nor a file cut short passes for it.
package struct CheckedBlocks: ByteSource {
  private static let blockBytes = 512
  private static let checkBytes = 32

  private let file: any ByteSource
  private let digest: Digest
  /// The bytes of the content.
  package let count: Int

  /// The content of a file of that many bytes; nil when no content makes a file of that size.
  package init?(_ file: any ByteSource, fileBytes: Int, digest: Digest) {
    let whole = Self.blockBytes + Self.checkBytes
    let rest = fileBytes % whole
    guard fileBytes > 0, rest == 0 || rest > Self.checkBytes || fileBytes == Self.checkBytes else {
      return nil
    }
    self.file = file
    self.digest = digest
    count = fileBytes / whole * Self.blockBytes + max(0, rest - Self.checkBytes)
  }

  /// Those bytes; nil when they are not there, or a checksum does not hold.
  package func bytes(at offset: Int, count: Int) -> [UInt8]? {
    guard offset >= 0, count >= 0, offset <= self.count, count <= self.count - offset else {
      return nil
    }
    let first = offset / Self.blockBytes
    let last = max(first, (offset + count - 1) / Self.blockBytes)
    var bytes: [UInt8] = []
    bytes.reserveCapacity((last - first + 1) * Self.blockBytes)
    for number in first...last {
      guard let block = block(number) else { return nil }
      bytes += block
    }
    return Array(bytes.dropFirst(offset - first * Self.blockBytes).prefix(count))
  }

  private func block(_ number: Int) -> ArraySlice<UInt8>? {
    let start = number * Self.blockBytes
    let length = min(Self.blockBytes, count - start)
    guard length >= 0,
      let block = file.bytes(
        at: number * (Self.blockBytes + Self.checkBytes), count: length + Self.checkBytes),
      Self.check(block[..<length], number, of: count, digest).elementsEqual(block[length...])
    else { return nil }
    return block[..<length]
  }

  /// The bytes of a file whose content has that many.
  package static func fileBytes(_ count: Int) -> Int {
    count + max(1, (count + blockBytes - 1) / blockBytes) * checkBytes
  }

  /// The file with that content.
  package static func file(_ content: [UInt8]) -> [UInt8] {
    let digest = Digest(of: content)
    var file: [UInt8] = []
    file.reserveCapacity(fileBytes(content.count))
    var number = 0
    repeat {
      let block = content[number * blockBytes..<min(content.count, (number + 1) * blockBytes)]
      file += block
      file += check(block, number, of: content.count, digest)
      number += 1
    } while number * blockBytes < content.count
    return file
  }

  /// All of a file's content; nil when it is damaged or of another digest.
  package static func content(of file: [UInt8], digest: Digest) -> [UInt8]? {
    guard
      let blocks = CheckedBlocks(MemoryBytes(bytes: file), fileBytes: file.count, digest: digest),
      let content = blocks.bytes(at: 0, count: blocks.count), Digest(of: content) == digest
    else { return nil }
    return content
  }

  private static func check(
    _ block: ArraySlice<UInt8>, _ number: Int, of count: Int, _ digest: Digest
  ) -> [UInt8] {
    Sodium.sha256(
      digest.bytes + UInt64(clamping: count).bigEndianBytes
        + UInt64(clamping: number).bigEndianBytes + block)
  }
}
