import Foundation
@testable import HCodeBase
@testable import HCodeCore
@testable import HCodeDesk
import HCodeSystem
import Testing

/// A log in a folder, as one file.
@Suite struct PublishedLogTests {
  private static func entry(_ number: UInt8) throws -> SignedAct {
    let time = try #require(Timestamp(seconds: 1_795_513_800))
    let act = LogAct(
      .issued, commitment: Digest(of: [number]), issuer: try Authority.identifier("CN-HA"),
      keyIdentifier: try #require(KeyIdentifier(bytes: [1, 2, 3, 4, 5, 6, 7, 8])),
      officer: try Authority.identifier("desk-7"), status: .red,
      grounds: LogAct.Grounds(reason: .status(.confirmedCase), order: "Order 7"),
      time: time, until: time.advanced(bySeconds: 86_400))
    return try SignedAct(try #require(act), with: Authority.key(7))
  }

  @Test
  func `a log that is too long for one file says from where on it fits, and fits from there on`()
    throws
  {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (name, key) = (FileName(folder.path), try Authority.key(2))
    let start = try #require(Timestamp(seconds: 1_795_513_800))
    try LogFolder.create(
      name, origin: try #require(NoteName("health.example/log")), with: key, at: start)
    let log = LogFolder(folder: name)
    // A checkpoint an hour apart goes into the history, where an export can begin.
    var lengths: [Int] = []
    for number in 0..<UInt8(20) {
      let entry = try Self.entry(number)
      lengths.append(2 + entry.encoded.count)
      _ = try log.append([entry])
      _ = try log.advance(
        with: key, at: start.advanced(bySeconds: 3700 * (Int64(number) + 1))
      ) { _ in }
    }
    let (place, all) = (LogPlace(name: name), lengths.reduce(0, +))
    #expect(try PublishedLog.export(place, since: 0, longest: all).entries().count == 20)
    let error = try #require(throws: InFile<LogFolderError>.self) {
      try PublishedLog.export(place, since: 0, longest: all - 1)
    }
    guard case .exportTooLarge(let mebibytes, let since) = error.failure else {
      Issue.record("\(error)")
      return
    }
    #expect(mebibytes == 128 && (1..<20).contains(since))
    let rest = try PublishedLog.export(place, since: since, longest: all - 1)
    #expect(rest.start.size <= since && rest.checkpoint.size == 20)
    #expect(try PublishedLog.newest(place, longest: all).start.size == 0)
    let newest = try PublishedLog.newest(place, longest: all - 1)
    #expect(newest.bytes == rest.bytes && newest.start.size > 0)
    #expect(LogExport.maximumFileBytes - PublishedLog.longestBundle > 2 * SignedNote.maximumBytes)
  }
}
