import HCodeTrust
import HCodeCore

/// The public keys of logs and witnesses: files of one line, such as `example.com/log+0a1b2c3d+AQ…`.
enum NoteKeyFile {
  static func read(_ name: FileName) throws -> NoteKey {
    let bytes = try FileReading.bytes(of: name, limit: 4096)
    guard let key = NoteKey(text: String(decoding: bytes, as: UTF8.self)) else {
      throw CommandFailure(
        "\(name.description): not the public key of a log or witness",
        hint: "give the vkey file that 'hcode log init' or 'hcode log witness --show-key' made",
        .configuration)
    }
    return key
  }
}
