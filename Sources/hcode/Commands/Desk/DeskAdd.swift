import ArgumentParser
import Glibc
import HCodeBase
import HCodeCore
import HCodeDesk
import HCodeGate
import HCodeSystem

struct DeskAdd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "List a key from another machine: a root holder, an officer, a counter.",
    discussion: """
      What the key is for stands in its file, signed by the key itself ('hcode desk key'). Compare the fingerprint over the telephone: it is asked for, \
      or given with --yes. A code key gets a registry and a status list of its own. Gates know the key after the next 'hcode desk publish'.

      EXAMPLE
        hcode desk add officer-2.pub
      """)

  @Argument(
    help: ArgumentHelp("The public key file.", valueName: "pub"),
    completion: .file(extensions: ["pub"]))
  var file: FileName

  @Option(
    name: .long,
    help: ArgumentHelp("Its fingerprint, as it was read over the telephone.", valueName: "hex"))
  var yes: Fingerprint?

  @OptionGroup var deskOptions: DeskOptions
  @OptionGroup var languageOptions: LanguageOptions

  func run() throws {
    let desk = try deskOptions.required()
    let key = try PublicKey.read(file)
    let texts = languageOptions.language.texts
    let name = String(decoding: file.lastComponent.dropLast(4), as: UTF8.self)
    guard file.fileExtension == "pub", DeskKey.isName(name) else {
      throw ValidationError(.notAnIdentifier("PUB"))
    }
    let fingerprint = key.publicKey.fingerprint
    if let yes {
      guard yes.digits == fingerprint else {
        throw DeskFolderError.otherFingerprint(fingerprint).in(file)
      }
    } else {
      guard isatty(STDIN_FILENO) == 1 else {
        throw DeskFolderError.notCompared(fingerprint).in(file)
      }
      try StandardOutput.write(
        TerminalText.escaped(
          "\(name)  \(texts.desk(.role(desk.offered(by: key))))  \(fingerprint)"))
      StandardError.write(texts.desk(.compare))
      guard ["y", "Y"].contains(readLine(strippingNewline: true) ?? "") else {
        throw DeskFolderError.notCompared(fingerprint).in(file)
      }
    }
    try desk.add(name, key)
    for line in [
      "\(name)  \(texts.desk(.role(desk.offered(by: key))))  \(texts.untilUTC(key.expires))",
      texts.desk(.nextPublish),
    ] { try StandardOutput.write(TerminalText.escaped(line)) }
  }
}
