import HCodeBase

extension LogEntry {
  /// Reads an entry from a line of JSON, for issuers whose own program signs (docs/log.md §2).
  package init(json line: [UInt8]) throws(MalformedEntry) {
    do {
      self = try Self.read(json: line)
    } catch let malformed as MalformedEntry {
      throw malformed
    } catch let fault as JSONMembers.Fault {
      throw MalformedEntry(detail: "\(fault.path) \(fault.detail)")
    } catch {
      throw MalformedEntry(detail: "it is not JSON: \(error)")
    }
  }

  private static func read(json line: [UInt8]) throws -> LogEntry {
    let members = try JSONMembers(
      try JSONValue(line), "",
      known: [
        "act", "commitment", "issuer", "key_id", "officer", "second_officer", "status", "reason",
        "authority", "time", "until",
      ])
    func malformed(_ name: String, _ what: String) -> MalformedEntry {
      MalformedEntry(detail: "\(name) is \(what)")
    }
    let actWord = try members.text("act")
    guard let act = Act.allCases.first(where: { $0.word == actWord }) else {
      throw malformed("act", "not issued or raised")
    }
    guard let commitment = Digest(hex: try members.text("commitment")) else {
      throw malformed("commitment", "not 64 hexadecimal digits")
    }
    guard
      let key = Hex.decode(try members.text("key_id")).flatMap({ KeyIdentifier(bytes: $0) })
    else { throw malformed("key_id", "not 16 hexadecimal digits") }
    guard let status = HealthStatus(word: try members.text("status")) else {
      throw malformed("status", "not yellow or red")
    }
    var reason: StatusReason?
    if members.has("reason") {
      reason = StatusReason(word: try members.text("reason"))
      guard reason != nil else { throw malformed("reason", "not in the list") }
    }
    return try LogEntry(
      act: act, commitment: commitment, issuer: try members.identifier("issuer"),
      keyIdentifier: key, officer: try members.identifier("officer"),
      secondOfficer: members.has("second_officer") ? try members.identifier("second_officer") : nil,
      status: status, reason: reason,
      authority: members.has("authority") ? try members.text("authority") : nil,
      time: try members.time("time").value, until: try members.time("until").value)
  }
}
