/// Why a signed list or bundle is not taken: the refusal by name, and a sentence for people (docs/trust.md §4).
package struct ImportRefusal: Error, Equatable, Sendable {
  /// The names that programs rely on.
  package enum Name: String, Sendable, CaseIterable {
    /// Larger than what is read.
    case tooLarge = "too-large"
    /// Not the CBOR that docs/trust.md §2 describes, or what it states contradicts itself.
    case malformedList = "malformed-list"
    /// Nothing in it can be used.
    case emptyList = "empty-list"
    /// No authority that is pinned or recognised here is named.
    case unknownAuthority = "unknown-authority"
    /// Fewer valid signatures of root or snapshot keys than the threshold.
    case underSigned = "under-signed"
    /// The root keys change, and the old ones did not sign.
    case unsignedRootChange = "unsigned-root-change"
    /// An issuer outside the authority's name space.
    case foreignIssuer = "foreign-issuer"
    /// A key that did not agree to be listed by this authority, as one of this issuer, for this use.
    case noAgreement = "no-agreement"
    /// A list or key whose life is longer than any may be.
    case livesTooLong = "lives-too-long"
    /// Older than what is held.
    case rollback
    /// The version that is held, with other bytes.
    case equivocation
    /// It would end later what was over already: the authority, or one of its issuers.
    case undoesSunset = "undoes-sunset"
    /// Past its end.
    case expired
    /// Issued later than the clock says.
    case notYetIssued = "not-yet-issued"
    /// No believed status key for this list signed it.
    case unknownSigner = "unknown-signer"
    /// The signature does not hold.
    case badSignature = "bad-signature"
    /// A cosignature of a listed witness of a log does not hold.
    case badCosignature = "bad-cosignature"
    /// A delta for another list than the one held, or a part of a log that begins where the log here does not reach and no
    /// checkpoint says that the log had its beginning.
    case wrongBase = "wrong-base"
    /// A delta that would make a code better.
    case improvesStatus = "improves-status"
    /// No set of rules (docs/rules.md).
    case malformedRules = "malformed-rules"
    /// A bundle whose files are not exactly those that were signed.
    case snapshotMismatch = "snapshot-mismatch"
  }

  /// The refusal.
  package let name: Name
  /// What exactly is wrong and where. Not a stable text.
  package let detail: String

  package init(_ name: Name, _ detail: String) {
    self.name = name
    self.detail = detail
  }
}
