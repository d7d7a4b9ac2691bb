import HCodeTrust
import HCodeCore

/// Reads one issuer's public key file.
enum PublicKey {
  static func read(_ name: FileName) throws -> IssuerKey {
    let bytes = try FileReading.bytes(of: name, limit: IssuerKey.maximumFileBytes)
    do {
      return try IssuerKey(json: bytes)
    } catch {
      throw failure(error, name)
    }
  }

  private static func failure(_ error: IssuerKey.ReadingError, _ name: FileName) -> CommandFailure {
    switch error {
    case .notAnIssuerKey(let detail):
      CommandFailure(
        "\(name.description): not an issuer's public key: \(detail)",
        hint: "ask the issuer for the .pub file that 'hcode keygen' made", .configuration)
    case .isSecret:
      CommandFailure(
        "\(name.description): this is a secret key, not a public one",
        hint: "take it away from here and give the .pub file instead", .configuration)
    case .tooLarge:
      CommandFailure("\(name.description): too large for a public key file", .configuration)
    }
  }
}
