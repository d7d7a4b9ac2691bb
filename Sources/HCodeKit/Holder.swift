/// The person that a certificate is about, as far as it says. What it does not say is nil.
public struct Holder: Hashable, Sendable {
  /// The name as its bearer writes it.
  public let name: String?
  /// The name in Latin letters.
  public let latinName: String?
  /// `1985-03-07`, `1985-03` or `1985`, as exact as it is known.
  public let birthDate: String?
  /// The number of an identity document, or its last characters. A code of our own has at most 8, of `0-9` and `A-Z`.
  public let document: String?

  /// Nothing is checked here: `Issuer.issue` refuses what docs/format.md §3 does.
  public init(
    name: String? = nil, latinName: String? = nil, birthDate: String? = nil,
    document: String? = nil
  ) {
    self.name = name
    self.latinName = latinName
    self.birthDate = birthDate
    self.document = document
  }
}
