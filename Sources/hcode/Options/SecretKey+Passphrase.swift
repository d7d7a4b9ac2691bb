import HCodeDesk
import HCodeSystem
import HCodeCore

extension SecretKey {
  static func open(_ name: FileName, passphrase: PassphraseOptions) throws -> SigningKey {
    try open(name) { try passphrase.read(isNew: false) }
  }
}
