import Foundation
@testable import HCodePictures
import Testing

/// Public photos of others, and our own clean pictures. A floor for each set, so that no change lets the read rate sink unseen.
@Suite struct QRCorpusTests {
  /// The sets of small pictures, since a debug build takes 20 times as long; `make bench-scan` has them all.
  private static let floors = ["jsqr": 53, "zxing-qrcode-2": 16, "zxing-qrcode-4": 20]

  private struct Entry {
    let file: String
    let set: String
    let expected: [String]?
  }

  private func entries() throws -> [Entry] {
    let list = try #require(try Corpus.json("qr/manifest.json") as? [[String: Any]])
    return list.compactMap { entry in
      guard let file = entry["file"] as? String, let set = entry["set"] as? String else {
        return nil
      }
      return Entry(file: file, set: set, expected: entry["expected"] as? [String])
    }
  }

  private func texts(_ entry: Entry) throws -> [String]? {
    guard let image = try? PictureReader.read(Corpus.file("qr/" + entry.file)) else { return nil }
    return QRScanner.texts(in: image).map { String(decoding: $0, as: UTF8.self) }
  }

  /// As people see it: without what character sets and line ends change.
  private func plain(_ text: String) -> String {
    String(text.unicodeScalars.filter { (0x21...0x7E).contains($0.value) })
  }

  @Test(arguments: ["dcc640", "hcode237"])
  func `a clean picture is read`(name: String) throws {
    let image = try PictureReader.read(Corpus.file("qr/clean/\(name).png"))
    #expect(try QRScanner.texts(in: image) == [Corpus.file("qr/clean/\(name).txt")])
  }

  @Test(.corpus, arguments: ["jsqr", "zxing-qrcode-2", "zxing-qrcode-4"])
  func `no set of photos is read worse than before`(set: String) throws {
    var read = 0
    for entry in try entries() where entry.set.hasPrefix(set) {
      guard let texts = try texts(entry), !texts.isEmpty else { continue }
      let expected = (entry.expected ?? []).map(plain)
      if expected.isEmpty || texts.contains(where: { expected.contains(plain($0)) }) { read += 1 }
    }
    #expect(read >= Self.floors[set] ?? .max, "\(set): \(read)")
  }

  @Test(.corpus) func `nothing is read where there is no code`() throws {
    for entry in try entries() where entry.set.hasPrefix("neg") {
      #expect(try texts(entry)?.isEmpty == true, "\(entry.file)")
    }
  }

  @Test(.corpus) func `a sample of the certificates is read`() throws {
    for (index, entry) in try entries().filter({ $0.set.hasPrefix("dcc") }).enumerated()
    where index % 25 == 0 {
      let texts = try #require(try texts(entry))
      #expect(texts.contains { entry.expected?.contains($0) ?? true }, "\(entry.file)")
    }
  }
}
