import ArgumentParser
import HCodeCore

struct TrustSign: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign",
    abstract: "Sign a list with a root key, and put signed copies together.",
    discussion: """
      Shows the whole list first: read it, compare its digest with the others who sign, and stop with Ctrl-C at the \
      passphrase if it is not what you agreed on. Copies that others signed are put together; all have to be the same list. \
      Without --key nothing is signed, only put together. When the root keys changed, old ones sign with --old.

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

  @OptionGroup var passphrase: PassphraseOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The list before, complete; its root keys may sign too.", valueName: "list"),
    completion: .file(extensions: ["trust"]))
  var old: FileName?

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("The file to write; the list itself unless said.", valueName: "file"),
    completion: .file(extensions: ["trust"]))
  var output: FileName?

  @OptionGroup var languageOptions: LanguageOptions

  @Flag(name: .long, help: "Overwrite another file with -o.")
  var force = false

  func validate() throws {
    if lists.isEmpty { throw ValidationError("Name the list.") }
    if key == nil, passphrase.passphraseFile != nil || passphrase.passphraseFd != nil {
      throw ValidationError("A passphrase goes with --key.")
    }
  }

  func run() throws {
    guard let first = lists.first else { return }
    if let output { try AtomicFile.checkWritable(output, force: force) }
    guard output != nil || !first.isStandardStream else {
      throw CommandFailure("a list is written to a file", hint: "give -o FILE", .usage)
    }
    let given = try SignedListFile.read(first)
    let signing = TrustListSigning(
      list: given.list, before: try old.map { try readOld($0, given.list) })
    var signed = signing.cleaned(given, first)
    for copy in lists.dropFirst() {
      let other = signing.cleaned(try SignedListFile.read(copy), copy)
      guard signed.merge(other) else { throw Self.difference(given, first, other, copy) }
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
      throw CommandFailure(
        "together the copies carry \(signed.message.signatures.count) signatures, more than \(COSESign.maximumSignatures)",
        hint: "give --old, so that signatures of strangers are left out", .data)
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
    let opened = try SecretKey.open(name, passphrase: passphrase)
    try signing.checkMaySign(opened.issuerKey.publicKey, name)
    do {
      try signed.sign(with: opened)
    } catch {
      throw CommandFailure(
        "signing failed: \(error)", hint: "do not use this machine to sign", .software)
    }
  }

  private func readOld(_ name: FileName, _ list: TrustList) throws -> TrustList {
    let before = try SignedListFile.read(name)
    guard before.list.authority == list.authority, before.list.version < list.version else {
      throw CommandFailure(
        "\(name.description): is version \(before.list.version) of \(before.list.authority), not a list before version \(list.version) of \(list.authority)",
        hint: "--old takes the list that was published before this one", .data)
    }
    guard before.isComplete else {
      throw CommandFailure(
        "\(name.description): is signed by \(before.signers.count) of its root keys, \(before.list.roots.threshold) are needed",
        hint: "--old takes the list as it was published", .data)
    }
    return before.list
  }

  private static func difference(
    _ given: SignedTrustList, _ first: FileName, _ other: SignedTrustList, _ copy: FileName
  ) -> CommandFailure {
    CommandFailure(
      "\(copy.description): says something else than \(first.description): version \(other.list.version) of \(other.list.authority) with the digest \(other.payloadDigest.hex), not version \(given.list.version) of \(given.list.authority) with \(given.payloadDigest.hex)",
      hint: "nothing was written; find out who changed it before anybody signs", .data)
  }
}
