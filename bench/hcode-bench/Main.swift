import Glibc
import HCodeBase
import HCodeCore
import HCodePictures

/// `hcode-bench ROUNDS`: issues 64 different codes a round, each signed, verified, encoded at level M and drawn as PNG
/// in memory, and prints the median CPU time of a code. What `bench/floor issue-loop` does in C. `hcode-bench status` is
/// `StatusLists`, `hcode-bench cascade` and `frames` are `Cascade`, `hcode-bench rules` is `Rules`, `hcode-bench labels` is `Labels`,
/// `hcode-bench foreign` is `ForeignCertificates`.
@main
enum Main {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    if arguments.first == "status" {
      let numbers = arguments.dropFirst().compactMap { Int($0) }
      return try StatusLists.run(
        codes: numbers.first ?? 10_000_000, changed: numbers.dropFirst().first ?? 100_000)
    }
    if arguments.first == "foreign" {
      return try ForeignCertificates.run(Array(arguments.dropFirst()))
    }
    if arguments.first == "rules", let file = arguments.dropFirst().first {
      return try Rules.run(
        file: file, rounds: arguments.dropFirst(2).first.flatMap { Int($0) } ?? 41)
    }
    if arguments.first == "labels" {
      return try Labels.run(count: arguments.dropFirst().first.flatMap { Int($0) } ?? 10_000)
    }
    if arguments.first == "cascade" { return Cascade.cascade(Array(arguments.dropFirst())) }
    if arguments.first == "frames" { return Cascade.frames(Array(arguments.dropFirst())) }
    let rounds = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 9
    guard rounds > 0, let now = Timestamp(rfc3339: "2026-11-24T08:00:00Z"),
      let issuer = IssuerIdentifier("CN-HA"), let seed = GuardedBytes(randomCount: 32)
    else { return }
    let publicKey = try SigningKey.publicKey(seed: seed)
    guard
      let issuerKey = IssuerKey(
        issuer: issuer, name: "bench", publicKey: publicKey, created: now,
        expires: now.advanced(bySeconds: 86_400 * 30))
    else { return }
    let key = try SigningKey(seed: seed, issuerKey: issuerKey)
    // One repeated input would read twice too quick: the branch predictor learns it.
    let claims = try (0..<64).compactMap { number in
      guard let age = EvidenceAge(minutes: UInt64(number * 11)) else { return HealthClaims?.none }
      return try HealthClaims(
        issuer: issuer, issuedAt: now, expires: now.advanced(bySeconds: 86_400),
        codeIndex: UInt32(number) &* 2_654_435_761, status: .green,
        holder: Holder(
          name: "张小明", latinName: "Zhang Xiaoming", documentTail: String(1000 + number * 37)),
        evidence: [
          .test(.pcr, result: .negative, age: age, place: "ZZ-CDC", product: nil)
        ])
    }
    let writer = try PNGWriter()
    var times: [Double] = []
    var bytes = 0
    for _ in 0..<rounds {
      let start = cpuSeconds()
      for claims in claims {
        let issued = try HealthCode.issue(claims, with: key)
        let symbol = try QREncoder.encode(issued.text, errorCorrection: .medium)
        bytes += try QRPicture(symbol, moduleSize: 4).png(with: writer).count
      }
      times.append((cpuSeconds() - start) / Double(claims.count))
    }
    times.sort()
    print("us_per_code=\(times[times.count / 2] * 1e6) png_bytes=\(bytes / (64 * rounds))")
  }

  static func cpuSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
