package import HCodeBase
package import HCodeCore

extension BatchRow {
  /// What a code about this person states, by the same rules as for a single one.
  ///
  /// - Parameter salt: gives the salt of yellow and red, once all else is known.
  package func claims(
    defaults: BatchDefaults, issuer: IssuerIdentifier, codeIndex: UInt32, at now: Timestamp,
    salt: (HealthClaims) -> [UInt8]?
  ) throws(BatchFault) -> HealthClaims {
    let status =
      try read(.status, "green, yellow or red") { HealthStatus(word: CellWords.word($0)) }
      ?? defaults.status
    guard let status else { throw missing(.status, "green, yellow or red") }
    let validity =
      try read(.valid, "a length of time such as 90m, 24h or 14d") {
        DurationText.seconds(of: CellWords.duration($0))
      }
      ?? defaults.validity ?? defaults.validityOfColour[status]
    guard let validity else { throw missing(.valid, "a length of time such as 24h") }
    let notBefore = try read(.notBefore, Self.timeForm) { Self.time($0) }
    let holder = try holder()
    let evidence = try evidence(issuedAt: now)
    let justification = try justification(of: status, defaults)
    let categories = try categories()
    func claims(_ justification: Justification?) throws(BatchFault) -> HealthClaims {
      do throws(MalformedCode) {
        return try HealthClaims(
          issuer: issuer, issuedAt: now, notBefore: notBefore,
          expires: now.advanced(bySeconds: validity), codeIndex: codeIndex, status: status,
          holder: holder, evidence: evidence, justification: justification,
          categories: categories
        ).checkedForIssue()
      } catch { throw BatchFault(Self.column(of: error.reason), error.detail) }
    }
    let unsalted = try claims(justification)
    guard let justification else { return unsalted }
    guard let salt = salt(unsalted),
      let salted = try? Justification(
        reason: justification.reason, authority: justification.authority, salt: salt)
    else { throw BatchFault(nil, "there was no memory to make its salt") }
    return try claims(salted)
  }

  static let timeForm = "a time such as 2026-11-24T08:00:00Z or 2026-11-24T16:00:00+08:00"

  static func time(_ text: String) -> Timestamp? {
    try? WrittenTime.read(CellWords.time(text)).get()
  }

  /// The column that a rule speaks of, as far as there is one.
  private static func column(of reason: VerdictReason) -> String? {
    switch reason {
    case .malformedTime: BatchField.notBefore.name
    case .malformedHolder: BatchField.birthDate.name
    case .validityTooLong: BatchField.valid.name
    case .unjustifiedStatus, .unexpectedReason: BatchField.reason.name
    case .malformedHealth, .unexpectedCategory: BatchField.category.name
    default: nil
    }
  }

  private func missing(_ field: BatchField, _ form: String) -> BatchFault {
    BatchFault(field.name, "it is empty, and takes \(form)")
  }

  /// The value of a cell; nil when it is empty.
  func read<Value>(
    _ field: BatchField, _ form: String, number: Int = 1, _ value: (String) -> Value?
  ) throws(BatchFault) -> Value? {
    guard let text = self[field, number] else { return nil }
    guard let value = value(text) else {
      let habit = SpreadsheetCell.dateHabit(text).map { "\($0); " } ?? ""
      throw BatchFault(BatchColumn(field, number).name, "\(habit)it takes \(form)")
    }
    return value
  }

  /// A text of a code, judged here so that its column can be named.
  func text(
    _ field: BatchField, maximumBytes: Int, number: Int = 1
  ) throws(BatchFault) -> String? {
    guard let text = self[field, number] else { return nil }
    if let fault = HealthText.fault(in: text, maximumBytes: maximumBytes) {
      throw BatchFault(BatchColumn(field, number).name, "it " + fault)
    }
    return text
  }

  private func holder() throws(BatchFault) -> Holder? {
    let name = self[.name]
    if let name, let fault = HealthText.fault(inNewName: name) {
      throw BatchFault(BatchField.name.name, "it " + fault)
    }
    let birthDate = try read(
      .birthDate, "1985-03-07, 1985-03 or 1985, and a year from 1850 to 2199"
    ) {
      BirthDate(iso8601: CellWords.day($0) ?? $0)
    }
    let latinName = self[.latinName]
    let documentTail = self[.documentTail]?.uppercased()
    guard name != nil || latinName != nil || birthDate != nil || documentTail != nil else {
      return nil
    }
    // The two whose rules are the holder's own, one at a time.
    for (field, check) in [
      (BatchField.latinName, latinName.map { _ in (latinName, String?.none) }),
      (.documentTail, documentTail.map { _ in (String?.none, documentTail) }),
    ] {
      guard let (latinName, documentTail) = check else { continue }
      do throws(MalformedCode) {
        _ = try Holder(latinName: latinName, documentTail: documentTail)
      } catch {
        let habit = SpreadsheetCell.dateHabit(self[field] ?? "").map { "\($0); " } ?? ""
        throw BatchFault(field.name, habit + error.detail)
      }
    }
    do throws(MalformedCode) {
      return try Holder(
        name: name, latinName: latinName, birthDate: birthDate, documentTail: documentTail)
    } catch { throw BatchFault(nil, error.detail) }
  }

  /// The holder's categories: several stand in one cell with commas or semicolons between them.
  private func categories() throws(BatchFault) -> [HolderCategory] {
    let form =
      "a number from 128 to 255 or one of \(HolderCategory.words); at most \(HolderCategory.most), with commas between them"
    return try read(.category, form) { text in
      let words = text.split(whereSeparator: { ",;，；、".contains($0) }).map {
        CellWords.word(String($0).trimmingBlanks)
      }
      let categories = words.compactMap { HolderCategory(word: $0) }
      return words.isEmpty || categories.count < words.count ? nil : categories.sorted()
    } ?? []
  }

  private func justification(
    of status: HealthStatus, _ defaults: BatchDefaults
  ) throws(BatchFault) -> Justification? {
    var reason = try read(
      .reason, "one of \(StatusReason.allCases.map(\.word).joined(separator: ", "))"
    ) { StatusReason(word: CellWords.word($0)) }
    var authority = try text(.authority, maximumBytes: 96)
    guard status != .green else {
      // A default is for those who need it; what the row itself says has to fit.
      guard reason == nil, authority == nil else {
        throw BatchFault(
          (reason == nil ? BatchField.authority : .reason).name,
          "green has neither reason nor authority")
      }
      return nil
    }
    reason = reason ?? defaults.reason
    authority = authority ?? defaults.authority
    guard let reason else { throw missing(.reason, "why, for \(status)") }
    guard let authority else {
      throw missing(.authority, "the legal authority or order, for \(status)")
    }
    do throws(MalformedCode) {
      return try Justification(
        reason: reason, authority: authority, salt: [UInt8](repeating: 0, count: 16))
    } catch { throw BatchFault(BatchField.authority.name, error.detail) }
  }
}
