package import HCodeBase
import HCodeCore
package import HCodeFormats

/// A file of another format's trust material as a bundle carries it: unchanged, with its name in a store (docs/trust.md
/// §2).
package struct BundledForeignFile: Sendable {
  /// The file's format.
  package let format: CertificateFormat
  /// Tells it apart from other files of the format; nil for none.
  package let source: String?
  /// The file.
  package let bytes: [UInt8]

  /// Makes a bundled file of that format's trust material; `source` has to be a name that `ForeignSource.isName`
  /// allows. Throws what the format's reader throws. Only the import can tell whether its signer is trusted and whether
  /// it is the newest.
  package init(
    _ format: CertificateFormat, source: String? = nil, bytes: [UInt8]
  ) throws(ImportRefusal) {
    guard let reader = format.reader else {
      throw ImportRefusal(.malformedList, "\(format.rawValue) has no trust material of its own")
    }
    _ = try reader.material(bytes)
    self.format = format
    self.source = source
    self.bytes = bytes
  }

  /// The keys of `foreign-file` (docs/trust.md §2).
  private enum Key: UInt64, CaseIterable {
    case format = 1
    case source = 2
    case bytes = 3
  }

  /// Reads one out of a bundle.
  init(bundled: [UInt8]) throws(ImportRefusal) {
    let what = "the foreign file"
    let members = try NumberedMembers(
      try ImportRefusal.strictCBOR(bundled, what), what, keys: Key.self)
    let word = try members.text(Key.format, "format", maximumBytes: 16)
    guard let format = CertificateFormat(rawValue: word) else {
      throw members.malformed("is of a format that is not known here")
    }
    guard let bytes = members[Key.bytes]?.byteString else {
      throw members.malformed("has no content")
    }
    source =
      try members[Key.source] == nil
      ? nil : members.text(Key.source, "name", maximumBytes: ForeignSource.nameBytes)
    guard source.map(ForeignSource.isName) ?? true else {
      throw members.malformed("has a name of other signs than letters, digits, ., _ and -")
    }
    guard bytes.count <= ForeignSource.maximumFileBytes else {
      throw ImportRefusal(
        .tooLarge, "\(what) has more than \(ForeignSource.maximumFileBytes >> 20) MiB")
    }
    self.format = format
    self.bytes = bytes
  }

  /// As a bundle carries it.
  package var bundled: [UInt8] {
    CBORValue.keyed([
      Key.format: .text(format.rawValue), Key.source: source.map { .text($0) },
      Key.bytes: .bytes(bytes),
    ]).encoded
  }
}
