import HCodeDesk
import HCodeSystem
import HCodeBase
import HCodeCore
import ArgumentParser
import HCodeRegistry

struct RegistryShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show whose registry it is, and its state.",
    discussion: """
      EXAMPLE
        hcode registry show CN-HA.registry
      """)

  @Argument(help: ArgumentHelp("The registry.", valueName: "registry"), completion: .file())
  var file: FileName

  @Flag(name: .long, help: "One JSON object, for programs (docs/json.md).")
  var json = false

  func run() throws {
    let registry = try RegistryFile.open(file)
    let now = try Timestamp.now()
    let summary = try file.naming { () throws(RegistryError) in try registry.summary(at: now) }
    var object = JSONObject()
    object.add("issuer", registry.identity.issuer.description)
    object.add("key_id", registry.identity.keyIdentifier.hex)
    object.add("uri", registry.identity.uri.description)
    object.add("capacity", UInt64(registry.identity.capacity))
    object.add("used", UInt64(summary.used))
    object.add("recorded", UInt64(clamping: summary.recorded))
    StatusJSON.add(summary.counts, to: &object)
    object.add("keeps_names", registry.privacy.keepsNames)
    object.add("retain", registry.privacy.retention.map { Duration(seconds: $0).description })
    object.add("lease_count", registry.lease.map { UInt64($0.count) })
    if let destroyed = registry.destroyed { object.add("destroyed_at", destroyed.rfc3339) }
    object.add("last_list", summary.lastList?.issued.rfc3339)
    try StandardOutput.write(json ? object.line : object.lines.joined(separator: "\n"))
  }
}
