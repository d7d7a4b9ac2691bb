import ArgumentParser
import HCodeCore

/// `--for`, `--use`: which authority may list a key, and what for.
struct AgreementOptions: ParsableArguments {
  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(
      "The authority whose trust lists may name the key; may be repeated. Without it: the issuer itself.",
      valueName: "authority"))
  var authorities: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "What the key signs: codes, status-lists, countersign or, experimental, venues or exposures.",
      valueName: "use"))
  var use = KeyUse.codes

  func validate() throws {
    for authority in authorities where IssuerIdentifier(authority) == nil {
      throw ValidationError(.notAnIdentifier("--for"))
    }
    if authorities.count > IssuerKey.maximumAgreements {
      throw ValidationError(.tooManyAgreements)
    }
  }

  /// The public key with the agreements that were asked for, signed by the key itself.
  func agreed(_ key: SigningKey, _ file: IssuerKey) throws -> IssuerKey {
    let named = authorities.compactMap { IssuerIdentifier($0) }
    var agreed = file
    for authority in named.isEmpty ? [file.issuer] : named {
      let agreement = try KeyAgreement(of: key, with: authority, use: use.agreed)
      guard let next = agreed.agreed(agreement) else { throw ValidationError(.tooManyAgreements) }
      agreed = next
    }
    return agreed
  }
}
