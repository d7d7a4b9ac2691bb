import HCodeBase

/// An issuer's identifier, such as `CN-HA`: 1 to 32 of `A-Z a-z 0-9 . _ -`, the first a letter or digit, so that
/// it is safe as a file's name.
package struct IssuerIdentifier: Hashable, Sendable, CustomStringConvertible {
  /// The text.
  package let description: String

  /// Refuses any other text.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard (1...32).contains(bytes.count), let first = bytes.first, first.isASCIIAlphanumeric,
      bytes.allSatisfy({ $0.isASCIIAlphanumeric || ".-_".utf8.contains($0) })
    else { return nil }
    description = text
  }

  /// Whether the other one lies in the name space of this authority: it is this id, or begins with it and a hyphen, so that
  /// `CN-HA` speaks for `CN-HA-ZZ` and not for `CN-HAX`. Compares bytes.
  package func speaks(for issuer: IssuerIdentifier) -> Bool {
    let (own, other) = (description.utf8, issuer.description.utf8)
    guard other.starts(with: own) else { return false }
    return other.count == own.count || other.dropFirst(own.count).first == UInt8(ascii: "-")
  }
}

extension IssuerIdentifier: Comparable {
  /// Orders identifiers by their bytes.
  package static func < (a: IssuerIdentifier, b: IssuerIdentifier) -> Bool {
    a.description.utf8.lexicographicallyPrecedes(b.description.utf8)
  }
}
