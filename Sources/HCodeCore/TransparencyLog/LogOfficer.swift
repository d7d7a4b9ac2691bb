/// A first officer in a log: a pseudonym, and the key that signed the acts.
package struct LogOfficer: Hashable, Sendable {
  /// The pseudonym.
  package let name: IssuerIdentifier
  /// The key.
  package let keyIdentifier: KeyIdentifier

  /// An officer of that name and key.
  package init(name: IssuerIdentifier, keyIdentifier: KeyIdentifier) {
    self.name = name
    self.keyIdentifier = keyIdentifier
  }
}
