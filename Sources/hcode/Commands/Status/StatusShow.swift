import HCodeDesk
import HCodeSystem
import HCodeBase
import HCodeTrust
import ArgumentParser
import HCodeCore
import HCodeRegistry

struct StatusShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Tell a code's history from its registry, or what is in a status list.",
    discussion: """
      A list's signature is not checked here; a scanner that uses the list does.

      EXAMPLE
        hcode status show --registry CN-HA.registry 2621563
        hcode status show CN-HA.status --index 2621563
      """)

  @Option(
    name: .long, help: ArgumentHelp("The registry of the code's key.", valueName: "file"),
    completion: .file())
  var registry: FileName?

  @Argument(
    help: ArgumentHelp("The code with --registry, otherwise a status list.", valueName: "id|list"))
  var subject: String

  @Option(name: .long, help: ArgumentHelp("Look this index up in the list.", valueName: "n"))
  var index: UInt32?

  @Flag(name: .long, help: "One JSON object, for programs (docs/json.md).")
  var json = false

  func validate() throws {
    guard registry == nil || index == nil else {
      throw ValidationError(.indexOfRegistry)
    }
  }

  func run() throws {
    if let registry { try showCode(in: registry) } else { try showList(FileName(subject)) }
  }

  private func showCode(in file: FileName) throws {
    let registry = try RegistryFile.open(file)
    let index = try CodeSelection.index(subject, of: registry.identity)
    let history = try file.naming { () throws(RegistryError) in
      try registry.history(of: index)
    }
    var object = JSONObject()
    object.add("key_id", registry.identity.keyIdentifier.hex)
    object.add("code_index", UInt64(index))
    object.add("status", history.status.word)
    object.add("signed_status", history.code?.status.description)
    object.add("issued_at", history.code?.issued.rfc3339)
    object.add("expires", history.code?.expires.rfc3339)
    if json {
      object.add("changes", history.changes.map { StatusJSON.change($0.status, $0.note) })
      try StandardOutput.write(object.line)
      return
    }
    for line in object.lines { try StandardOutput.write(line) }
    for (status, note) in history.changes {
      try StandardOutput.write(
        TerminalText.escaped("\(note.at.rfc3339)  \(status.word)  \(note.why)  (\(note.authority))")
      )
    }
  }

  private func showList(_ file: FileName) throws {
    let bytes = try FileReading.bytes(of: file, limit: StatusList.maximumBytes)
    let token: StatusListToken
    let list: StatusList
    do {
      token = try StatusListToken(bytes: bytes)
      list = try token.unverifiedList()
    } catch {
      throw StatusUseError.notAStatusList(error).in(file)
    }
    var object = JSONObject()
    object.add("verified", false)
    object.add("key_id", token.keyIdentifier.hex)
    StatusJSON.add(token.scope, to: &object)
    object.add("count", UInt64(list.count))
    StatusJSON.add(list.counts, to: &object)
    if let index {
      guard let status = list[index] else {
        throw StatusUseError.behindEnd(index: index, count: list.count).in(file)
      }
      object.add("code_index", UInt64(index))
      object.add("status", status.word)
    }
    try StandardOutput.write(json ? object.line : object.lines.joined(separator: "\n"))
  }
}
