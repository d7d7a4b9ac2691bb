import HCodeBase

/// A mark says that the store has a revocation list, beside the list's entries. Without it, a certificate that is not
/// listed could not tell a list that has ended from one that never was.
extension ForeignTrustMaterial.Entry {
  /// The mark of a list about `scope`, in the format's own words; about all certificates of the format if that is
  /// empty. `isAddition`: the file is one of many that add to one another, not the whole list of its source.
  static func revocationMark(
    _ format: CertificateFormat, of scope: [UInt8] = [], isAddition: Bool = false
  ) -> Self {
    .init(
      name: .revocationMark(format, of: scope), content: isAddition ? .simple(21) : .simple(22),
      isCounted: false, isMark: true)
  }
}

extension ForeignKeyName {
  /// The name of the marks of lists about `scope`.
  static func revocationMark(_ format: CertificateFormat, of scope: [UInt8] = []) -> Self {
    ForeignKeyName(format, issuer: "revocations", identifier: scope)
  }
}

extension ForeignTrust {
  /// What is missing when a list with one of those marks has ended; nil while all count, or when there is none. A newer
  /// list of another source does not replace one that ended, since it may not say the same. Of files that add to one
  /// another, the newest of a source counts.
  func missingRevocation(
    _ marks: [ForeignKeyName], at now: Timestamp
  ) throws(ForeignFailure) -> (reason: VerdictReason, detail: String)? {
    var ended: [ForeignSource] = []
    var currentAdditions: Set<String?> = []
    var additions: [ForeignSource] = []
    for mark in marks {
      for record in try records(mark) {
        let source = record.source
        if case .simple(21) = record.content {
          if now < source.expires { currentAdditions.insert(source.source) }
          additions.append(source)
        } else if source.expires <= now {
          ended.append(source)
        }
      }
    }
    ended += additions.filter { !currentAdditions.contains($0.source) }
    guard let last = ended.max(by: { $0.expires < $1.expires }) else { return nil }
    return (.revocationMissing, "\(last.name) ended at \(last.expires.rfc3339)")
  }
}
