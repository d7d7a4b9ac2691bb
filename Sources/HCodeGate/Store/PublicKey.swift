package import HCodeCore
package import HCodeSystem

/// Reads one issuer's public key file.
package enum PublicKey {
  package static func read(_ name: FileName) throws -> IssuerKey {
    let bytes = try FileReading.bytes(of: name, limit: IssuerKey.maximumFileBytes)
    do { return try IssuerKey(json: bytes) } catch { throw error.in(name) }
  }
}
