package import HCodeBase
package import HCodeCore
package import HCodeRegistry
package import HCodeSystem

/// Codes that become red through the status list: the log first, then the registry.
package struct RaiseToRed {
  package let raise: OfficerRequest.Raise
  /// Where the entries go; nil when nothing is logged.
  package let log: DeskLog?
  package let at: Timestamp

  package init(_ raise: OfficerRequest.Raise, log: DeskLog?, at: Timestamp) {
    self.raise = raise
    self.log = log
    self.at = at
  }

  /// Beyond it no code is valid, so that a raise needs no longer.
  private static let longestValidity: Int64 = 366 * 86_400

  /// What became of the codes.
  package struct Outcome {
    /// Not red before.
    package var raised = 0
    /// Red already.
    package var passed = 0
    /// Past their end: they restrict nobody any more.
    package var expired = 0

    /// Told in one line.
    package var text: String {
      "\(raised) to red" + (passed > 0 ? ", \(passed) had it already" : "") + Self.tail(expired)
    }

    /// The end of a line that tells of codes that were passed over.
    package static func tail(_ expired: Int) -> String {
      expired > 0 ? ", \(expired) passed over that have expired" : ""
    }
  }

  /// Those of the codes that are not past their end, and until when each is valid, as far as the registry was told. What the
  /// registry would refuse is refused.
  package static func unexpired(
    _ indexes: [UInt32], in registry: Registry, _ file: FileName, at now: Timestamp
  ) throws -> [(index: UInt32, expires: Timestamp?)] {
    try file.naming { () throws(RegistryError) in
      var codes: [(index: UInt32, expires: Timestamp?)] = []
      for index in indexes {
        let expires = try registry.history(of: index).code?.expires
        if let expires, expires <= now { continue }
        codes.append((index, expires))
      }
      return codes
    }
  }

  /// Raises all of the codes that have not expired, or none. Those that are red already are logged too: the entry of one that
  /// was raised without could not be made good otherwise, and an audit counts each once.
  package func apply(to registry: Registry, _ file: FileName) throws -> Outcome {
    guard let note = ChangeNote(why: raise.reason.word, authority: raise.authority, at: at) else {
      throw LogFolderError.authorityNotShown
    }
    let codes = try Self.unexpired(raise.indexes, in: registry, file, at: at)
    if let log {
      try log.append(
        codes.map { index, expires in
          try log.entry(
            of: raise, index: index, issuer: registry.identity.issuer, at: at,
            until: expires ?? at.advanced(bySeconds: Self.longestValidity))
        })
    }
    let raised = try file.naming { () throws(RegistryError) in
      try registry.set(.raisedToRed, of: codes.map(\.index), note)
    }
    return Outcome(
      raised: raised, passed: codes.count - raised, expired: raise.indexes.count - codes.count)
  }
}
