import HCodeGate
import HCodeSystem
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
