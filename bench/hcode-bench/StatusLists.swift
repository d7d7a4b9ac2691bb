import Glibc
import HCodeBase
import HCodeCore

/// `hcode-bench status CODES CHANGED`: makes, signs, reads and asks a status list in memory, and prints the median CPU time of
/// each step in milliseconds, the look-up in nanoseconds.
enum StatusLists {
  static func run(codes: Int, changed: Int, rounds: Int = 9) throws {
    guard let now = Timestamp(rfc3339: "2026-11-24T08:00:00Z"),
      let issuer = IssuerIdentifier("CN-HA"), let seed = GuardedBytes(randomCount: 32),
      let uri = StatusListURI("https://health.example/status/1"),
      let scope = StatusListScope(
        uri: uri, issued: now, expires: now.advanced(bySeconds: 86_400 * 7), ttl: 86_400),
      var old = StatusList(capacity: codes)
    else { return }
    let publicKey = try SigningKey.publicKey(seed: seed)
    guard
      let issuerKey = IssuerKey(
        issuer: issuer, name: "bench", publicKey: publicKey, created: now,
        expires: now.advanced(bySeconds: 86_400 * 30))
    else { return }
    let key = try SigningKey(seed: seed, issuerKey: issuerKey)
    // The same codes in every run, and 5000 more since yesterday.
    var state: UInt64 = 7
    func random() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
    func change(_ list: inout StatusList, _ count: Int) {
      var left = count
      while left > 0 {
        let index = UInt32(random() % UInt64(codes))
        guard list[index] == .asSigned, let status = CodeStatus(rawValue: UInt8(random() % 3 + 1))
        else { continue }
        left -= list.set(status, at: index) ? 1 : 0
      }
    }
    change(&old, changed)
    var list = old
    change(&list, 5000)

    var file: [UInt8] = []
    var deltaFile: [UInt8] = []
    var signing: [Double] = []
    var reading: [Double] = []
    var differing: [Double] = []
    var applying: [Double] = []
    var lookups: [Double] = []
    for _ in 0..<rounds {
      try measure(&signing) {
        file = try StatusListToken.sign(list, scope: scope, key: key)
      }
      var read = old
      try measure(&reading) {
        read = try StatusListToken(bytes: file).verified(by: publicKey)
      }
      try measure(&differing) {
        deltaFile = try StatusDeltaToken.sign(
          try StatusDelta(from: old, to: list), scope: scope, key: key)
      }
      try measure(&applying) {
        read = try StatusDeltaToken(bytes: deltaFile).verified(by: publicKey).apply(to: old)
      }
      let indexes = (0..<100_000).map { _ in UInt32(random() % UInt64(codes)) }
      var found = 0
      measure(&lookups) {
        for index in indexes where read[index] != .asSigned { found += 1 }
      }
      guard found > 0, read == list else { return }
    }
    print(
      "codes=\(codes) changed=\(changed + 5000) list_bytes=\(file.count) sign_ms=\(median(signing))",
      "read_ms=\(median(reading)) delta_bytes=\(deltaFile.count) delta_ms=\(median(differing))",
      "apply_ms=\(median(applying)) lookup_ns=\(median(lookups) * 10)")
  }

  private static func median(_ times: [Double]) -> Double { times.sorted()[times.count / 2] }

  private static func measure(
    _ times: inout [Double], _ body: () throws -> Void
  ) rethrows {
    let start = Main.cpuSeconds()
    try body()
    times.append((Main.cpuSeconds() - start) * 1e3)
  }
}
