internal import CArguments
import Glibc

/// A file's name as the system gives it: bytes, in no known encoding.
///
/// Swift turns arguments into Unicode and loses what is not UTF-8. So each argument that is not is first spelled with
/// private-use characters, U+10FF00 and the byte, and spelled back here.
package struct FileName: Equatable {
  package let bytes: [UInt8]

  package init(bytes: [UInt8]) { self.bytes = bytes }

  package init(_ path: String) { self.init(argument: path) }

  package init(argument: String) {
    var bytes: [UInt8] = []
    for scalar in argument.unicodeScalars {
      if (0x10FF00...0x10FFFF).contains(scalar.value) {
        bytes.append(UInt8(scalar.value & 0xFF))
      } else {
        bytes += Array(String(Character(scalar)).utf8)
      }
    }
    self.bytes = bytes
  }

  /// Whether an argument was not UTF-8, so that it can be a file's name but no text.
  package static func holdsRawBytes(_ argument: String) -> Bool {
    argument.unicodeScalars.contains { (0x10FF00...0x10FFFF).contains($0.value) }
  }

  /// The name for people and programs; what is not UTF-8 reads as U+FFFD.
  package var description: String { String(decoding: bytes, as: UTF8.self) }

  package var isStandardStream: Bool { bytes == [UInt8(ascii: "-")] }

  /// The ending in lower case, without the dot.
  package var fileExtension: String {
    let name = bytes.split(separator: UInt8(ascii: "/")).last ?? []
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot != name.startIndex else { return "" }
    return String(decoding: name[(dot + 1)...], as: UTF8.self).lowercased()
  }

  /// The name without links, `.` and `..`; nil, with `errno`, where there is no such file.
  package var resolved: FileName? {
    guard let path = withCString({ realpath($0, nil) }) else { return nil }
    defer { free(path) }
    return FileName(
      bytes: UnsafeBufferPointer(start: path, count: strlen(path)).map(UInt8.init(bitPattern:)))
  }

  /// The folder the file is in.
  package var folder: FileName {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return FileName(bytes: [0x2E]) }
    return FileName(bytes: slash == 0 ? [0x2F] : Array(bytes[..<slash]))
  }

  /// The name behind the last slash.
  package var lastComponent: [UInt8] { Array(bytes.split(separator: 0x2F).last ?? []) }

  /// Whether there is a file, folder or link of this name.
  package var isThere: Bool {
    var status = stat()
    return withCString { lstat($0, &status) } == 0
  }

  /// A file in this folder.
  package func appending(_ name: [UInt8]) -> FileName {
    FileName(bytes: bytes + (bytes.last == 0x2F ? [] : [0x2F]) + name)
  }

  /// The names in this folder, in bytewise order; nil, with `errno`, when it cannot be read.
  package func entries() -> [[UInt8]]? {
    guard let directory = withCString({ opendir($0) }) else { return nil }
    defer { closedir(directory) }
    var names: [[UInt8]] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name != [0x2E], name != [0x2E, 0x2E] { names.append(name) }
    }
    return names.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// Calls with the name as C wants it.
  package func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    (bytes + [0]).withUnsafeBufferPointer {
      $0.withMemoryRebound(to: CChar.self) { buffer in
        guard let base = buffer.baseAddress else { return "".withCString(body) }
        return body(base)
      }
    }
  }

  /// The arguments of the process behind its name, none of their bytes lost.
  package static func encodedArguments() -> [String] {
    (1..<max(1, hcode_argument_count())).compactMap { index in
      hcode_argument(index).map { pointer in
        encoded(
          Array(
            UnsafeBufferPointer(start: pointer, count: strlen(pointer)).map(UInt8.init(bitPattern:))
          ))
      }
    }
  }

  private static func encoded(_ bytes: [UInt8]) -> String {
    if let text = String(validating: bytes, as: UTF8.self),
      !text.unicodeScalars.contains(where: { $0.value >= 0x10FF00 })
    {
      return text
    }
    var scalars = String.UnicodeScalarView()
    for byte in bytes {
      let value = byte < 0x80 ? UInt32(byte) : 0x10FF00 + UInt32(byte)
      if let scalar = Unicode.Scalar(value) { scalars.append(scalar) }
    }
    return String(scalars)
  }
}
