import Glibc

/// A folder of this process alone, below `TMPDIR` or `/tmp`; it goes with everything in it when nobody holds it any more.
package final class TemporaryFolder {
  package let name: FileName

  /// Makes it under that name and six more characters.
  package init(_ prefix: String) throws {
    let place = FileName(Environment["TMPDIR"] ?? "/tmp")
    let template = place.appending(Array("\(prefix)-XXXXXX".utf8))
    var bytes = template.bytes + [0]
    let isMade = bytes.withUnsafeMutableBytes { buffer in
      let text = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
      return text.map { mkdtemp($0) != nil } ?? false
    }
    guard isMade else { throw FileError.notWritten(errno).in(template) }
    name = FileName(bytes: bytes.dropLast())
  }

  deinit { name.removeAll() }
}

extension FileName {
  /// Removes a file, or a folder with everything in it; follows no link.
  package func removeAll() {
    guard withCString(unlink) != 0 else { return }
    for entry in entries() ?? [] { appending(entry).removeAll() }
    _ = withCString(rmdir)
  }
}
