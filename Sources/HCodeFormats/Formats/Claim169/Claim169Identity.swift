import HCodeBase
import HCodeCore

/// The identity under claim 169. A face and other biometrics are passed over: hcode compares names and numbers only.
struct Claim169Identity {
  /// The keys of its members (MOSIP "169 – QR Code Specifications" 1.2, section "Data Structure").
  private enum Member: Int64 {
    case identifier = 1
    case fullName = 4
    case firstName = 5
    case middleName = 6
    case lastName = 7
    case birthDate = 8
    case nationality = 13
    case fullNameInSecondLanguage = 19
    case countryOfIssuance = 23
  }

  let statement: ForeignStatement

  /// Throws `malformed-claims` when a name or number is not text, or the birth date is not a date.
  init(_ members: CBORMembers) throws(MalformedCode) {
    func text(_ member: Member) throws(MalformedCode) -> String? {
      guard let value = members[member], value != .simple(22) else { return nil }
      guard value.textString != nil else {
        throw MalformedCode(.malformedClaims, "member \(member.rawValue) of claim 169 is no text")
      }
      return value.trimmedText
    }
    var statement = ForeignStatement(.claim169)
    let parts = [try text(.firstName), try text(.middleName), try text(.lastName)]
      .compactMap { $0 }
    let whole = try text(.fullName)
    statement.holder.name = whole ?? (parts.isEmpty ? nil : parts.joined(separator: " "))
    statement.holder.latinName = try text(.fullNameInSecondLanguage)
    statement.holder.document = try text(.identifier)
    let (issuance, nationality) = (try text(.countryOfIssuance), try text(.nationality))
    statement.country = issuance ?? nationality
    if let birth = try text(.birthDate) {
      guard let date = Self.date(birth) else {
        throw MalformedCode(.malformedClaims, "member 8 of claim 169, the birth date, is no date")
      }
      statement.holder.birthDate = date
    }
    guard statement.holder.name != nil || statement.holder.document != nil else {
      throw MalformedCode(.malformedClaims, "claim 169 has neither a name nor a number")
    }
    self.statement = statement
  }

  /// `19850307` as the specification has it, or `1985-03-07`, which issuers write.
  private static func date(_ text: String) -> String? {
    let digits = Array(text.utf8)
    let iso =
      digits.count == 8
      ? [digits[..<4], digits[4..<6], digits[6...]].map { String(decoding: $0, as: UTF8.self) }
        .joined(separator: "-")
      : text
    return CalendarDate(iso8601: iso) == nil ? nil : iso
  }
}
