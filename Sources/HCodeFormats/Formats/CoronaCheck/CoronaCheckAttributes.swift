import HCodeBase

/// The attributes that a proof discloses: a window of time, and too little about the person to list a queue by.
struct CoronaCheckAttributes {
  let isSpecimen, isPaper: Bool
  let validFrom, validUntil: Timestamp
  /// `1` when it rests on a test alone; nil when it is hidden or the version has none.
  let category: String?
  private let initials: [String]
  private let birthDay, birthMonth: String

  /// Throws `malformed-claims`.
  init(_ proof: CoronaCheckProof) throws(MalformedCode) {
    // An empty attribute is disclosed as empty. Bytes that are no text count as empty, too.
    let texts = proof.disclosed.dropFirst().map { number in
      CoronaCheckProof.attribute(number).flatMap { String(validating: $0, as: UTF8.self) } ?? ""
    }
    guard texts.count >= 8, let from = Int64(texts[2]), let hours = Int64(texts[3]),
      (1...100_000).contains(hours), let validFrom = Timestamp(seconds: from),
      let validUntil = Timestamp(seconds: from + hours * 3600)
    else { throw MalformedCode(.malformedClaims, "no window of time is stated") }
    // Everything but a plain no is a specimen.
    isSpecimen = texts[0] != "0"
    isPaper = texts[1] == "1"
    self.validFrom = validFrom
    self.validUntil = validUntil
    initials = [texts[4], texts[5]]
    birthDay = texts[6]
    birthMonth = texts[7]
    category = texts.count > 8 ? texts[8] : nil
  }

  var statement: ForeignStatement {
    var statement = ForeignStatement(.nl)
    statement.country = "NL"
    statement.notBefore = validFrom
    statement.expires = validUntil
    let name = initials.filter { !$0.isEmpty }.map { $0 + "." }.joined(separator: " ")
    statement.holder.name = name.isEmpty ? nil : name
    statement.holder.birthDate = birthDate
    return statement
  }

  /// As ISO 8601:2000 writes a date without its year, `--03-07`; day or month may be left out by design.
  private var birthDate: String? {
    func padded(_ digits: String) -> String { digits.count == 1 ? "0" + digits : digits }
    switch (birthMonth.isEmpty, birthDay.isEmpty) {
    case (false, false): return "--" + padded(birthMonth) + "-" + padded(birthDay)
    case (false, true): return "--" + padded(birthMonth)
    case (true, false): return "---" + padded(birthDay)
    case (true, true): return nil
    }
  }
}
