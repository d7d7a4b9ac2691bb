package import HCodeBase

/// The protected header of everything that is signed here: algorithm, key identifier and, for all but the code itself, the
/// type of what is signed, so that no signature can be used for another purpose (RFC 9052 §3.1, RFC 9596).
package struct COSEProtectedHeader: Sendable {
  /// Label 1.
  package let algorithm: COSEAlgorithm
  /// Label 4.
  package let keyIdentifier: KeyIdentifier
  /// Label 16, a media type; nil for a native code, which has none (docs/format.md, rule 7).
  package let type: String?
  /// Label -65539, the pseudonym of an officer; nil for all but the second signature of an act.
  package let officer: IssuerIdentifier?

  /// A header from its parts.
  package init(
    algorithm: COSEAlgorithm, keyIdentifier: KeyIdentifier, type: String? = nil,
    officer: IssuerIdentifier? = nil
  ) {
    self.algorithm = algorithm
    self.keyIdentifier = keyIdentifier
    self.type = type
    self.officer = officer
  }

  /// The encoded header.
  package var encoded: [UInt8] {
    CBORValue.keyed([
      COSEHeaderLabel.algorithm: .integer(algorithm.rawValue),
      .keyIdentifier: .bytes(keyIdentifier.bytes),
      .type: type.map { .text($0) },
      .officer: officer.map { .text($0.description) },
    ]).encoded
  }

  /// Reads the encoded header. Refuses unknown labels, critical or not, any type but the expected one, and an officer where none is named.
  package init(
    encoded: [UInt8], expectedType: String? = nil, namesOfficer: Bool = false
  ) throws(MalformedCode) {
    guard let value = try? CBORDecoder.decode(encoded, limits: .native),
      value.isDeterministic(encoded), case .map(let pairs) = value
    else { throw MalformedCode(.malformedHeader, "the protected header is no deterministic map") }
    var algorithm: CBORValue?
    var keyIdentifier: KeyIdentifier?
    var type: String?
    var officer: IssuerIdentifier?
    for (label, value) in pairs {
      switch label.integer.flatMap({ COSEHeaderLabel(rawValue: $0) }) {
      case .algorithm: algorithm = value
      case .keyIdentifier:
        keyIdentifier = value.byteString.flatMap { KeyIdentifier(bytes: $0) }
        guard keyIdentifier != nil else {
          throw MalformedCode(.malformedHeader, "the key id is not a byte string of 8 bytes")
        }
      case .type where expectedType != nil: type = value.textString
      case .officer where namesOfficer:
        officer = value.textString.flatMap { IssuerIdentifier($0) }
        guard officer != nil else {
          throw MalformedCode(.malformedHeader, "the officer is no pseudonym")
        }
      default:
        throw MalformedCode(
          .malformedHeader,
          "a label other than \(expectedType == nil ? "1 and 4" : "1, 4 and 16")")
      }
    }
    guard let algorithm else { throw MalformedCode(.wrongAlgorithm, "no algorithm is named") }
    guard let known = algorithm.integer.flatMap({ COSEAlgorithm(rawValue: $0) }) else {
      throw MalformedCode(.wrongAlgorithm, "the algorithm is not -19, Ed25519")
    }
    guard let keyIdentifier else { throw MalformedCode(.malformedHeader, "no key id") }
    guard type.map({ Array($0.utf8) }) == expectedType.map({ Array($0.utf8) }) else {
      throw MalformedCode(.malformedHeader, "the type is not \(expectedType ?? "absent")")
    }
    guard !namesOfficer || officer != nil else {
      throw MalformedCode(.malformedHeader, "no officer is named")
    }
    self.algorithm = known
    self.keyIdentifier = keyIdentifier
    self.type = type
    self.officer = officer
  }
}
