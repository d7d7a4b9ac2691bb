import ArgumentParser
import Glibc
import HCodeBase
import HCodeCore

/// What cannot be undone is done when somebody has typed the issuer's name.
struct IssuerConfirmation: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The issuer's name. Otherwise the command asks for it: destroyed data does not come back.",
      valueName: "issuer"))
  var yes: String?

  func confirm(_ issuer: IssuerIdentifier, _ texts: any Catalogue) throws {
    let name = issuer.description
    if let yes {
      guard yes == name else { throw IssuingUseError.notConfirmed(issuer) }
      return
    }
    guard isatty(STDIN_FILENO) == 1 else { throw IssuingUseError.notConfirmed(issuer) }
    StandardError.write(TerminalText.escaped(texts.typeName(of: issuer)))
    guard readLine(strippingNewline: true) == name else {
      throw IssuingUseError.notConfirmed(issuer)
    }
  }
}
