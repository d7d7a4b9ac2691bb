package import HCodeFormats
package import HCodeSystem

/// A file of rules.
package enum RuleFile {
  /// Reads it; a file that is no set of rules ends the run, since no rule may be left out in silence.
  package static func read(_ name: FileName) throws -> RuleSet { try contents(name).set }

  /// The bytes of a file that is a set of rules.
  package static func bytes(_ name: FileName) throws -> [UInt8] { try contents(name).bytes }

  private static func contents(_ name: FileName) throws -> (set: RuleSet, bytes: [UInt8]) {
    let bytes = try FileReading.bytes(of: name, limit: RuleSet.maximumFileBytes)
    do { return (try RuleSet(bytes: bytes), bytes) } catch {
      throw TrustFileError.notRules(error).in(name)
    }
  }
}
