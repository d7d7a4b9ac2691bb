import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeDesk
import HCodeSystem

struct DeskKeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "Make a key on this machine, for a desk on another machine.",
    discussion: """
      Writes NAME.key, sealed, and NAME.pub, into the desk's folders if there is a desk here, otherwise into this folder. The key signs \
      at once what it is for, so 'hcode desk add NAME.pub' on the desk's machine needs no options. The secret stays on this machine.

      EXAMPLE
        hcode desk key officer CN-HA --as officer-2
        hcode desk key root CN-HA --as li
      """)

  /// What it is for.
  enum Purpose: String, ExpressibleByArgument, CaseIterable {
    case root
    case officer
    case code

    var uses: [KeyAgreement.Use] {
      switch self {
      case .root: [.root]
      case .officer: [.countersign]
      case .code: [.codes]
      }
    }
  }

  @Argument(help: ArgumentHelp("root, officer or code.", valueName: "use"))
  var purpose: Purpose

  @Argument(help: ArgumentHelp("The authority, such as CN-HA.", valueName: "issuer"))
  var issuer: String

  @Option(
    name: .customLong("as"), help: ArgumentHelp("The key's name, such as li.", valueName: "name"))
  var name: String

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How long the key may sign, in days, such as 365d. Default: 365d; for a root key 3650d.",
      valueName: "time"))
  var valid: Duration?

  @Flag(name: .long, help: "Leave the secret unsealed. Not for a real authority.")
  var noPassphrase = false

  @OptionGroup var passphrase: PassphraseOptions
  @OptionGroup var deskOptions: DeskOptions
  @OptionGroup var languageOptions: LanguageOptions

  func validate() throws {
    guard IssuerIdentifier(issuer) != nil else {
      throw ValidationError(.notAnIdentifier("ISSUER"))
    }
    guard DeskKey.isName(name) else { throw ValidationError(.notAnIdentifier("--as")) }
  }

  func run() throws {
    guard let identifier = IssuerIdentifier(issuer) else {
      throw ValidationError(.notAnIdentifier("ISSUER"))
    }
    let desk = try deskOptions.open().flatMap { $0.settings.issuer == identifier ? $0 : nil }
    let (publicFolder, secretFolder) =
      desk.map { ($0.file("keys"), $0.file("secret")) } ?? (FileName("."), FileName("."))
    if desk != nil { try AtomicFile.makeFolders(secretFolder, mode: 0o700) }
    for (folder, ending) in [(publicFolder, "pub"), (secretFolder, "key")] {
      try AtomicFile.checkWritable(
        folder.appending(Array("\(name).\(ending)".utf8)), force: nil, isNamedByArgument: false)
    }
    let seconds = valid?.seconds ?? (purpose == .root ? 3650 : 365) * 86_400
    let key = try NewKey(
      issuer: identifier, name: name, valid: seconds, at: try Timestamp.now(),
      agreeingWith: identifier, for: purpose.uses)
    try key.write(
      name, publicTo: publicFolder, secretTo: secretFolder,
      passphrase: noPassphrase ? nil : try passphrase.read(isNew: true))
    let texts = languageOptions.language.texts
    let file = publicFolder.appending(Array("\(name).pub".utf8)).description
    for line in [
      "\(file.hasPrefix("./") ? String(file.dropFirst(2)) : file)  \(key.key.publicKey.fingerprint)",
      texts.desk(.nextAdd(file: "\(name).pub")),
    ] { try StandardOutput.write(TerminalText.escaped(line)) }
  }
}
