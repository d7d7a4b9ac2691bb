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
      "Sign although no registry or log will know the code. Gates that hold a trust list with the key do not accept it as green."
  )
  var unregistered = false

  /// Stops where a list here says that gates will ask for the code in a registry's list, or in a log, in which it will not be; and says
  /// what a code of a bare key cannot do.
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
    if !hasRegistry {
      StandardError.write("hcode: note: " + Language.forErrors.texts.bareKeyNote)
    }
  }

  /// What lists here say of that key: those in the store, in the key's folder and in this one.
  static func named(_ key: IssuerKey, _ file: FileName) throws -> NamedKey? {
    let here = FileName(".")
    let folders = file.folder == here ? [here] : [file.folder, here]
    return try NamedKey(of: key, in: TrustStore(named: nil), beside: folders)
  }
}
