import HCodeDesk
import HCodeSystem
import HCodeTrust
import ArgumentParser
import HCodeCore
import HCodeRegistry

/// The registry that codes are issued from, and who issues.
struct RegistryOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The key's registry, which gives the index and records the code (see 'hcode registry').",
      valueName: "file"), completion: .file())
  var registry: FileName?

  @OptionGroup var acting: OfficerOptions

  /// Who issues.
  var officer: OfficerPseudonym? { acting.officer }

  /// A registry; refuses one of another key.
  static func open(_ registry: FileName, for key: IssuerKey) throws -> Registry {
    let opened = try RegistryFile.open(registry)
    guard opened.identity.keyIdentifier == key.publicKey.identifier,
      opened.identity.issuer == key.issuer
    else {
      throw IssuingUseError.registryOfOtherIssuer(opened.identity, key: key).in(registry)
    }
    return opened
  }
}
