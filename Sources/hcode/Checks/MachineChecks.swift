import Glibc
import HCodePaper
import HCodePictures
import HCodeSystem

/// What the machine gives to hcode beside files.
enum MachineChecks {
  static func results() -> [CheckResult] {
    [
      installed(.libqrencode, QREncoder.isPossible, .codes, QREncoder.package),
      installed(
        .rasteriser, SVGRasteriser.program.isInstalled, .cards, SVGRasteriser.program.package),
      installed(.labels, LabelSheet.isPossible, .labels, LabelSheet.package),
      fonts(),
      installed(
        .curl, URLFetching.program(limit: 0).isInstalled, .fetching,
        URLFetching.program(limit: 0).package),
      pictures(.webP, .webP, .webP),
      pictures(.heif, .heif, .heif),
      pictures(.netpbm, .gif, .netpbm),
      pictures(.pdf, .pdf, .pdf),
      confinement(),
      lockedMemory(),
    ]
  }

  /// Optional: a checkpoint with a camera of its own meets no such file, so a missing one is no warning.
  private static func pictures(
    _ check: CheckResult.Check, _ tool: PictureTool, _ pictures: CheckFinding.Pictures
  ) -> CheckResult {
    .ok(
      check,
      tool.isInstalled ? .readable(pictures) : .notReadable(pictures, package: tool.package))
  }

  /// Letters that names and the printed words have: a machine with Latin fonts only prints boxes for the others.
  private static func fonts() -> CheckResult {
    let missing = FontCoverage()?.missing(in: "Aä张绿") ?? []
    guard let first = missing.first else { return .ok(.fonts, .fontsFound) }
    return .warning(
      .fonts, .fontsMissing(letters: String(missing), package: FontCoverage.package(for: first)))
  }

  private static func confinement() -> CheckResult {
    Confinement.lack.map { .warning(.confinement, .notConfinable($0)) }
      ?? .ok(.confinement, .confined)
  }

  private static func installed(
    _ check: CheckResult.Check, _ isInstalled: Bool, _ purpose: CheckFinding.Purpose,
    _ package: String
  ) -> CheckResult {
    isInstalled
      ? .ok(check, .installed) : .warning(check, .notInstalled(purpose, package: package))
  }

  /// What an open secret key, its passphrase and the key derived from that need, with room to spare.
  private static let neededBytes = 64 << 10

  /// Asked by doing it: whoever may lock without a limit has no use for the limit.
  private static func lockedMemory() -> CheckResult {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: neededBytes, alignment: 4096)
    defer { memory.deallocate() }
    guard mlock(memory.baseAddress, memory.count) == 0 else {
      var limit = rlimit()
      _ = getrlimit(__rlimit_resource_t(__RLIMIT_MEMLOCK.rawValue), &limit)
      return .warning(
        .lockedMemory,
        .notLockable(kibibytes: neededBytes >> 10, limit: UInt(limit.rlim_cur >> 10)))
    }
    munlock(memory.baseAddress, memory.count)
    return .ok(.lockedMemory, .lockable(kibibytes: neededBytes >> 10))
  }
}
