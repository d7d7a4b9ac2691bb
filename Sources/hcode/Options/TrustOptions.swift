import ArgumentParser
import Glibc
import HCodeBase
import HCodeCore
import HCodeFormats
import HCodeTrust

/// `--trust`, and where keys are looked for without it.
struct TrustOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "A public key file to accept, or a folder of *.pub files; may be repeated.",
      discussion:
        "A bare key is a trust list of one, without grants and status list. Without it and --store: $HCODE_TRUST (paths separated by ':') and $HCODE_STORE, then $XDG_DATA_HOME/hcode/trust and $XDG_DATA_HOME/hcode/store.",
      valueName: "file|dir"),
    completion: .file(extensions: ["pub"]))
  var trust: [FileName] = []

  @OptionGroup var storeOptions: StoreOptions

  /// What to believe, and why that.
  var places: TrustPlaces { TrustPlaces(trust: trust, store: storeOptions.store) }

  /// Opens it.
  func verifier(rules: RuleOptions? = nil) throws -> CurrentVerifier {
    try CurrentVerifier(places, rules: try rules?.named())
  }
}

/// A store, and key files for what it does not know.
struct LayeredTrust: CurrentTrust {
  let store: OpenTrustStore
  let keyFiles: TrustedKeys

  var newestSigned: Timestamp? { store.newestSigned }

  var isCurrent: Bool { store.isCurrent }

  func keys(_ identifier: KeyIdentifier) throws(TrustFailure) -> [TrustedKey] {
    let listed = try store.keys(identifier)
    return listed.isEmpty ? keyFiles.keys(identifier) : listed
  }

  func foreignRecords(_ name: ForeignKeyName) throws(TrustFailure) -> [ForeignRecord] {
    try store.foreignRecords(name)
  }

  func rules(over payload: BusinessRule.Payload) throws(TrustFailure) -> [RulesInForce] {
    try store.rules(over: payload)
  }

  func status(of index: UInt32, in list: StatusListFacts) throws(TrustFailure) -> CodeStatus? {
    try store.status(of: index, in: list)
  }

  func isLogged(_ key: [UInt8], in log: LogFacts) throws(TrustFailure) -> Bool {
    try store.isLogged(key, in: log)
  }
}
