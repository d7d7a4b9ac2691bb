package import HCodeCore
package import HCodeSystem

/// Checkpoints that lie in files: copies for witnesses, and what was seen of a log before.
package enum CheckpointFile {
  package static func read(_ name: FileName) throws -> LogCheckpoint {
    guard
      let checkpoint = LogCheckpoint(
        try FileReading.bytes(of: name, limit: SignedNote.maximumBytes))
    else {
      throw LogFileError.notACheckpoint.in(name)
    }
    return checkpoint
  }

  /// What was seen, if the log of that policy signed it; nil when there is no such file yet.
  package static func seen(_ name: FileName, of policy: LogPolicy) throws -> LogPolicy.Believed? {
    let checkpoint: LogCheckpoint
    do { checkpoint = try read(name) } catch let error as InFile<FileError>
      where error.failure.isAbsent
    {
      return nil
    }
    do {
      // Witnesses come and go; that the log signed it makes it evidence.
      return try (LogPolicy(log: policy.log) ?? policy).believe(checkpoint)
    } catch {
      throw error.in(name)
    }
  }
}
