import HCodeBase
import HCodeCore
import HCodeDesk
import HCodeSystem

/// The passphrase of a key, asked for once: what belongs to the key is sealed with it too.
final class KeyPassphrase {
  private let options: SecretKeyOptions
  /// What was given; nil while nothing asked for it.
  private(set) var given: GuardedBytes?

  init(_ options: SecretKeyOptions) { self.options = options }

  func read() throws -> GuardedBytes {
    if let given { return given }
    let phrase = try options.passphrase.read(isNew: false)
    given = phrase
    return phrase
  }

  func open(_ name: FileName) throws -> SigningKey {
    try SecretKey.open(name, allowsGroup: options.groupReadableKey, passphrase: read)
  }
}
