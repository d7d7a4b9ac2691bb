import Glibc
import HCodeCore

/// What this program is made of, and whether it does what it is relied on for.
enum ProgramChecks {
  static func results() -> [CheckResult] {
    [libraries(), libsodium(), zbar()] + selfTests()
  }

  private static let rebuilding =
    "apt-get update && apt-get upgrade, then build hcode again: the libraries are inside it"

  private static func libraries() -> CheckResult {
    let told = LinkedLibrary.all.map { library in
      let package = library.package.map { "package \($0)" } ?? "package not recorded"
      return [library.name, library.version, "(\(package))"].compactMap { $0 }.joined(
        separator: " ")
    }
    return .ok(.libraries, told.joined(separator: ", "))
  }

  private static func libsodium() -> CheckResult {
    SelfTest.keyCheck().map {
      .fault(.libsodium, "CVE-2025-69277 is not mended: \($0)", hint: rebuilding)
    } ?? .ok(.libsodium, "refuses weak keys, as mended for CVE-2025-69277")
  }

  private static func zbar() -> CheckResult {
    let mended = LinkedLibrary.mendedZBar
    guard let package = LinkedLibrary.all.first(where: { $0.name == "zbar" })?.package else {
      return .warning(
        .zbar,
        "whether CVE-2023-40889 and -40890 are mended is not known: the build recorded no package",
        hint: "build with 'make' on Debian, with libzbar-dev \(mended) or newer")
    }
    guard package >= mended else {
      return .fault(
        .zbar,
        "package \(package) has CVE-2023-40889 and -40890: a crafted code can write past a buffer",
        hint: rebuilding)
    }
    return .ok(.zbar, "package \(package) has CVE-2023-40889 and -40890 mended")
  }

  private static func selfTests() -> [CheckResult] {
    [
      timed(
        .signatures, "Ed25519 signs as RFC 8032 does, and refuses what was altered",
        SelfTest.signatures),
      timed(.scanner, "a code was drawn, written as PNG, read and found", SelfTest.scanning),
    ]
  }

  private static func timed(
    _ check: CheckResult.Check, _ told: String, _ test: () -> String?
  ) -> CheckResult {
    let start = MonotonicTime.now
    if let fault = test() {
      return .fault(check, fault, hint: "scan nothing with this program; build it again")
    }
    return .ok(check, "\(told), in \(MonotonicTime.now.since(start)) ms")
  }
}
