import HCodeSystem
import Glibc
import HCodeDesk
import HCodePictures

/// What this program is made of, and whether it does what it is relied on for.
enum ProgramChecks {
  static func results() -> [CheckResult] {
    [libraries(), libsodium(), zbar()] + selfTests()
  }

  private static func libraries() -> CheckResult {
    .ok(.libraries, .libraries(LinkedLibrary.all))
  }

  private static func libsodium() -> CheckResult {
    SelfTest.keyCheck().map { .fault(.libsodium, .weakKeys($0)) } ?? .ok(.libsodium, .strongKeys)
  }

  private static func zbar() -> CheckResult {
    guard let package = LinkedLibrary.all.first(where: { $0.name == "zbar" })?.package else {
      return .warning(.zbar, .unknownZBar)
    }
    return package >= LinkedLibrary.mendedZBar
      ? .ok(.zbar, .zbar(package)) : .fault(.zbar, .oldZBar(package))
  }

  private static func selfTests() -> [CheckResult] {
    [
      timed(.signatures, SelfTest.signatures) { .signaturesTested(milliseconds: $0) },
      timed(.scanner, SelfTest.scanning) { .scannerTested(milliseconds: $0) },
    ]
  }

  private static func timed(
    _ check: CheckResult.Check, _ test: () -> SelfTestFault?, _ passed: (Int) -> CheckFinding
  ) -> CheckResult {
    let start = MonotonicTime.now
    if let fault = test() { return .fault(check, .selfTestFailed(fault)) }
    return .ok(check, passed(MonotonicTime.now.since(start)))
  }
}
