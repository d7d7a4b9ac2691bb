package import HCodeBase
package import HCodeCore
package import HCodeTrust

/// The order in which a code comes into the world. Issuing one, issuing many, approving and raising all go through here.
///
///     draft       built without a signature and drawn: what can be refused is refused before anything is written
///     log         the entry of every yellow and red code is on the disk, or waits to be recorded with the code
///     sign        and verify with the public key
///     draw        and scan the picture: it reads as the text that was signed
///     record      the registry knows the code
///     hand out
///
/// Each step takes what only the step before it makes, so none can be left out. A crash leaves an entry without a code, or a
/// code that nobody holds; never a code without its entry, and never one in somebody's hands that the registry does not know.
package struct Desk<Artwork> {
  /// A code that was drawn, and whose picture reads as what was signed.
  package struct FinishedCode {
    package let issued: HealthCode.Issued
    package let artwork: Artwork
    /// The entry that the registry has to record with the code; nil when there is none, or the log has it.
    package let waiting: SignedAct?

    fileprivate init(_ issued: HealthCode.Issued, _ artwork: Artwork, waiting: SignedAct?) {
      self.issued = issued
      self.artwork = artwork
      self.waiting = waiting
    }
  }

  /// An order that nothing forbids.
  private struct Drafted {
    let order: any SigningOrder
    /// Its place among the orders.
    let position: Int
  }

  /// An order that may be signed: its entry, if it needs one, is on the disk or waits.
  private struct Logged {
    let drafted: Drafted
    let waiting: SignedAct?
  }

  private let log: DeskLog?
  /// What gates let the codes say; nil where no list here says it.
  private let grant: Grant?
  private let draw: (CodeText, Int) throws -> Artwork

  /// A desk that writes entries into that log, and none without one, and signs nothing beyond the grant. `draw` gets a code and its place among the orders. It draws
  /// the code, scans what it drew, and throws when that does not read as the code's text.
  package init(
    log: DeskLog?, grant: Grant?, draw: @escaping (CodeText, Int) throws -> Artwork
  ) {
    self.log = log
    self.grant = grant
    self.draw = draw
  }

  /// Signs the orders, in their order. An error that `isExcused` accepts is the result of its own order. Any other ends the call,
  /// and before the first entry is written if the draft shows it.
  package func sign(
    _ orders: [any SigningOrder], at now: Timestamp,
    excusing isExcused: (any Error) -> Bool = { _ in false }
  ) throws -> [Result<FinishedCode, any Error>] {
    func attempt<Value>(_ body: () throws -> Value) throws -> Result<Value, any Error> {
      do { return .success(try body()) } catch {
        guard isExcused(error) else { throw error }
        return .failure(error)
      }
    }
    let drafts = try orders.enumerated().map { position, order in
      try attempt { try drafted(order, position) }
    }
    return try logged(drafts, at: now).map { result in
      switch result {
      case .success(let logged): try attempt { try finished(logged) }
      case .failure(let error): .failure(error)
      }
    }
  }

  /// Signs one order.
  package func sign(_ order: any SigningOrder, at now: Timestamp) throws -> FinishedCode {
    // One order has one result.
    try sign([order], at: now)[0].get()
  }

  private func drafted(_ order: any SigningOrder, _ position: Int) throws -> Drafted {
    // Whoever got such a code would be called a forger.
    if let detail = grant?.overstepping(order.claims) {
      throw HealthCode.IssuingError.beyondGrant(detail: detail)
    }
    if log != nil, order.commitment != nil { _ = try draw(CodeText(order.draft()), position) }
    return Drafted(order: order, position: position)
  }

  private func logged(
    _ drafted: [Result<Drafted, any Error>], at now: Timestamp
  ) throws -> [Result<Logged, any Error>] {
    // An order that its draft refused has no entry: it is not signed. An entry that cannot be made ends the call.
    let entries = try drafted.map { result in
      guard case .success(let drafted) = result else { return SignedAct?.none }
      return try log?.entry(of: drafted.order, at: now)
    }
    try log?.append(entries.compactMap { $0 })
    return zip(drafted, entries).map { result, entry in
      result.map { Logged(drafted: $0, waiting: log?.waits == true ? entry : nil) }
    }
  }

  private func finished(_ logged: Logged) throws -> FinishedCode {
    let issued = try logged.drafted.order.signed()
    return FinishedCode(
      issued, try draw(CodeText(issued), logged.drafted.position), waiting: logged.waiting)
  }
}

/// The last two steps, for one code or a group of them.
package func handOut<Code>(
  _ codes: [Code], recordedBy record: ([Code]) throws -> Void, to write: (Code) throws -> Void
) throws {
  try record(codes)
  for code in codes { try write(code) }
}
