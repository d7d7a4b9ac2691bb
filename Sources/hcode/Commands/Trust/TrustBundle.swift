import HCodeDesk
import HCodeGate
import HCodeSystem
import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeFormats
import HCodeTrust

struct TrustBundle: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bundle",
    abstract:
      "Pack lists, status lists, rules and foreign lists into one signed file, for a place without network.",
    discussion: """
      The bundle has a snapshot, signed with a snapshot key of the authority, with the digest of every file: none can be left out, added \
      or exchanged. Everything that the trust lists name has to be given: the status list of each key, the list of each recognised \
      authority. --partial packs without them. 'hcode trust import' accepts the whole bundle or nothing. With --foreign it also imports \
      trust material of other formats, in the order given here, as if the operator had imported each file.

      EXAMPLE
        hcode trust bundle --key CN-HA-snapshot.key -o stick.bundle CN-HA-12.trust CN-HB-3.trust *.status
        hcode trust bundle --key CN-HA-snapshot.key -o stick.bundle CN-HA-12.trust --foreign dcc:signers.json --foreign vdsnc/de:german.ml
      """)

  @Argument(
    help: ArgumentHelp("Trust lists, status lists and deltas.", valueName: "file"),
    completion: .file())
  var files: [FileName]

  @Option(
    name: .long,
    help: ArgumentHelp("A file of rules to carry along; may be repeated.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var rules: [FileName] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Trust material of another format to carry along, with the name it gets; may be repeated.",
      valueName: "format[/name]:file"))
  var foreign: [ForeignMember] = []

  @Option(
    name: .long, help: ArgumentHelp("A snapshot key of the authority.", valueName: "file"),
    completion: .file(extensions: ["key"]))
  var key: FileName

  @Option(
    name: [.customShort("o"), .long], help: ArgumentHelp("The bundle to write.", valueName: "file"),
    completion: .file())
  var output: FileName

  @Option(name: .long, help: ArgumentHelp("How long it may be imported.", valueName: "time"))
  var valid = Duration(seconds: 7 * 86_400)

  @Flag(name: .long, help: "Pack even if something that the trust lists name is missing.")
  var partial = false

  @Flag(name: .long, help: "Overwrite.")
  var force = false

  @OptionGroup var secret: SecretKeyOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var assurance: ClockAssurance

  func validate() throws {
    if files.isEmpty { throw ValidationError(.nothingToPack) }
    try valid.checkLife(atMost: LongestLife.snapshot)
  }

  func run() throws {
    try AtomicFile.checkWritable(output, force: force)
    let now = try clock.time()
    let incoming = try files.map { (name: $0, file: try ListImport.incoming($0).file) }
    for (name, file) in incoming {
      try assurance.check(now, clock.source, TimeEvidence(signed: file.issued), of: name)
    }
    let signingKey = try secret.open(key)
    let authority = try authority(of: signingKey.issuerKey.publicKey, in: incoming.map(\.file))
    if !partial { try checkComplete(incoming.map(\.file), authority) }

    var members: [Bundle.Member] = []
    for (name, file) in incoming {
      guard let kind = file.kind else {
        throw TrustListError.bundleInBundle.in(name)
      }
      let bytes = try FileReading.bytes(of: name, limit: Bundle.maximumFileBytes)
      members.append(Bundle.Member(kind: kind, bytes: bytes))
    }
    for name in rules {
      members.append(Bundle.Member(kind: .rules, bytes: try RuleFile.bytes(name)))
    }
    for member in foreign {
      members.append(Bundle.Member(kind: .foreign, bytes: try member.file().bundled))
    }
    guard
      var bundle = Bundle(
        authority: authority, issued: now, expires: now.advanced(bySeconds: valid.seconds),
        members: members)
    else {
      throw TrustListError.bundleCount
    }
    try bundle.sign(with: signingKey)
    let bytes = bundle.bytes
    guard bytes.count <= Bundle.maximumFileBytes else {
      throw TrustListError.bundleTooLarge(mebibytes: bytes.count >> 20)
    }
    try AtomicFile.write(bytes, to: output, force: force)
    warn(ofMissingLogs: incoming.map(\.file))
    try StandardOutput.write(
      TerminalText.escaped(
        Language.forErrors.texts.result(
          .bundled(
            file: output.description, files: members.count, until: bundle.expires))))
  }

  /// Whose snapshot key it is.
  private func authority(
    of publicKey: Ed25519PublicKey, in files: [ImportableFile]
  ) throws -> IssuerIdentifier {
    for case .trustList(let signed) in files {
      guard let role = signed.list.snapshotKeys, role.keys.contains(publicKey) else { continue }
      guard role.threshold == 1 else {
        throw TrustListError.snapshotThreshold(
          role.threshold, of: signed.list.authority)
      }
      return signed.list.authority
    }
    throw TrustListError.notASnapshotKey.in(key)
  }

  /// Codes get their verdicts without a log, so its absence is no error: but an unlogged red then passes for a logged one.
  private func warn(ofMissingLogs files: [ImportableFile]) {
    var (named, held) = (Set<NoteName>(), Set<NoteName>())
    for file in files {
      switch file {
      case .trustList(let signed):
        named.formUnion(signed.list.issuers.compactMap(\.log?.policy.log.name))
      case .log(let export): held.insert(export.checkpoint.origin)
      case .statusList, .statusDelta, .bundle: break
      }
    }
    for origin in named.subtracting(held).map(\.description).sorted() {
      Notice.logMissing(origin).tell("warning: ")
    }
  }

  /// Nothing that verdicts under the authority's list need may be left out. Recognition goes one step.
  private func checkComplete(_ files: [ImportableFile], _ authority: IssuerIdentifier) throws {
    var lists: [TrustList] = []
    var uris = Set<StatusListURI>()
    for file in files {
      switch file {
      case .trustList(let signed): lists.append(signed.list)
      case .statusList(let token): uris.insert(token.scope.uri)
      case .statusDelta, .bundle, .log: break
      }
    }
    let authorities = Set(lists.map(\.authority))
    let missing =
      lists.filter { $0.authority == authority }.flatMap(\.recognitions).map(\.authority).filter {
        !authorities.contains($0)
      }
      .map(TrustListError.Missing.trustList)
      + lists.flatMap(\.issuers).flatMap(\.keys).compactMap(\.statusList)
      .filter { !uris.contains($0) }.map(TrustListError.Missing.statusList)
    guard let first = missing.first else { return }
    throw TrustListError.leftOut(first, others: missing.count - 1)
  }
}
