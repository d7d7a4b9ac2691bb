import HCodeBase
import HCodeCore
package import HCodeRegistry
package import HCodeSystem

extension LogFolder {
  /// Moves what waits in a registry into this log. A kill leaves entries that the log has and that still wait: they are recognised.
  package func takeWaiting(of registry: Registry, _ name: FileName) throws {
    let key = try key()
    while true {
      let waiting = try name.naming { () throws(RegistryError) in try registry.waiting() }
      guard !waiting.isEmpty else { return }
      let behind = try name.naming { () throws(RegistryError) in try registry.logMoved() }
      var places = try indexes(of: waiting.map(\.entry), behind: behind)
      let new = waiting.map(\.entry).filter { places[$0.encoded] == nil }
      if !new.isEmpty {
        let first = try append(new)
        for (offset, entry) in new.enumerated() { places[entry.encoded] = first + UInt64(offset) }
      }
      let length = try length()
      let moved = waiting.compactMap { one in
        places[one.entry.encoded].map { (number: one.number, index: $0) }
      }
      try name.naming { () throws(RegistryError) in
        try registry.moved(moved, to: key, length: length)
      }
    }
  }
}
