import HCodeBase
import HCodeCore
package import HCodeFormats
package import HCodeTrust

/// Who holds a code up, by an identity document that was verified: a copied code is as genuine as the first.
package struct Bearer: Sendable {
  /// The file of the identity.
  package let source: String
  /// Nil where no identity in the file could be verified.
  private let holder: ForeignStatement.Holder?

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

  /// The findings on the identity's file. Of several identities none says who stands there.
  package init(_ findings: [Finding], source: String) {
    self.source = source
    let identities = findings.compactMap { finding -> ForeignStatement.Holder? in
      guard case .judgedByRules(.foreign(let identity), _) = finding.verdict,
        identity.statement.format == .claim169
      else { return nil }
      return identity.statement.holder
    }
    holder = findings.count == 1 && identities.count == 1 ? identities[0] : nil
  }

  /// Whether the file has one identity, and a good one.
  package var isVerified: Bool { holder != nil }

  /// The verdict where the code is to be this bearer's: what would let pass does so only where both state the same person.
  func judge(_ verdict: Verdict) -> (Verdict, Comparison?) {
    guard let certificate = verdict.certificate else { return (verdict, nil) }
    let comparison = holder.map { compare(Self.holder(of: certificate), $0) }
    guard [HealthStatus.green, .yellow].map(\.description).contains(verdict.word) else {
      return (verdict, comparison)
    }
    guard let comparison else {
      return (
        .undecided(
          .bearerUnverified, detail: "\(source) has no identity that could be verified", certificate
        ),
        nil
      )
    }
    // A name is spelled in many ways: where a birth date or a document says the same, a person decides.
    let isOther =
      comparison.different.contains(.birthDate)
      || !comparison.different.isEmpty && comparison.same.isEmpty
    if isOther { return (.refused(certificate, [.otherBearer]), comparison) }
    let isSame =
      comparison.different.isEmpty
      && (comparison.same.contains(.name) || comparison.same.count >= 2)
    guard isSame else {
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

  private func compare(
    _ code: ForeignStatement.Holder, _ identity: ForeignStatement.Holder
  ) -> Comparison {
    let answers: [(Field, Bool?)] = [
      (.name, PersonName.agree(code.names, identity.names)),
      (.birthDate, Self.agree(birth: code.birthDate, identity.birthDate)),
      (.document, Self.agree(tail: code.document, identity.document)),
    ]
    return Comparison(
      source: source, same: answers.filter { $0.1 == true }.map(\.0),
      different: answers.filter { $0.1 == false }.map(\.0))
  }

  /// A code may state the year alone, or the month.
  private static func agree(birth code: String?, _ identity: String?) -> Bool? {
    guard let code, let identity else { return nil }
    let count = min(code.utf8.count, identity.utf8.count)
    return code.utf8.prefix(count).elementsEqual(identity.utf8.prefix(count))
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
