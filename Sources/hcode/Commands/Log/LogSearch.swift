import HCodeDesk
import HCodeGate
import HCodeSystem
import HCodeTrust
import ArgumentParser
import HCodeBase
import HCodeCore

/// Finds the entry of a code in a log.
enum LogSearch {
  /// The commitments under which a code can stand in a log: as it was signed, and as raised to red.
  static func commitments(of code: FileName) throws -> [Digest] {
    let text = try CodeTexts.only(code)
    do {
      let message = try HealthCode.decode(text)
      let claims = try message.unverifiedClaims()
      return [
        message.commitment,
        LogCommitment.raise(message.header.keyIdentifier, index: claims.codeIndex),
      ].compactMap { $0 }
    } catch {
      throw LogUseError.notACode(error).in(code)
    }
  }

  /// Where the last of them stands; nil when none does.
  static func index(of commitments: [Digest], in tree: TiledTree) throws -> UInt64? {
    let wanted = commitments.map(\.bytes)
    var found: UInt64?
    let full = UInt64(LogTile.fullWidth)
    try tree.forEachBundle { bundle, entries in
      for (place, bytes) in entries.enumerated() {
        guard let entry = try? LogEntry(bytes), wanted.contains(entry.commitment.bytes) else {
          continue
        }
        found = bundle * full + UInt64(place)
      }
    }
    return found
  }
}
