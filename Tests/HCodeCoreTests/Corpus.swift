import Foundation
@testable import HCodeBase
import Testing

/// Test data of others that is kept beside the project, never in it: `$HCODE_CORPUS`, or `../shared/corpus`.
enum Corpus {
  static let folder: URL? = {
    let beside = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("shared/corpus")
    let named = ProcessInfo.processInfo.environment["HCODE_CORPUS"].map { URL(fileURLWithPath: $0) }
    let place = named ?? beside
    return FileManager.default.fileExists(atPath: place.path) ? place : nil
  }()

  static var isThere: Bool { folder != nil }

  static func json(_ path: String) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(file(path)))
  }

  static func file(_ path: String) throws -> [UInt8] {
    let folder = try #require(folder)
    return try Array(Data(contentsOf: folder.appendingPathComponent(path)))
  }

  /// The JSON files of a folder, by name.
  static func values(in path: String) throws -> [(name: String, value: JSONValue)] {
    let folder = try #require(folder).appendingPathComponent(path)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".json") }.sorted()
    return try names.map { ($0, try JSONValue(file(path + "/" + $0), maximumDepth: 128)) }
  }

  static func bytes(hex: String) throws -> [UInt8] {
    let digits = Array(hex.utf8)
    return try stride(from: 0, to: digits.count - 1, by: 2).map {
      try #require(UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16))
    }
  }
}

extension Trait where Self == ConditionTrait {
  /// For tests that want the corpus.
  static var corpus: Self { .enabled(if: Corpus.isThere, "skipped: no corpus") }
}
