import Glibc
import HCodePaper
import HCodePictures
import HCodeSystem

/// What the machine gives to hcode beside files.
enum MachineChecks {
  static func results() -> [CheckResult] {
    [
      program(
        SVGRasteriser.program, .rasteriser,
        purpose: "'hcode issue --card' draws no PNG and PDF without it"),
      labels(),
      program(
        URLFetching.program(limit: 0), .curl,
        purpose: "'hcode trust import URL' and 'trust update' need it"),
      pictures(.webP, .webP, "WebP"),
      pictures(.heif, .heif, "HEIC and AVIF"),
      pictures(.gif, .netpbm, "GIF, TIFF and BMP"),
      pictures(.pdf, .pdf, "PDF"),
      lockedMemory(),
    ]
  }

  /// Optional: a checkpoint with a camera of its own meets no such file, so a missing one is no warning.
  private static func pictures(
    _ tool: PictureTool, _ check: CheckResult.Check, _ formats: String
  ) -> CheckResult {
    .ok(
      check,
      tool.isInstalled
        ? "installed: \(formats) can be read"
        : "not installed, optional: \(formats) cannot be read ('apt-get install \(tool.package)')")
  }

  private static func program(
    _ program: ExternalProgram, _ check: CheckResult.Check, purpose: String
  ) -> CheckResult {
    program.isInstalled
      ? .ok(check, "installed")
      : .warning(
        check, "not installed: \(purpose)",
        hint: "apt-get install \(program.package), where that is wanted")
  }

  private static func labels() -> CheckResult {
    LabelSheet.isPossible
      ? .ok(.labels, "installed")
      : .warning(
        .labels, "not installed: 'hcode issue --sheet' and labels for thermal printers need it",
        hint: "apt-get install \(LabelSheet.package), where that is wanted")
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
        "\(neededBytes >> 10) KiB cannot be locked (limit \(limit.rlim_cur >> 10) KiB): a secret key could reach the swap",
        hint: "raise 'ulimit -l' to 64 or more before issuing")
    }
    munlock(memory.baseAddress, memory.count)
    return .ok(.lockedMemory, "\(neededBytes >> 10) KiB can be locked")
  }
}
