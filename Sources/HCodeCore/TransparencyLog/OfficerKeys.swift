package import HCodeBase

/// The keys with which officers of issuers sign acts, as trust lists or key files name them (docs/log.md §2).
package struct OfficerKeys: Sendable {
  /// A key that may sign acts.
  package struct Key: Hashable, Sendable {
    /// Checks signatures.
    package let publicKey: Ed25519PublicKey
    /// Signs from then on.
    package let notBefore: Timestamp
    /// Signs until then.
    package let until: Timestamp
    /// Whether it may be the first of the signatures: a key that only countersigns begins nothing.
    package let begins: Bool
    /// Whether it may say that a day of a venue was opened (docs/venue.md §8).
    package let opens: Bool
    /// Whether its grant allows red, as raising and suspending need.
    package let signsRed: Bool
    /// Whether red codes of this key need two officers, and so do raises of its codes.
    package let needsSecondOfficer: Bool

    /// A key from its parts.
    package init(
      publicKey: Ed25519PublicKey, notBefore: Timestamp, until: Timestamp, begins: Bool = true,
      opens: Bool = false, signsRed: Bool, needsSecondOfficer: Bool
    ) {
      self.publicKey = publicKey
      self.notBefore = notBefore
      self.until = until
      self.begins = begins
      self.opens = opens
      self.signsRed = signsRed
      self.needsSecondOfficer = needsSecondOfficer
    }
  }

  private var keys: [IssuerIdentifier: [KeyIdentifier: [Key]]] = [:]

  /// No keys.
  package init() {}

  /// Whether nothing is known.
  package var isEmpty: Bool { keys.isEmpty }

  /// Adds a key of an issuer.
  package mutating func add(_ key: Key, of issuer: IssuerIdentifier) {
    keys[issuer, default: [:]][key.publicKey.identifier, default: []].append(key)
  }

  /// Whether the signatures that the act needs are there and hold: by keys of its issuer that were valid at its time and may do it.
  ///
  /// One signature is enough for a suspension or a revocation of at most 20 codes and for a clearing. A raise needs two where the codes' key
  /// needs two for red, and so does a code that is issued red; every other change of more than 20 codes needs two.
  package func hold(_ entry: SignedAct) -> Bool {
    let act = entry.act
    let own = keys[act.issuer] ?? [:]
    let needsRed = act.kind == .raised || act.kind == .suspended || act.status == .red
    func key(_ identifier: KeyIdentifier) -> Key? {
      own[identifier]?.first {
        $0.notBefore <= act.time.advanced(bySeconds: Timestamp.clockTolerance)
          && act.time < $0.until
          && (!needsRed || $0.signsRed)
      }
    }
    let isOpening = act.kind == .opened
    guard let first = key(entry.firstKey), isOpening ? first.opens : first.begins,
      entry.isSigned(by: first.publicKey)
    else { return false }
    if isOpening {
      return entry.secondKey == nil && act.keyIdentifier == entry.firstKey
    }
    guard let identifier = entry.secondKey else { return !needsSecond(act, own) }
    // A second signature that is none is no act of this office, whether it was needed or not.
    guard let second = key(identifier), second.begins || !second.opens else { return false }
    return entry.isCountersigned(by: second.publicKey)
  }

  private func needsSecond(_ act: LogAct, _ own: [KeyIdentifier: [Key]]) -> Bool {
    if act.kind == .cleared || act.kind == .destroyed { return false }
    if act.count > LogAct.mostWithoutGrounds { return true }
    guard act.kind == .raised || act.status == .red else { return false }
    return own[act.keyIdentifier]?.contains { $0.needsSecondOfficer } ?? true
  }
}
