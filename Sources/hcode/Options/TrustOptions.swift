import ArgumentParser
import Glibc
import HCodeCore

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

  /// What to believe. A store or key file that was named, by option or variable, is all there is; without any name the
  /// default places count, as far as they are there. What a store says about a key goes before a key file.
  func load() throws -> any TrustSource {
    let isNamed =
      !trust.isEmpty || storeOptions.store != nil || Environment["HCODE_TRUST"] != nil
      || Environment["HCODE_STORE"] != nil
    let keyFiles = try keyFiles(usesDefault: !isNamed)
    let store = storeOptions.trustStore
    let usesStore =
      isNamed
      ? storeOptions.store != nil || trust.isEmpty && Environment["HCODE_STORE"] != nil
      : store.exists
    guard usesStore else { return keyFiles }
    let open = try store.open()
    return keyFiles.count == 0 ? open : LayeredTrust(store: open, keyFiles: keyFiles)
  }

  private func keyFiles(usesDefault: Bool) throws -> TrustedKeys {
    var trusted = TrustedKeys()
    var named = trust
    if named.isEmpty, storeOptions.store == nil, let variable = Environment["HCODE_TRUST"] {
      named = variable.split(separator: ":").map { FileName(String($0)) }
    }
    for place in named { try add(place, to: &trusted) }
    if usesDefault, Self.defaultFolder.withCString({ access($0, F_OK) }) == 0 {
      try add(Self.defaultFolder, to: &trusted)
    }
    return trusted
  }

  static var defaultFolder: FileName { Environment.dataFolder("trust") }

  private func add(_ place: FileName, to trusted: inout TrustedKeys) throws {
    guard let entries = place.entries() else {
      guard errno == ENOTDIR else { throw FileReading.failure(errno, place) }
      return try addFile(place, to: &trusted)
    }
    let names = entries.filter { $0.first != 0x2E && $0.suffix(4).elementsEqual(".pub".utf8) }
    guard !names.isEmpty || trust.isEmpty else {
      throw CommandFailure(
        "\(place.description): no *.pub file in this folder",
        hint: "put the issuers' public key files there", .configuration)
    }
    for name in names { try addFile(place.appending(name), to: &trusted) }
  }

  private func addFile(_ name: FileName, to trusted: inout TrustedKeys) throws {
    let key = try PublicKey.read(name)
    do {
      try trusted.insert(key)
    } catch {
      throw CommandFailure(
        "\(name.description): another file says something else under key id \(error.keyIdentifier.hex)",
        hint: "keep the newer of the two files", .configuration)
    }
  }
}

/// A store, and key files for what it does not know.
struct LayeredTrust: TrustSource {
  let store: OpenTrustStore
  let keyFiles: TrustedKeys

  var newestSigned: Timestamp? { store.newestSigned }

  func keys(_ identifier: KeyIdentifier) throws(TrustFailure) -> [TrustedKey] {
    let listed = try store.keys(identifier)
    return listed.isEmpty ? keyFiles.keys(identifier) : listed
  }

  func status(of index: UInt32, in list: StatusListFacts) throws(TrustFailure) -> CodeStatus? {
    try store.status(of: index, in: list)
  }
}
