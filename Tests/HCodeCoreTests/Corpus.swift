import Foundation
@testable import HCodeBase
import Testing

/// Test data: our own in `Tests/Corpus`, and other people's, which is kept beside the project, never in it: `$HCODE_CORPUS`, or
/// `../shared/corpus`.
enum Corpus {
  private static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let own = project.appendingPathComponent("Tests/Corpus")

  static let others: URL? = {
    let named = ProcessInfo.processInfo.environment["HCODE_CORPUS"].map { URL(fileURLWithPath: $0) }
    let place = named ?? project.deletingLastPathComponent().appendingPathComponent("shared/corpus")
    return FileManager.default.fileExists(atPath: place.path) ? place : nil
  }()

  /// A file or folder of ours, or else of others.
  static func url(_ path: String) throws -> URL {
    let ours = own.appendingPathComponent(path)
    if FileManager.default.fileExists(atPath: ours.path) { return ours }
    return try #require(others).appendingPathComponent(path)
  }

  /// That folder of each corpus that has it.
  static func places(_ path: String) -> [URL] {
    [own, others].compactMap { $0?.appendingPathComponent(path) }
      .filter { FileManager.default.fileExists(atPath: $0.path) }
  }

  static func json(_ path: String) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(file(path)))
  }

  static func file(_ path: String) throws -> [UInt8] {
    try Array(Data(contentsOf: url(path)))
  }

  /// The JSON files of a folder, by name.
  static func values(in path: String) throws -> [(name: String, value: JSONValue)] {
    let names = try FileManager.default.contentsOfDirectory(atPath: url(path).path)
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
  /// For tests that need other people's test data.
  static var corpus: Self {
    .enabled(
      if: Corpus.others != nil, "needs other people's test data: see CONTRIBUTING.md, Test data")
  }
}
