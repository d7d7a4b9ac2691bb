import HCodeTrust
import ArgumentParser
import HCodeCore
import HCodeRegistry

/// The registry that codes are issued from, and who issues.
struct RegistryOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The key's registry, which gives the index and notes the code (see 'hcode registry').",
      valueName: "file"), completion: .file())
  var registry: FileName?

  @OptionGroup var acting: OfficerOptions

  /// Who issues.
  var officer: OfficerPseudonym? { acting.officer }

  /// The registry, if one is named; refuses one of another key.
  func open(for key: IssuerKey) throws -> Registry? {
    guard let registry else { return nil }
    let opened = try RegistryFile.open(registry)
    guard opened.identity.keyIdentifier == key.publicKey.identifier,
      opened.identity.issuer == key.issuer
    else {
      throw CommandFailure(
        "\(registry.description): the registry of \(opened.identity.issuer), key \(opened.identity.keyIdentifier.hex), not of \(key.issuer), key \(key.publicKey.identifier.hex)",
        hint: "make one for this key with 'hcode registry init'", .data)
    }
    return opened
  }

  /// Does something with the registry, its refusals told for people.
  func told<Result>(_ body: () throws(RegistryError) -> Result) throws -> Result {
    try RegistryFile.told(registry ?? FileName(""), body)
  }
}
