package import HCodeCore
package import HCodeSystem

/// The public keys of logs and witnesses: files of one line, such as `example.com/log+0a1b2c3d+AQ…`.
package enum NoteKeyFile {
  package static func read(_ name: FileName) throws -> NoteKey {
    let bytes = try FileReading.bytes(of: name, limit: 4096)
    guard let key = NoteKey(text: String(decoding: bytes, as: UTF8.self)) else {
      throw LogFileError.notANoteKey.in(name)
    }
    return key
  }
}
