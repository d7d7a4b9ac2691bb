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
      "A public key file to accept beside the store, or a folder of *.pub files; may be repeated.",
      discussion:
        """
        For a first look: codes of a bare key cannot be revoked, and a gate should use a store. The key adds to the store and to \
        $HCODE_TRUST (paths separated by ':'). It changes nothing for a key or an issuer that the store knows.
        """,
      valueName: "file|dir"),
    completion: .file(extensions: ["pub"]))
  var trust: [FileName] = []

  @OptionGroup var storeOptions: StoreOptions

  /// What to believe, and why that.
  var places: TrustPlaces { TrustPlaces(trust: trust, store: storeOptions.store) }

  /// Key files in $XDG_DATA_HOME/hcode/trust were once believed without being named.
  static func warnOfUnreadKeyFiles(in language: Language = .english) {
    let unread = TrustPlaces.unreadKeyFiles
    guard let first = unread.first else { return }
    StandardError.write(
      "hcode: warning: "
        + language.texts.unreadKeyFiles(first.description, others: unread.count - 1))
  }

  /// Opens it.
  func verifier(rules: RuleOptions? = nil, _ clock: ClockOptions) throws -> CurrentVerifier {
    Self.warnOfUnreadKeyFiles()
    return try CurrentVerifier(places, rules: try rules?.named(), timeFrom: clock.source)
  }
}
