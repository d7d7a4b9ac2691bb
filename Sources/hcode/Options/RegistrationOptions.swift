import ArgumentParser
import HCodeCore
import HCodeDesk
import HCodeGate
import HCodeSystem
import HCodeTrust

/// `--unregistered`: a code that no registry or log knows is signed only when somebody says so, where gates will ask for it.
struct RegistrationOptions: ParsableArguments {
  @Flag(
    name: .long,
    help:
      """
      Sign even though no registry or log will know the code. Gates whose trust list names the key do not accept the code as green.
      """
  )
  var unregistered = false

  /// Stops where a list here says that gates will ask for the code in a registry's list, or in a log, in which it will not be.
  ///
  /// - Parameters:
  ///   - isLogged: whether the code's colour needs an entry in a log, where there is one.
  ///   - key: the key that signs, and its file.
  func check(
    _ named: NamedKey?, _ key: FileName, hasRegistry: Bool, hasLog: Bool, isLogged: Bool
  ) throws {
    if unregistered { return }
    if !hasRegistry, let uri = named?.statusList, let place = named?.place {
      throw IssuingUseError.registryNeeded(uri, list: place).in(key)
    }
    if isLogged, !hasLog, let log = named?.log, let place = named?.place {
      throw IssuingUseError.logNeeded(log, list: place).in(key)
    }
  }

  /// Says of a code that was issued without a registry what it cannot do.
  func note(hasRegistry: Bool) {
    if unregistered || hasRegistry { return }
    StandardError.write("hcode: note: " + Language.forErrors.texts.bareKeyNote)
  }

  /// What lists here say of the key, where it matters: a store that cannot be read stops nobody whom it has nothing to say to.
  ///
  /// - Parameter isAnswered: whether the code is printed with the place where to appeal.
  func named(
    _ issuerKey: IssuerKey, _ key: FileName, hasRegistry: Bool, hasLog: Bool, isLogged: Bool,
    isAnswered: Bool
  ) throws -> NamedKey? {
    let isAsked = !unregistered && (!hasRegistry || isLogged && !hasLog)
    do { return try Self.named(issuerKey, key) } catch {
      guard isAsked || isAnswered else { return nil }
      throw error
    }
  }

  /// What lists here say of that key: those in the store, in the key's folder and in this one.
  static func named(_ key: IssuerKey, _ file: FileName) throws -> NamedKey? {
    let here = FileName(".")
    let folders = file.folder == here ? [here] : [file.folder, here]
    return try NamedKey(
      of: key.publicKey.identifier, key.issuer, in: TrustStore(named: nil), beside: folders)
  }
}
