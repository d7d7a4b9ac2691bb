import HCodeDesk
import HCodeGate
import HCodeSystem
import HCodeTrust
import ArgumentParser
import HCodeBase
import HCodeCore

/// Finds the entry of a code in a log.
enum LogSearch {
  /// The commitment under which a yellow or red code stands in a log.
  static func commitment(of code: FileName) throws -> Digest {
    let text = try CodeTexts.only(code)
    let commitment: Digest?
    do { commitment = try HealthCode.decode(text).commitment } catch {
      throw LogUseError.notACode(error).in(code)
    }
    guard let commitment else { throw LogUseError.greenCode.in(code) }
    return commitment
  }

  /// Where the last entry of a code that was issued so stands; nil when none does.
  static func index(of commitment: Digest, in tree: TiledTree) throws -> UInt64? {
    var found: UInt64?
    let full = UInt64(LogTile.fullWidth)
    try tree.forEachBundle { bundle, entries in
      for (place, bytes) in entries.enumerated() {
        guard let act = try? SignedAct(bytes).act, act.kind == .issued,
          act.commitment == commitment
        else { continue }
        found = bundle * full + UInt64(place)
      }
    }
    return found
  }
}
