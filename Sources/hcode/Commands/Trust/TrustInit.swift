import HCodeDesk
import HCodeGate
import HCodeSystem
import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeTrust

struct TrustInit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Begin the source of an authority's trust list.",
    discussion: """
      The source is readable JSON for version control, without secrets (docs/trust.md §3). Root keys come from 'hcode keygen', one for \
      each person who signs, and each stays with that person.

      EXAMPLE
        hcode trust init --authority CN-HA --name 'Henan Health Commission' --name zh=河南省卫生健康委员会 \
      --root root-1.pub root-2.pub root-3.pub --threshold 2
      """)

  @Option(
    name: .long, help: ArgumentHelp("The authority's identifier, such as CN-HA.", valueName: "id"))
  var authority: String

  @OptionGroup var names: NameOptions

  @Option(
    name: .long, parsing: .upToNextOption,
    help: ArgumentHelp("The root keys, which sign lists.", valueName: "pub"),
    completion: .file(extensions: ["pub"]))
  var root: [FileName]

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How many of the root keys have to sign. Default: the majority.", valueName: "n"))
  var threshold: Int?

  @Option(
    name: .long, parsing: .upToNextOption,
    help: ArgumentHelp("Keys that sign bundles; one signature is enough.", valueName: "pub"),
    completion: .file(extensions: ["pub"]))
  var snapshot: [FileName] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How long a list is valid after it was built. Default: 30d.", valueName: "time"),
    transform: SpelledOption.duration)
  var valid: WithOriginalText<Int64>?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "After how long a list is called old. Default: 24h.", valueName: "time"),
    transform: SpelledOption.duration)
  var ttl: WithOriginalText<Int64>?

  @OptionGroup var source: TrustSourceOptions

  @Flag(name: .long, help: "Overwrite. The contents of the source are lost, its version too.")
  var force = false

  func validate() throws {
    guard IssuerIdentifier(authority) != nil else {
      throw ValidationError(.notAnIdentifier("--authority"))
    }
    if names.name.isEmpty { throw ValidationError(.noAuthorityName) }
    guard (1...16).contains(root.count) else { throw ValidationError(.rootCount) }
    if let threshold, !(1...root.count).contains(threshold) {
      throw ValidationError(.threshold(1...root.count))
    }
    if snapshot.count > 16 { throw ValidationError(.snapshotCount) }
  }

  func run() throws {
    try AtomicFile.checkWritable(source.source, force: force)
    let roots = try RootKeys.group(root, threshold: threshold ?? root.count / 2 + 1)
    let bundles = snapshot.isEmpty ? nil : try RootKeys.group(snapshot, threshold: 1)
    guard let identifier = IssuerIdentifier(authority),
      let names = AuthorityNames(try names.byLanguage),
      let valid = valid ?? WithOriginalText(duration: "30d"),
      let ttl = ttl ?? WithOriginalText(duration: "24h")
    else { throw ValidationError(.languageCount) }
    let content = TrustListSource(
      authority: identifier, names: names, valid: valid, timeToLive: ttl, roots: roots,
      snapshot: bundles)
    do {
      try content.check()
    } catch {
      throw TrustSourceFileError.fault(error, .asAskedFor).in(source.source)
    }
    try AtomicFile.write(Array(content.json.utf8), to: source.source, force: force)
    try StandardOutput.write(
      TerminalText.escaped(
        Language.forErrors.texts.result(
          .sourceMade(
            file: source.source.description, authority: "\(identifier)",
            threshold: "\(roots.threshold)", roots: roots.keys.count))
      ))
    try StandardOutput.write(
      Language.forErrors.texts.result(.nextAfterSource))
  }
}
