import HCodeDesk
import HCodeBase
import HCodeCore

/// Why what the options say cannot be done.
enum OptionError: Error, Equatable {
  /// The system's clock is outside the years 1970 to 9999.
  case clock
  /// A text about the person is not UTF-8.
  case textNotUTF8
  /// The claims make no code.
  case claims(MalformedCode)
  case birthDate(isNoSuchDay: Bool)
  case birthYear
  case justification
  /// An option for evidence is not in its form.
  case evidence(EvidenceFamily)
  /// The time in one is not a time, and why.
  case evidenceTime(EvidenceFamily, WrittenTime.Fault)
  /// `--itinerary` and `--stay` go together.
  case itineraryWithoutStays
  case itinerary(Itinerary.TextFault)
  case evidenceAfterIssue(Timestamp)
  /// A picture of this format would be written to a terminal.
  case pictureOnTerminal(CodeAppearance.Format)
  /// Standard input holds something else than one reference to a person.
  case notOneReference
  case subject
  /// Standard input holds no index.
  case noIndex
  case notAnIndex(String)
  /// Several keys of the desk have codes, and none is named.
  case indexWithoutKey
  /// A person has no valid code, or several.
  case notOneCode([String])
  case indexOfOtherKey(String, registry: KeyIdentifier)

  /// What is wrong with a date of birth that is none.
  static func ofBirthDate(_ text: String) -> OptionError {
    if [4, 7, 10].contains(text.utf8.count), let year = Int(text.prefix(4)),
      !(1850...2199).contains(year)
    {
      return .birthYear
    }
    return .birthDate(isNoSuchDay: CalendarDate.isShapeOfDay(text))
  }
}
