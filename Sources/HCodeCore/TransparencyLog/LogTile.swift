/// A part of a log as it lies on a web server (C2SP tlog-tiles): 256 hashes of one level, or 256 entries, or what there
/// is of them at the right edge of the tree.
package struct LogTile: Hashable, Sendable {
  /// Hashes or entries in a full tile.
  package static let fullWidth = 256
  /// The most bytes of one bundle of entries: 256 of 65,535 bytes with their lengths.
  package static let maximumBundleBytes = fullWidth * (65_535 + 2)

  /// What is in it.
  package enum Content: Hashable, Sendable {
    /// The hashes of that level; 0 is the leaves', and each level above has a 256th of them.
    case hashes(level: Int)
    /// The entries themselves.
    case entries
  }

  /// What is in it.
  package let content: Content
  /// The number within the level.
  package let index: UInt64
  /// 1 to 256.
  package let width: Int

  /// A tile from its parts.
  package init(_ content: Content, index: UInt64, width: Int) {
    self.content = content
    self.index = index
    self.width = width
  }

  /// Whether it has 256 and never changes.
  package var isFull: Bool { width == Self.fullWidth }

  /// The same place when the tree has grown beyond it.
  package var whole: LogTile { LogTile(content, index: index, width: Self.fullWidth) }

  /// Its path below the log's folder, such as `tile/0/x001/x234/067.p/8`.
  package var path: String {
    let level =
      switch content {
      case .hashes(let level): String(level)
      case .entries: "entries"
      }
    var groups: [String] = []
    var rest = index
    repeat {
      groups.insert((groups.isEmpty ? "" : "x") + Self.padded(rest % 1000), at: 0)
      rest /= 1000
    } while rest > 0
    return "tile/\(level)/" + groups.joined(separator: "/") + (isFull ? "" : ".p/\(width)")
  }

  private static func padded(_ number: UInt64) -> String {
    let digits = String(number)
    return String(repeating: "0", count: 3 - digits.count) + digits
  }

  /// The most bytes that it may have.
  package var maximumBytes: Int {
    switch content {
    case .hashes: width * 32
    case .entries: Self.maximumBundleBytes
    }
  }

  /// How wide the tile at that place is in a tree of that size; 0 when it is not there.
  package static func width(level: Int, index: UInt64, in size: UInt64) -> Int {
    guard level >= 0, level < 8 else { return 0 }
    let hashes = size >> UInt64(8 * level)
    let before = index.multipliedReportingOverflow(by: UInt64(fullWidth))
    guard !before.overflow, before.partialValue < hashes else { return 0 }
    return Int(min(hashes - before.partialValue, UInt64(fullWidth)))
  }

  /// Whether the checkpoint of a tree of that size names this very file.
  package func isPart(of size: UInt64) -> Bool {
    let level =
      switch content {
      case .hashes(let level): level
      case .entries: 0
      }
    return width > 0 && Self.width(level: level, index: index, in: size) == width
  }

  /// The entries in a bundle: each behind its length, two bytes, big-endian. Nil when they are not exactly `width`.
  package static func entries(_ bundle: [UInt8], count: Int) -> [[UInt8]]? {
    entries(bundle[...], count: count)?.map { Array($0) }
  }

  /// The same, where they stand.
  static func entries(_ bundle: ArraySlice<UInt8>, count: Int) -> [ArraySlice<UInt8>]? {
    var entries: [ArraySlice<UInt8>] = []
    entries.reserveCapacity(min(count, bundle.count / 2))
    var rest = bundle
    while let high = rest.popFirst() {
      guard entries.count < count, let low = rest.popFirst() else { return nil }
      let length = Int(high) << 8 | Int(low)
      guard rest.count >= length else { return nil }
      entries.append(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    return entries.count == count ? entries : nil
  }

  /// Appends an entry to a bundle; false when it is too long.
  package static func append(_ entry: [UInt8], to bundle: inout [UInt8]) -> Bool {
    guard entry.count <= 65_535 else { return false }
    bundle.append(UInt8(entry.count >> 8))
    bundle.append(UInt8(entry.count & 0xFF))
    bundle += entry
    return true
  }
}
