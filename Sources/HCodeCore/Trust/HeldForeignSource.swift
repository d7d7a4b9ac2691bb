/// A file of another format's trust material that was taken.
public struct HeldForeignSource: Sendable {
  /// What is known of it.
  public let facts: ForeignSource
  /// What it holds.
  let material: ForeignTrustMaterial
  /// Where it came from, when that was a URL.
  public var url: String?

  /// How many things can be looked up in it.
  public var count: Int { material.entries.count }
  /// What was left out of it, and why, for people.
  public var leftOut: [String] { material.leftOut }
  /// Whether it says under a signature when it was made, so that an older one can be told.
  public var isDated: Bool { material.issued != nil }

  var cbor: CBORValue { .array([facts.cbor] + (url.map { [.text($0)] } ?? [])) }

  /// Reads the file again; nil when it is not what it was.
  init?(_ value: CBORValue, object: (Digest) -> [UInt8]?) {
    guard case .array(let parts) = value, (1...2).contains(parts.count),
      let facts = try? ForeignSource(parts[0]), let bytes = object(facts.digest),
      let material = try? facts.format.reader?.trustMaterial(bytes)
    else { return nil }
    self.init(facts: facts, material: material, url: parts.dropFirst().first?.textString)
  }

  init(facts: ForeignSource, material: ForeignTrustMaterial, url: String?) {
    self.facts = facts
    self.material = material
    self.url = url
  }
}

extension TrustHoldings {
  /// How long material without an end of its own decides anything, in seconds, unless the operator says: 30 days.
  public static let foreignLifetime: Int64 = 30 * 86_400

  /// Takes a file of another format's trust material. That the operator names the file is what vouches for it; where the format
  /// signs such files, the signature is checked besides. `source` tells files of one format apart; `lifetime` is in seconds.
  ///
  /// A file of the same name is replaced. Refused is one that is older than it (`rollback`), another of the same time
  /// (`equivocation`), both as far as files say when they were made, one from the future (`not-yet-issued`) and one past its
  /// end (`expired`).
  public mutating func takeForeign(
    _ file: [UInt8], _ format: CertificateFormat, source: String? = nil, lifetime: Int64? = nil,
    at now: Timestamp, url: String? = nil
  ) throws(ListRefusal) -> (HeldForeignSource, Outcome) {
    guard let reader = format.reader else {
      throw ListRefusal(.malformedList, "\(format.rawValue) has no trust material of its own")
    }
    let material = try reader.trustMaterial(file)
    let name = [format.rawValue, source ?? "", material.part].reversed()
      .drop { $0.isEmpty }.reversed().joined(separator: "/")
    let digest = Digest(of: file)
    let held = foreignSources[name]
    if let issued = material.issued {
      guard issued <= now.advanced(bySeconds: Verifier.clockTolerance) else {
        throw ListRefusal(.notYetIssued, "\(name) was made at \(issued.rfc3339)")
      }
      if let other = held?.facts.issued {
        guard issued >= other else {
          throw ListRefusal(
            .rollback, "\(name) is older than that of \(other.rfc3339) that is held")
        }
        guard issued > other || digest == held?.facts.digest else {
          throw ListRefusal(.equivocation, "\(name) says something else than the one that is held")
        }
      }
    }
    let operatorsEnd = now.advanced(bySeconds: lifetime ?? Self.foreignLifetime)
    let expires =
      lifetime == nil
      ? material.expires ?? operatorsEnd : min(material.expires ?? operatorsEnd, operatorsEnd)
    guard now < expires else {
      throw ListRefusal(.expired, "\(name) ended at \(expires.rfc3339)")
    }
    let taken = HeldForeignSource(
      facts: ForeignSource(
        name: name, format: format, digest: digest, imported: now, issued: material.issued,
        expires: expires, lifetime: lifetime),
      material: material, url: url ?? held?.url)
    foreignSources[name] = taken
    add(object: file)
    let outcome: Outcome =
      held == nil ? .added : held?.facts.digest == digest ? .alreadyHeld : .replaced
    return (taken, outcome)
  }

  /// Takes foreign trust material out again: what has that name, and what is a part of it.
  public mutating func forgetForeign(_ name: String) -> Bool {
    let names = foreignSources.keys.filter { $0 == name || $0.hasPrefix(name + "/") }
    for name in names { foreignSources[name] = nil }
    return !names.isEmpty
  }

  /// What is held of other formats, by name.
  public var foreignLists: [HeldForeignSource] {
    foreignSources.sorted { $0.key < $1.key }.map(\.value)
  }

  /// Everything that can be looked up of other formats.
  var foreignRecords: [(name: ForeignKeyName, record: ForeignRecord)] {
    foreignLists.flatMap { held in
      held.material.entries.map {
        ($0.name, ForeignRecord(source: held.facts, content: $0.content))
      }
    }
  }
}
