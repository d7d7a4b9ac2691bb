package import HCodeBase
package import HCodeCore

/// A file that can be imported, recognised by its content.
package enum ImportableFile: Sendable {
  case trustList(SignedTrustList)
  case statusList(StatusListToken)
  case statusDelta(StatusDeltaToken)
  case bundle(Bundle)
  case log(LogExport)

  /// The most bytes of a file that begins with that byte; 0 when no kind begins so.
  package static func maximumBytes(beginning: UInt8) -> Int {
    switch beginning {
    case 0xD8, 0xD2: TrustList.maximumFileBytes
    case 0x82: Bundle.maximumFileBytes
    case 0x84, 0x85: LogExport.maximumFileBytes
    default: 0
    }
  }

  /// Reads a file of any kind, without checking a signature. Throws `too-large`, `malformed-list` and
  /// `snapshot-mismatch`.
  package init(bytes: [UInt8]) throws(ImportRefusal) {
    switch bytes.first {
    // Tag 98 takes two bytes, tag 18 one; a bundle is an array of two.
    case 0xD8: self = .trustList(try SignedTrustList(bytes: bytes))
    case 0xD2:
      self =
        StatusDeltaToken.isNamed(in: bytes)
        ? .statusDelta(try StatusDeltaToken(bytes: bytes))
        : .statusList(try StatusListToken(bytes: bytes))
    case 0x82: self = .bundle(try Bundle(bytes: bytes))
    // 0x84 were the exports of hcode 0.1.
    case 0x84, 0x85: self = .log(try LogExport(bytes: bytes))
    default:
      throw ImportRefusal(
        .malformedList, "the file is neither a trust list nor a status list, a log or a bundle")
    }
  }
}

extension ImportableFile {
  /// The date that its signature covers; nil for a log, whose checkpoint needs the log's key to be read.
  package var issued: Timestamp? {
    switch self {
    case .trustList(let signed): signed.list.issued
    case .statusList(let token): token.scope.issued
    case .statusDelta(let token): token.scope.issued
    case .bundle(let bundle): bundle.issued
    case .log: nil
    }
  }

  /// Its kind in a bundle; nil for a bundle, which cannot be in one.
  package var kind: Bundle.Kind? {
    switch self {
    case .trustList: .trustList
    case .statusList: .statusList
    case .statusDelta: .statusDelta
    case .log: .log
    case .bundle: nil
    }
  }
}
