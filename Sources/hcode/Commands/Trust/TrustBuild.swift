import HCodeDesk
import HCodeGate
import HCodeSystem
import HCodeCore
import ArgumentParser
import Glibc
import HCodeBase
import HCodeTrust

struct TrustBuild: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Build the next list, for the holders of the root keys to sign.",
    discussion: """
      Writes AUTHORITY-VERSION.trust, still unsigned, and then the new version into the source. Send the file to the holders of the root \
      keys. Each signs a copy with 'hcode trust sign', in any order.

      EXAMPLE
        hcode trust build && hcode trust sign CN-HA-4.trust --key root-1.key
      """)

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp(
      "The file to write. Default: AUTHORITY-VERSION.trust.", valueName: "file"),
    completion: .file(extensions: ["trust"]))
  var output: FileName?

  @Option(
    name: .long,
    help: ArgumentHelp("When the list is issued (RFC 3339). Default: now.", valueName: "time"),
    transform: Timestamp.option)
  var at: Timestamp?

  @OptionGroup var assurance: ClockAssurance
  @OptionGroup var source: TrustSourceOptions
  @OptionGroup var languageOptions: LanguageOptions

  @Flag(name: .long, help: "Overwrite a list that nobody has signed.")
  var force = false

  func run() throws {
    let file = try TrustSourceFile(source.source)
    let now = try at ?? Timestamp.now()
    let list: TrustList
    do {
      list = try file.content.nextList(at: now)
    } catch {
      throw TrustSourceFileError.fault(error, .asRead).in(source.source)
    }
    let signed = SignedTrustList(list)
    // What could not be imported is not handed out to be signed.
    do {
      guard try SignedTrustList(bytes: signed.bytes).list == list else {
        throw TrustListError.builtWrong
      }
    } catch let refusal as ImportRefusal {
      throw TrustListError.notBuilt(refusal).in(source.source)
    }
    let name = output ?? FileName("\(list.authority)-\(list.version).trust")
    try checkPlace(name, list)
    let before = listBefore(list, name)
    try checkClock(now, before)
    if let before, let undone = list.undoneSunset(of: before.list, at: now) {
      throw TrustListError.undoesSunset(undone.subject, undone.sunset).in(source.source)
    }
    try AtomicFile.write(signed.bytes, to: name, force: force)
    // The list first: between the two writes a list is there that the source does not know of, and the next build stops
    // at it. The other way round a version would be lost in silence.
    var next = file.content
    next.version = list.version
    try file.replace(with: next)

    let language = languageOptions.language
    let text = TrustListText(language: language)
    var lines = text.summary(list, payload: signed.payloadDigest)
    lines.append(text.line(.written, language.texts.signedByNobodyYet(name.description)))
    lines += rotation(list, before)
    for line in lines { try StandardOutput.write(TerminalText.escaped(line)) }
    for concern in list.concerns {
      StandardError.write("hcode: warning: " + language.texts.concern(concern))
    }
  }

  /// A list that is there already may be one whose build was cut short, or one that is signed and out in the world.
  private func checkPlace(_ name: FileName, _ list: TrustList) throws {
    guard !name.isStandardStream else {
      throw TrustListError.toStandardOutput
    }
    try AtomicFile.checkWritable(name, force: true, isNamedByArgument: output != nil)
    guard name.isThere else { return }
    guard force else {
      throw TrustListError.exists(version: list.version, source: source.source).in(name)
    }
    if let old = try? SignedListFile.read(name), !old.message.signatures.isEmpty {
      throw TrustListError.isSigned(
        version: old.list.version, next: list.version, source: source.source
      ).in(name)
    }
  }

  private struct ListBefore {
    var name: FileName
    var list: TrustList
  }

  private func checkClock(_ now: Timestamp, _ before: ListBefore?) throws {
    let timeSource: TimeEvidence.Source = at == nil ? .clock : .question
    var evidence = TimeEvidence()
    if let before {
      evidence = TimeEvidence(signed: before.list.issued, seen: before.list.issued)
    }
    try assurance.check(
      now, timeSource, evidence, of: before?.name ?? source.source, gap: LongestLife.trustList)
  }

  /// The list of the version before, when it lies beside.
  private func listBefore(_ list: TrustList, _ name: FileName) -> ListBefore? {
    guard list.version > 1 else { return nil }
    let last = Array("\(list.authority)-\(list.version - 1).trust".utf8)
    let before = name.bytes.contains(0x2F) ? name.folder.appending(last) : FileName(bytes: last)
    guard before.withCString({ access($0, R_OK) }) == 0,
      let old = try? SignedListFile.read(before).list, old.authority == list.authority
    else { return nil }
    return ListBefore(name: before, list: old)
  }

  /// What a change of the root keys asks for.
  private func rotation(
    _ list: TrustList, _ before: ListBefore?
  ) -> [String] {
    guard let before else { return [] }
    let old = before.list
    guard old.roots != list.roots else { return [] }
    return [
      "ROOT KEYS CHANGE: \(old.roots.threshold) of the \(old.roots.keys.count) old root keys have to sign, and \(list.roots.threshold) of the \(list.roots.keys.count) new",
      "             old root keys sign with --old \(before.name.description)",
    ]
  }
}
