import HCodeBase
import HCodeCore
import HCodeDesk
import HCodeRegistry
import HCodeSystem

/// The codes that end because their key was stolen, in the columns of a batch: who has one needs another.
enum ReissueFile {
  /// Checks that it can be written.
  static func check(_ keys: [DeskKey]) throws {
    for key in keys where key.role == .code {
      try AtomicFile.checkWritable(name(key), force: nil)
    }
  }

  private static func name(_ key: DeskKey) -> FileName { FileName("reissue-\(key.name).csv") }

  /// Writes it for a code key; nil when its registry cannot be read here: that must not keep a stolen key in the list.
  static func write(
    _ key: DeskKey, of desk: DeskFolder, at now: Timestamp
  ) throws -> (file: String, count: Int)? {
    guard let registry = (try? desk.openRegistry(of: key)) ?? nil else { return nil }
    let place = desk.registry(of: key)
    var lines = ["ref,subject,status,valid,name,reason,authority"]
    var last: RegisteredCode?
    while true {
      let page = try place.naming { () throws(RegistryError) in
        try registry.codes(CodeFilter(), after: last, at: now)
      }
      guard let final = page.last else { break }
      last = final.code
      for found in page where now < found.code.expires && found.status != .revoked {
        lines.append(line(found.code, of: key.name, at: now))
      }
    }
    let file = name(key)
    try AtomicFile.write(
      Array((lines.joined(separator: "\n") + "\n").utf8), to: file, mode: 0o600, force: nil)
    return (file.description, lines.count - 1)
  }

  private static func line(_ code: RegisteredCode, of key: String, at now: Timestamp) -> String {
    let minutes = (code.expires.seconds - now.seconds + 59) / 60
    let values = [
      "\(key):\(code.index)", "", code.status.description, "\(minutes)m", code.name ?? "",
      code.reason?.word ?? "", "",
    ]
    return values.map(CodeRecord.field).joined(separator: ",")
  }
}
