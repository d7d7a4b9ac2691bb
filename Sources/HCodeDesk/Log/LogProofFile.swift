package import HCodeCore
package import HCodeSystem

/// Proofs that something is in a log.
package enum LogProofFile {
  private static let heading = Array("c2sp.org/tlog-proof@v1\n".utf8)

  /// The proof in a file; nil when the name is that of a folder, and an error when it is another file.
  package static func readIfProof(_ name: FileName) throws -> LogProof? {
    let bytes: [UInt8]
    do { bytes = try FileReading.bytes(of: name, limit: LogProof.maximumBytes) } catch {
      // A folder is a log.
      return nil
    }
    return try read(bytes, name)
  }

  package static func read(_ name: FileName) throws -> LogProof {
    try read(try FileReading.bytes(of: name, limit: LogProof.maximumBytes), name)
  }

  private static func read(_ bytes: [UInt8], _ name: FileName) throws -> LogProof {
    guard let proof = LogProof(bytes) else {
      throw LogFileError.notAProof.in(name)
    }
    return proof
  }

  /// The checkpoint that bears the proof out.
  package static func verify(
    _ proof: LogProof, _ name: FileName, by policy: LogPolicy
  ) throws -> LogPolicy.Believed {
    do {
      let believed = try policy.believe(proof.checkpoint)
      guard proof.isIncluded else {
        throw LogRefusal(.notIncluded, "its hashes do not lead from the entry to the root")
      }
      return believed
    } catch let refusal as LogRefusal {
      throw refusal.in(name)
    }
  }
}
