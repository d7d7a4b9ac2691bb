package import HCodeBase

/// Names of one format and issuer that say the same, such as the hashes of a revocation list. Only their places are kept, so that a list of
/// half a million takes as many times 8 bytes. That two names share a place by chance does not happen: it is 64 bits of SHA-256.
package struct NamesOfOneContent: Sendable {
  /// The names' format and issuer; its own identifier is none of theirs.
  package let scope: ForeignKeyName
  package let content: CBORValue
  /// Sorted and distinct once the material is whole.
  package private(set) var places: [UInt64] = []
  private let prefix: [UInt8]

  init(_ format: CertificateFormat, issuer: String = "", content: CBORValue = .simple(22)) {
    scope = ForeignKeyName(format, issuer: issuer, identifier: [])
    self.content = content
    prefix = scope.prefix
  }

  /// Adds the name with that identifier.
  mutating func append(_ identifier: some Sequence<UInt8>) {
    places.append(UInt64(bigEndianBytes: Sodium.sha256(prefix + identifier).prefix(8)))
  }

  /// Sorts the names and leaves out what is there again; how many those were.
  @discardableResult
  mutating func sort() -> Int {
    places.sort()
    let count = places.count
    var kept = 0
    for place in places where kept == 0 || places[kept - 1] != place {
      places[kept] = place
      kept += 1
    }
    places.removeSubrange(kept...)
    return count - kept
  }
}
