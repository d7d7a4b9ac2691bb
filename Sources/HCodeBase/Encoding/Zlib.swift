internal import CDeflate

/// zlib streams (RFC 1950), bare DEFLATE streams (RFC 1951) and CRC-32 by libdeflate, the only place that calls it.
package enum Zlib {
  /// Why bytes are not one stream within the bound.
  package enum InflateError: Error, CustomStringConvertible, Equatable {
    /// Not a stream of its kind, cut short, its Adler-32 wrong, or with a preset dictionary.
    case malformed
    /// More comes out than is allowed.
    case tooLarge
    /// Bytes after the stream.
    case trailingBytes
    /// No memory for the work.
    case outOfMemory

    package var description: String {
      switch self {
      case .malformed: "it is damaged or cut short"
      case .tooLarge: "more comes out than one input may hold"
      case .trailingBytes: "something follows it"
      case .outOfMemory: "there is no memory for it"
      }
    }
  }

  /// libdeflate's own version.
  package static var libraryVersion: String { LIBDEFLATE_VERSION_STRING }

  /// What the first try has room for, in bytes.
  private static let firstBuffer = 65_536

  /// What is around the compressed data.
  package enum Wrapper {
    /// RFC 1950: a header and an Adler-32.
    case zlib
    /// RFC 1951 alone.
    case none
  }

  /// Inflates one whole stream.
  ///
  /// How much comes out is declared nowhere, so the room is doubled until it is enough, and never goes beyond `limit`
  /// bytes: a stream of a few kilobytes that would give gigabytes costs no more than an honest one.
  package static func inflate(
    _ stream: [UInt8], wrapper: Wrapper = .zlib, limit: Int
  ) throws(InflateError) -> [UInt8] {
    guard limit >= 0, let decompressor = libdeflate_alloc_decompressor() else { throw .outOfMemory }
    defer { libdeflate_free_decompressor(decompressor) }
    var room = min(limit, firstBuffer)
    while true {
      var consumed = 0
      var result = LIBDEFLATE_BAD_DATA
      let bytes = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        var produced = 0
        result =
          switch wrapper {
          case .zlib:
            libdeflate_zlib_decompress_ex(
              decompressor, stream, stream.count, buffer.baseAddress, room, &consumed, &produced)
          case .none:
            libdeflate_deflate_decompress_ex(
              decompressor, stream, stream.count, buffer.baseAddress, room, &consumed, &produced)
          }
        count = result == LIBDEFLATE_SUCCESS ? produced : 0
      }
      switch result {
      case LIBDEFLATE_SUCCESS:
        guard consumed == stream.count else { throw .trailingBytes }
        return bytes
      case LIBDEFLATE_INSUFFICIENT_SPACE:
        guard room < limit else { throw .tooLarge }
        room = room > limit / 2 ? limit : room * 2
      default: throw .malformed
      }
    }
  }

  /// The CRC-32 of PNG and gzip (ISO/IEC 15948 annex D).
  package static func crc32(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    libdeflate_crc32(0, bytes.baseAddress, bytes.count)
  }
}

extension Zlib {
  /// Makes zlib streams. Holds memory of its own, so keep one for many streams, and one for each task: it is not `Sendable`.
  package final class Compressor {
    private let compressor: OpaquePointer

    /// A compressor of a level from 1, quick, to 12, small; nil for another level or when there is no memory.
    package init?(level: Int) {
      guard (1...12).contains(level), let compressor = libdeflate_alloc_compressor(Int32(level))
      else { return nil }
      self.compressor = compressor
    }

    deinit { libdeflate_free_compressor(compressor) }

    /// The bytes as one zlib stream; nil when the library does not keep to the bound that it gave itself.
    package func compress(_ bytes: [UInt8]) -> [UInt8]? {
      let bound = libdeflate_zlib_compress_bound(compressor, bytes.count)
      let stream = [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
        count = libdeflate_zlib_compress(
          compressor, bytes, bytes.count, buffer.baseAddress, buffer.count)
      }
      return stream.isEmpty ? nil : stream
    }
  }
}
