import HCodeDesk
import HCodeGate
import HCodeSystem
import ArgumentParser
import HCodeCore
import HCodeTrust

/// `--signer` and `--store`: the keys by which the signatures of entries are checked.
struct SignerOptions: ParsableArguments, FolderKeeping {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "An officer's public key, to check signatures with; may be repeated.", valueName: "pub"),
    completion: .file(extensions: ["pub"]))
  var signer: [FileName] = []

  @Option(
    name: .long,
    help: ArgumentHelp("A trust store whose lists name the officers' keys.", valueName: "dir"),
    completion: .directory)
  var store: FileName?

  var keptFolders: [FileName] { store.map { [$0] } ?? [] }

  /// The trust lists of the store; none without one.
  func lists() throws -> [TrustList] {
    try store.map { try TrustStore(named: $0).holdings().believedLists } ?? []
  }

  /// The keys; empty when none were named, and then nothing is checked.
  func keys() throws -> OfficerKeys {
    var keys = OfficerKeys()
    for name in signer {
      let key = try PublicKey.read(name)
      keys.add(
        OfficerKeys.Key(
          publicKey: key.publicKey, notBefore: key.created, until: key.expires, opens: true,
          signsRed: true, needsSecondOfficer: false),
        of: key.issuer)
    }
    for list in try lists() {
      for issuer in list.issuers { list.addOfficerKeys(of: issuer, to: &keys) }
    }
    return keys
  }
}
