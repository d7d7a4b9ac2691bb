import HCodeCore

/// Public key files, with errors that say what to do.
enum KeyFile {
  static func read(_ name: FileName) throws -> IssuerKey {
    let bytes = try FileReading.bytes(of: name, limit: IssuerKey.maximumFileBytes)
    do {
      return try IssuerKey(json: bytes)
    } catch {
      switch error {
      case .notAnIssuerKey(let detail):
        throw CommandFailure(
          "\(name.description): not an issuer's public key: \(detail)",
          hint: "ask the issuer for the .pub file that 'hcode keygen' made", .configuration)
      case .isSecret:
        throw CommandFailure(
          "\(name.description): this is a secret key, not a public one",
          hint: "take it away from here and give the .pub file instead", .configuration)
      case .tooLarge:
        throw CommandFailure("\(name.description): too large for a public key file", .configuration)
      }
    }
  }
}
