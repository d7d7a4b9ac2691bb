import ArgumentParser
import HCodeCore
import HCodeDesk
import HCodeSystem

/// How a secret key is opened.
struct SecretKeyOptions: ParsableArguments {
  @OptionGroup var passphrase: PassphraseOptions

  @Flag(
    name: .long,
    help:
      """
      Accept a secret key that belongs to root and that a group may read but nobody else, as Kubernetes and systemd hand it to a \
      service.
      """
  )
  var groupReadableKey = false

  func open(_ name: FileName) throws -> SigningKey {
    let key = try SecretKey.open(name, allowsGroup: groupReadableKey) {
      try passphrase.read(isNew: false)
    }
    passphrase.warnOfReaders()
    return key
  }
}
