import HCodeBase
import HCodeSystem

/// The programs that convert what hcode does not read itself, one run each: a stranger's file in, a portable picture out.
///
/// Their libraries have had far more holes than the formats are worth linking for, so the kernel holds each (`Confinement`): no
/// file but its input and the system's libraries and fonts, no socket, no other process. The file comes from unnamed memory,
/// the picture goes into a pipe. Where the kernel cannot, nothing is converted.
package struct PictureTool: Sendable {
  /// The program's file name.
  package let name: String
  /// The Debian package that has it.
  package let package: String
  /// What it is asked to do.
  let arguments: [String]

  /// One picture; transparency comes with it.
  package static let webP = PictureTool(
    name: "dwebp", package: "webp", arguments: ["-quiet", "-pam", "-o", "-", "--", "-"])
  /// HEIC and AVIF, upright. heif-convert writes to named files only; this one takes any path, a pipe's too.
  package static let heif = PictureTool(
    name: "heif-thumbnailer", package: "heif-thumbnailer",
    arguments: [
      "-s", "\(PictureLimits.heifSide)", "-p", "/proc/self/fd/0", "/proc/self/fd/1",
    ])
  /// Every frame, one after the other.
  package static let gif = PictureTool(
    name: "giftopnm", package: "netpbm", arguments: ["-quiet", "-image=all"])
  /// The opacity of every frame.
  static let gifOpacity = PictureTool(
    name: "giftopnm", package: "netpbm", arguments: ["-quiet", "-image=all", "-alphaout=-"])
  /// Every page, one after the other, as it is stored: the program loses most of a page that its orientation lays on its side,
  /// and a code is read whichever way up it is.
  static let tiff = PictureTool(
    name: "tifftopnm", package: "netpbm", arguments: ["-quiet", "-orientraw"])
  /// The opacity of every page.
  static let tiffOpacity = PictureTool(
    name: "tifftopnm", package: "netpbm", arguments: ["-quiet", "-orientraw", "-alphaout=-"])
  /// One picture.
  static let bmp = PictureTool(name: "bmptopnm", package: "netpbm", arguments: ["-quiet"])
  /// The drawing, as large as a page of a PDF.
  static let svg = PictureTool(
    name: "rsvg-convert", package: "librsvg2-bin",
    arguments: [
      "--format=png", "--keep-aspect-ratio", "--width=\(PictureLimits.pageSide)",
      "--height=\(PictureLimits.pageSide)",
    ])
  /// How many pages there are.
  static func pdfPages(password: String?) -> PictureTool {
    PictureTool(
      name: "pdfinfo", package: "poppler-utils", arguments: Self.opening(password) + ["-"])
  }

  /// Both programs take a password as an argument and in no other way.
  private static func opening(_ password: String?) -> [String] {
    password.map { ["-upw", $0] } ?? []
  }

  /// The first page.
  package static let pdf = pdf(1...1, password: nil)

  /// Pages, one after the other.
  static func pdf(_ pages: ClosedRange<Int>, password: String?) -> PictureTool {
    PictureTool(
      name: "pdftoppm", package: "poppler-utils",
      arguments: Self.opening(password) + [
        "-q", "-gray", "-scale-to", "\(PictureLimits.pageSide)", "-f", "\(pages.lowerBound)",
        "-l", "\(pages.upperBound)", "-",
      ])
  }

  /// Whether the program is there.
  package var isInstalled: Bool { program(seconds: 0, memoryBytes: 0, cpuSeconds: 0).isInstalled }

  /// What reading one file may still take.
  struct Allowance {
    let deadline = Deadline(seconds: PictureLimits.toolSeconds)
    /// What is left for the file; what programs take counts like what hcode takes itself.
    var budget: CPUBudget
  }

  /// What the program makes of a file.
  func run(
    _ file: [UInt8], format: PictureFormat, within allowance: inout Allowance
  ) throws(PictureError) -> [UInt8] {
    // The kernel counts whole seconds.
    let cpuSeconds = (allowance.budget.milliseconds + 500) / 1000
    guard cpuSeconds > 0 else { throw .tooExpensive(format: format) }
    // A tool may map the file besides what it takes itself.
    let program = program(
      seconds: Int(allowance.deadline.milliseconds) / 1000,
      memoryBytes: InputBudget.memoryBytes - file.count,
      cpuSeconds: cpuSeconds)
    do {
      let run = try program.run(arguments: arguments, input: file)
      allowance.budget.spend(milliseconds: run.cpuMilliseconds)
      return run.output
    } catch {
      switch error {
      case .toolMissing(let package): throw .toolMissing(format: format, package: package)
      case .notConfinable(let lack): throw .notConfinable(format: format, lack: lack)
      case .timedOut, .tooMuchOutput, .failed(_, status: Self.killed):
        throw .tooExpensive(format: format)
      case .failed(let detail, _) where format == .pdf && detail.contains("Incorrect password"):
        throw .locked(isPasswordGiven: arguments.contains("-upw"))
      case .failed(let detail, _): throw .toolFailed(format: format, tool: name, detail: detail)
      }
    }
  }

  /// How a program ends that took all of its processor time: the kernel kills it.
  private static let killed: Int32 = 128 + 9

  /// No variable at all: none of them needs one, and what is not there points nowhere.
  private func program(seconds: Int, memoryBytes: Int, cpuSeconds: Int) -> ExternalProgram {
    ExternalProgram(
      name: name, package: package, seconds: seconds, outputBytes: PictureLimits.toolOutputBytes,
      environment: [],
      confinement: Confinement(memoryBytes: memoryBytes, cpuSeconds: cpuSeconds))
  }
}
