internal import Glibc
internal import Synchronization

/// Why an external program gave nothing.
package enum ExternalProgramError: Error, CustomStringConvertible, Equatable, Sendable {
  /// The program is not in PATH; `package` is the Debian package that has it.
  case toolMissing(package: String)
  /// The program could not be started or ended with an error; `detail` is what it said, `status` what it
  /// ended with, if it did.
  case failed(detail: String, status: Int32? = nil)
  /// The program reads what a stranger made, and the kernel lacks what would hold it. It was not started.
  case notConfinable(Confinement.Lack)
  /// The program took longer than it may and was killed.
  case timedOut
  /// The program gave more than `outputBytes` and was killed.
  case tooMuchOutput

  package var description: String {
    switch self {
    case .toolMissing(let package): "the package \(package) is missing"
    case .failed(let detail, _): detail
    case .notConfinable(let lack): "the kernel lacks \(lack.rawValue)"
    case .timedOut: "the program took too long"
    case .tooMuchOutput: "the program gave too much"
    }
  }
}
