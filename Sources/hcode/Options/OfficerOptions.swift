import HCodeSystem
import ArgumentParser
import HCodeCore
import HCodeRegistry

/// `--officer`: the pseudonym under which somebody acts, in the registry and in the public log.
struct OfficerOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      """
      The officer, for the registry and the log: a pseudonym such as desk-7, never a name. Default in the log: the key's id.
      """,
      valueName: "text"),
    transform: Self.officer)
  var officer: OfficerPseudonym?

  /// What the log says of whoever holds that key.
  func pseudonym(_ key: IssuerKey) throws -> IssuerIdentifier {
    try pseudonym ?? IssuerIdentifier(key.publicKey.identifier.hex) ?? key.issuer
  }

  /// The pseudonym as the log writes it; nil when none was said. A log takes plain ones only.
  var pseudonym: IssuerIdentifier? {
    get throws {
      guard let officer else { return nil }
      guard let pseudonym = IssuerIdentifier(officer.description) else {
        throw ValidationError(.notAnOfficerForLog)
      }
      return pseudonym
    }
  }

  static func officer(_ text: String) throws -> OfficerPseudonym {
    guard !FileName.holdsRawBytes(text), let officer = OfficerPseudonym(text) else {
      throw ValidationError(.notAnOfficer)
    }
    return officer
  }
}
