internal import CZlib
import HCodeBase

/// The samples of a PNG file: what its data chunks hold, inflated as far as somebody asks and no further.
///
/// What lies behind the last sample is not looked at, and of the file no more than what was asked for needs is read.
final class PNGData {
  private let file: [UInt8]
  /// The chunk after the one that is being read.
  private var position: Int
  private var rest: Range<Int>
  /// zlib keeps the address.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private let budget: CPUBudget

  /// zlib's own version.
  static var libraryVersion: String { String(cString: zlibVersion()) }

  /// Bytes of the file that are inflated between two looks at what was spent.
  private static let piece = 1 << 16

  /// The data chunks from a place on.
  init(in file: [UInt8], at position: Int, budget: CPUBudget) throws(PictureError) {
    self.file = file
    self.position = position
    self.budget = budget
    rest = position..<position
    stream.initialize(to: z_stream())
    guard
      inflateInit_(stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw .unsupported(format: .png, detail: "the inflater could not be started") }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Fills the target.
  func fill(_ target: UnsafeMutableBufferPointer<UInt8>) throws(PictureError) {
    stream.pointee.next_out = target.baseAddress
    stream.pointee.avail_out = UInt32(target.count)
    while stream.pointee.avail_out > 0 {
      guard try findInput() else { throw PNGReader.malformed("Not enough image data") }
      guard budget.allowsMore() else { throw .tooExpensive(format: .png) }
      let count = min(rest.count, Self.piece)
      let status = file.withUnsafeBufferPointer { file in
        stream.pointee.next_in = UnsafeMutablePointer(
          mutating: file.baseAddress?.advanced(by: rest.lowerBound))
        stream.pointee.avail_in = UInt32(count)
        defer { stream.pointee.next_in = nil }
        return inflate(stream, Z_NO_FLUSH)
      }
      rest = rest.dropFirst(count - Int(stream.pointee.avail_in))
      switch status {
      case Z_OK, Z_BUF_ERROR: break
      case Z_STREAM_END where stream.pointee.avail_out == 0: break
      case Z_STREAM_END: throw PNGReader.malformed("Not enough image data")
      default:
        let message = stream.pointee.msg.map { String(cString: $0) }
        throw PNGReader.malformed("IDAT: \(message ?? "damaged zlib stream")")
      }
    }
  }

  /// Goes on to the next data chunk; false when there is none.
  private func findInput() throws(PictureError) -> Bool {
    while rest.isEmpty {
      guard let chunk = try PNGChunk(in: file, at: position), chunk.type == PNGChunk.pixels
      else { return false }
      try chunk.check(in: file)
      position = chunk.following
      rest = chunk.data
    }
    return true
  }
}
