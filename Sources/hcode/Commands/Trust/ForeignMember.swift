import HCodeDesk
import HCodeGate
import HCodeSystem
import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeFormats
import HCodeTrust

/// A file of trust material of another format, and the name that it gets: `vdsnc/de:german.ml`.
struct ForeignMember: ExpressibleByArgument {
  let format: CertificateFormat
  let source: ForeignSourceName?
  let name: FileName

  init?(argument: String) {
    let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].isEmpty else { return nil }
    let names = parts[0].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard names.count <= 2, case .certificates(let format)? = ForeignFormatName(argument: names[0])
    else { return nil }
    self.format = format
    source = names.count == 2 ? ForeignSourceName(argument: names[1]) : nil
    guard (source == nil) == (names.count == 1) else { return nil }
    name = FileName(argument: String(parts[1]))
  }

  /// The file, read: what no checkpoint would take is not packed.
  func file() throws -> BundledForeignFile {
    let bytes = try FileReading.bytes(of: name, limit: ForeignSource.maximumFileBytes)
    do throws(ImportRefusal) {
      return try BundledForeignFile(format, source: source?.text, bytes: bytes)
    } catch {
      throw error.in(name)
    }
  }
}
