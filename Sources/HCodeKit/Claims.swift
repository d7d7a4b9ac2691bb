/// What a new code shall state.
public struct Claims: Hashable, Sendable {
  let colour: Colour
  let expires: Instant
  let notBefore: Instant?
  let holder: Holder?
  let evidence: [Evidence]
  let justification: Justification?
  let categories: [String]
  let index: UInt32?

  /// Nothing is checked here: `Issuer.issue` refuses what a verifier would refuse (docs/format.md §3, §4).
  ///
  /// - Parameters:
  ///   - colour: Green needs no justification and may have none. Yellow and red need one.
  ///   - expires: The code is valid until just before: at most 366 days after its issue if green, 31 if yellow or red.
  ///   - holder: Whom it is about. A code may be about nobody in particular.
  ///   - evidence: At most eight facts.
  ///   - justification: Why it is yellow or red.
  ///   - categories: What the holder of a green code is, at most three words of the list in docs/format.md §3, such as `freight-crossing`,
  ///     or numbers from 128 to 255 with a meaning of your own.
  ///   - notBefore: Valid only from then on; nil for from its issue on.
  ///   - index: Its number in the status list of the key, from a register of yours; nil for one drawn at random. Two codes of one
  ///     index are revoked together.
  public init(
    _ colour: Colour, until expires: Instant, holder: Holder? = nil, evidence: [Evidence] = [],
    justification: Justification? = nil, categories: [String] = [], notBefore: Instant? = nil,
    index: UInt32? = nil
  ) {
    self.colour = colour
    self.expires = expires
    self.holder = holder
    self.evidence = evidence
    self.justification = justification
    self.categories = categories
    self.notBefore = notBefore
    self.index = index
  }
}
