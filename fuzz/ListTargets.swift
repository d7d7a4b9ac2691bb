extension FuzzTarget {
  /// What reads lists, bundles, the index of a store and JSON.
  static let lists: [FuzzTarget] = [
    FuzzTarget(name: "list-file", longest: 1 << 16) { bytes in
      switch try? ImportableFile(bytes: bytes) {
      case .trustList(let list): promise(list.bytes == bytes, "a list has one spelling")
      case .statusList(let token): _ = try? token.unverifiedList()
      case .bundle(let bundle): promise(bundle.bytes == bytes, "a bundle has one spelling")
      case .log(let export): promise(export.bytes == bytes, "a log has one spelling")
      case .statusDelta, nil: break
      }
    },
    FuzzTarget(name: "trust-list", longest: 1 << 16) { bytes in
      // The payload alone, which a signature covers.
      _ = try? TrustList(payload: bytes)
    },
    FuzzTarget(name: "status-list", longest: 1 << 16) { bytes in
      guard let list = StatusList(bytes: bytes) else { return }
      for index: UInt32 in [0, 1, 255, .max] { _ = list[index] }
      _ = try? Zlib.inflate(bytes, limit: 1 << 20)
    },
    FuzzTarget(name: "status-delta", longest: 1 << 16) { bytes in
      guard let value = try? CBORDecoder.decode(bytes, limits: .list),
        let delta = try? StatusDelta(value), let list = StatusList(capacity: 1024)
      else { return }
      _ = try? delta.apply(to: list)
    },
    FuzzTarget(name: "index", longest: 1 << 16) { bytes in
      search(bytes, for: Array(bytes.prefix(8)))
      // With checksums that hold, since they find damage and not attackers: one key, whose record and catalogue these
      // bytes are, and the authorities too.
      func number(_ value: Int, _ width: Int) -> [UInt8] {
        (0..<width).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
      }
      let key: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8]
      let span = number(0, 4) + number(bytes.count, 4)
      let header =
        Array("HCTRUST6".utf8) + number(0, 8) + number(1, 4) + span + span + number(0, 4)
        + number(0, 8)
      let entry = key + span
      search(
        header + Sodium.sha256(header) + entry + Sodium.sha256(entry) + bytes
          + Sodium.sha256(bytes), for: key)
    },
    FuzzTarget(name: "json", longest: 1 << 14) { bytes in
      _ = try? JSONValue(bytes)
      _ = try? TrustListSource(json: bytes)
    },
    FuzzTarget(name: "budget", longest: 1 << 14) { bytes in
      // What a budget lets through is small by it, and a smaller one refuses it or reads the same.
      func nodes(_ value: JSONValue) -> Int {
        switch value {
        case .array(let elements): elements.reduce(1) { $0 + nodes($1) }
        case .object(let members): members.reduce(1) { $0 + nodes($1.value) }
        default: 1
        }
      }
      if let value = try? JSONValue(bytes) {
        let count = nodes(value)
        promise(
          (try? JSONValue(bytes, maximumNodes: count)) == value, "it is read within its own budget")
        promise(
          (try? JSONValue(bytes, maximumNodes: count - 1)) == nil, "and within no smaller one")
        for case (let name, _) in value.object ?? [:] {
          promise(name.utf8.count <= InputBudget.nameBytes, "a name is bounded")
          promise(!name.holdsTooManyMarks, "and its marks")
        }
      }
      if let value = try? CBORDecoder.decode(bytes, limits: .foreign) {
        promise(
          (try? CBORDecoder.decode(value.encoded, limits: CBORLimits(depth: 16, count: 4096)))
            == value,
          "what is within the budget is so in its shortest spelling")
      }
      var shell = CBORShell(bytes)
      if let content = shell.bytes(), shell.isAtEnd {
        promise(CBORValue.bytes(Array(content)).encoded == bytes, "a shell has one spelling")
      }
    },
  ]

  private static func search(_ file: [UInt8], for key: [UInt8]) {
    guard let index = try? TrustIndex(MemoryBytes(bytes: file)) else { return }
    if let identifier = KeyIdentifier(bytes: key) { _ = try? index.keyRecord(identifier) }
    if let issuer = IssuerIdentifier("CN-HA-ZZ") { _ = try? index.speaker(for: issuer) }
    guard let catalogue = try? index.catalogue() else { return }
    _ = catalogue.encoded
  }
}
