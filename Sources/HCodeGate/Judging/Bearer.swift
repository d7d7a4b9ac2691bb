import HCodeBase
import HCodeCore
package import HCodeFormats
import HCodePictures
package import HCodeTrust

/// Who holds a code up, by an identity document that was verified: a copied code is as genuine as the first.
package struct Bearer: Sendable {
  /// The file of the identity.
  package let source: String
  /// The only text in the file; nil for none or several. Several identities do not say which one is the bearer's.
  let text: [UInt8]?

  /// What a code and an identity may both state.
  package enum Field: String, Sendable, CaseIterable {
    case name
    case birthDate = "birth_date"
    case document
  }

  /// How a code's holder and an identity compare.
  package struct Comparison: Equatable, Sendable {
    /// The file of the identity.
    package let source: String
    package let same: [Field]
    package let different: [Field]

    package init(source: String, same: [Field], different: [Field]) {
      self.source = source
      self.same = same
      self.different = different
    }
  }

  package init(_ found: FoundTexts, source: String) {
    self.source = source
    let isWhole = found.doubt == nil && found.otherSymbol == nil && found.texts.count == 1
    text = isWhole ? found.texts[0].text : nil
  }

  /// Whether the file has one text.
  package var isOne: Bool { text != nil }

  /// Who the identity says; nil for a verdict on anything but a good one.
  package static func holder(of verdict: Verdict?) -> ForeignStatement.Holder? {
    guard case .judgedByRules(.foreign(let identity), _) = verdict,
      identity.statement.format == .claim169
    else { return nil }
    return identity.statement.holder
  }

  /// The verdict where the code is to be this bearer's: what would let pass does so only where both state the same person. The identity's
  /// own verdict is of the same moment, since its key may have been withdrawn meanwhile.
  func judge(_ verdict: Verdict, identity: Verdict?) -> (Verdict, Comparison?) {
    guard let certificate = verdict.certificate else { return (verdict, nil) }
    let found = Self.holder(of: identity).map { compare(Self.holder(of: certificate), $0) }
    guard [HealthStatus.green, .yellow].map(\.description).contains(verdict.word) else {
      return (verdict, found?.comparison)
    }
    guard let found else {
      return (
        .undecided(
          .bearerUnverified, detail: "\(source) has no identity that could be verified", certificate
        ),
        nil
      )
    }
    let comparison = found.comparison
    // A name is spelled in many ways: where a birth date or a document says the same, a person decides.
    let isOther =
      comparison.different.contains(.birthDate)
      || !comparison.different.isEmpty && comparison.same.isEmpty
    if isOther { return (.refused(certificate, [.otherBearer]), comparison) }
    guard found.isSame else {
      let detail =
        comparison.different.isEmpty
        ? "the code and \(source) state too little to compare"
        : "the names in the code and in \(source) differ"
      return (.undecided(.bearerUnknown, detail: detail, certificate), comparison)
    }
    return (verdict, comparison)
  }

  private static func holder(of certificate: VerifiedCertificate) -> ForeignStatement.Holder {
    switch certificate {
    case .foreign(let certificate): return certificate.statement.holder
    case .healthCode(let code):
      var holder = ForeignStatement.Holder()
      holder.name = code.claims.holder?.name
      holder.latinName = code.claims.holder?.latinName
      holder.birthDate = code.claims.holder?.birthDate?.iso8601
      holder.document = code.claims.holder?.documentTail
      return holder
    }
  }

  /// What is the same and what is not, and whether that is enough to be one person.
  private func compare(
    _ code: ForeignStatement.Holder, _ identity: ForeignStatement.Holder
  ) -> (comparison: Comparison, isSame: Bool) {
    let birth = Self.agree(birth: code.birthDate, identity.birthDate)
    let document = Self.agree(tail: code.document, identity.document)
    let isWholeDate = birth == true && code.birthDate?.utf8.count == 10
    // Accents and the places of blanks get lost on the way into passports: with one birth date such names are one.
    let name: Bool? =
      switch PersonName.compare(code.names, identity.names) {
      case .same: true
      case .alike: isWholeDate ? true : nil
      case .different: false
      case nil: nil
      }
    let answers: [(Field, Bool?)] = [(.name, name), (.birthDate, birth), (.document, document)]
    let comparison = Comparison(
      source: source, same: answers.filter { $0.1 == true }.map(\.0),
      different: answers.filter { $0.1 == false }.map(\.0))
    // Without a name one in ten of a year would share a year and a last digit.
    let isOneDocument =
      isWholeDate && document == true
      && Self.characters(code.document ?? "").count >= Self.leastTail
    return (comparison, comparison.different.isEmpty && (name == true || isOneDocument))
  }

  private static let leastTail = 4

  /// A code may state the year alone, or the month; another format the month and day alone.
  private static func agree(birth code: String?, _ identity: String?) -> Bool? {
    guard let code, let identity, identity.utf8.count == 10 else { return nil }
    if code.hasPrefix("--") {
      return code.utf8.count == 7 ? identity.utf8.suffix(5).elementsEqual(code.utf8.suffix(5)) : nil
    }
    guard [4, 7, 10].contains(code.utf8.count), code.utf8.first?.isASCIIDigit == true else {
      return nil
    }
    return identity.utf8.prefix(code.utf8.count).elementsEqual(code.utf8)
  }

  /// A code states the last characters of a document. Another document of the same person ends differently, so that tells nothing.
  private static func agree(tail code: String?, _ identity: String?) -> Bool? {
    guard let code, let identity else { return nil }
    let (tail, whole) = (characters(code), characters(identity))
    return !tail.isEmpty && whole.suffix(tail.count).elementsEqual(tail) ? true : nil
  }

  private static func characters(_ text: String) -> [UInt8] {
    text.utf8.prefix(1024).filter { $0.isASCIIDigit || $0.isASCIILetter }.map {
      $0 & ($0.isASCIILetter ? 0xDF : 0xFF)
    }
  }
}

extension ForeignStatement.Holder {
  fileprivate var names: [PersonName] {
    [name, latinName].compactMap { $0.flatMap(PersonName.init) }
  }
}
