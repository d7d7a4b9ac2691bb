import HCodeDesk
import HCodeGate
import HCodeSystem
import HCodeBase
import ArgumentParser
import HCodeCore
import HCodeTrust

struct TrustSign: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign",
    abstract: "Sign a list with a root key, and merge signed copies.",
    discussion: """
      Shows the whole list first. Read it, compare its digest with the others who sign, and stop with Ctrl-C at the passphrase if it is \
      not what you agreed on. The command merges copies that others signed; all have to be the same list. Without --key it only merges. \
      After a change of root keys, the old ones sign with --old.

      EXAMPLE
        hcode trust sign CN-HA-4.trust --key root-1.key
        hcode trust sign CN-HA-4.trust from-li/CN-HA-4.trust from-wang/CN-HA-4.trust
      """)

  @Argument(
    help: ArgumentHelp("The list, and copies that others signed.", valueName: "list"),
    completion: .file(extensions: ["trust"]))
  var lists: [FileName]

  @Option(
    name: .long, help: ArgumentHelp("A root key's secret file.", valueName: "file"),
    completion: .file(extensions: ["key"]))
  var key: FileName?

  @OptionGroup var secret: SecretKeyOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The last list, complete; its root keys may sign too.", valueName: "list"),
    completion: .file(extensions: ["trust"]))
  var old: FileName?

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("The file to write. Default: the list itself.", valueName: "file"),
    completion: .file(extensions: ["trust"]))
  var output: FileName?

  @OptionGroup var languageOptions: LanguageOptions

  @Flag(name: .long, help: "Overwrite another file with -o.")
  var force = false

  func validate() throws {
    if lists.isEmpty { throw ValidationError(.noList) }
    let phrase = secret.passphrase
    let isOpening =
      phrase.passphraseFile != nil || phrase.passphraseFd != nil || secret.groupReadableKey
    if key == nil, isOpening {
      throw ValidationError(.passphraseWithoutKey)
    }
  }

  func run() throws {
    guard let first = lists.first else { return }
    if let output { try AtomicFile.checkWritable(output, force: force) }
    guard output != nil || !first.isStandardStream else {
      throw TrustListError.toStandardOutput
    }
    let given = try SignedListFile.read(first)
    let signing = TrustListSigning(
      list: given.list, before: try old.map { try readOld($0, given.list) })
    var signed = signing.cleaned(given, first)
    for copy in lists.dropFirst() {
      let other = signing.cleaned(try SignedListFile.read(copy), copy)
      guard signed.merge(other) else {
        throw TrustListError.copiesDiffer(
          TrustListError.Version(other.list), other.payloadDigest, first: first,
          TrustListError.Version(given.list), given.payloadDigest
        ).in(copy)
      }
    }
    let language = languageOptions.language
    for line in TrustListText(language: language).summary(
      signed.list, payload: signed.payloadDigest)
    {
      try StandardOutput.write(TerminalText.escaped(line))
    }
    for concern in signed.list.concerns {
      StandardError.write("hcode: warning: " + language.texts.concern(concern))
    }
    if let key { try sign(&signed, with: key, signing) }
    guard signed.message.signatures.count <= COSESign.maximumSignatures else {
      throw TrustListError.tooManySignatures(signed.message.signatures.count)
    }
    let place = output ?? first
    if output != nil || signed.bytes != given.bytes {
      try AtomicFile.write(signed.bytes, to: place, force: output == nil || force)
    }
    for line in signing.standing(signed) {
      try StandardOutput.write(TerminalText.escaped("\(place.description): \(line)"))
    }
  }

  private func sign(
    _ signed: inout SignedTrustList, with name: FileName, _ signing: TrustListSigning
  ) throws {
    let opened = try secret.open(name)
    try signing.checkMaySign(opened.issuerKey.publicKey, name)
    try signed.sign(with: opened)
  }

  private func readOld(_ name: FileName, _ list: TrustList) throws -> TrustList {
    let before = try SignedListFile.read(name)
    guard before.list.authority == list.authority, before.list.version < list.version else {
      throw TrustListError.notOlder(
        TrustListError.Version(before.list), than: TrustListError.Version(list)
      ).in(name)
    }
    guard before.isComplete else {
      throw TrustListError.underSigned(
        by: before.signers.count, needed: before.list.roots.threshold, ask: nil
      ).in(name)
    }
    return before.list
  }
}
