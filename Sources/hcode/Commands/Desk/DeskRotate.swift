import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeDesk
import HCodeSystem
import HCodeTrust

struct DeskRotate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate",
    abstract: "Put a new key in the place of an old one.",
    discussion: """
      A new code key has a registry and a status list of its own. Codes are issued with the old one until every gate knows the new one, which is \
      publish.status_valid after the first list that names it; the old one ends when its last code has ended. A new status or bundle key signs from the \
      list on that names it. With --stolen the old key is withdrawn at once.

      EXAMPLE
        hcode desk rotate code && hcode desk publish
        hcode desk rotate status --stolen && hcode desk publish
      """)

  /// Which keys can be rotated so.
  enum Purpose: String, ExpressibleByArgument, CaseIterable {
    case code
    case status
    case bundle

    var role: DeskRole {
      switch self {
      case .code: .code
      case .status: .status
      case .bundle: .bundle
      }
    }
  }

  @Argument(help: ArgumentHelp("code, status or bundle.", valueName: "use"))
  var purpose: Purpose

  @Flag(name: .long, help: "Withdraw the old key at once: nothing that it signed counts any more.")
  var stolen = false

  @Flag(name: .long, help: "Leave a new code key unsealed. Not for a real authority.")
  var noPassphrase = false

  @OptionGroup var passphrase: PassphraseOptions
  @OptionGroup var deskOptions: DeskOptions
  @OptionGroup var languageOptions: LanguageOptions

  func run() throws {
    let desk = try deskOptions.required()
    let texts = languageOptions.language.texts
    let now = try Timestamp.now()
    let role = purpose.role
    let name = desk.nextName(role)
    let names = desk.source.content.names
    let uses: [KeyAgreement.Use] =
      switch purpose {
      case .code: [.codes]
      case .status: [.statusLists]
      case .bundle: []
      }
    let isSealed = role == .code && !noPassphrase
    let prompts = PassphraseOptions.Prompts(
      first: texts.desk(.passphrase(.code)) + " ", again: texts.desk(.again) + " ")
    let key = try NewKey(
      issuer: desk.settings.issuer, name: names.name(in: "zh"), valid: 365 * 86_400, at: now,
      agreeingWith: desk.settings.issuer, for: uses)
    try desk.rotate(
      role, to: name, key,
      passphrase: isSealed ? try passphrase.read(isNew: true, prompts: prompts) : nil,
      isStolen: stolen, at: now)
    for line in [
      "\(name)  \(texts.desk(.role(role)))  \(texts.untilUTC(key.key.expires))",
      texts.desk(.nextPublish),
    ] {
      try StandardOutput.write(TerminalText.escaped(line))
    }
  }
}
