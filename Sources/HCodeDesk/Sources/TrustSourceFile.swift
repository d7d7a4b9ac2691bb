import HCodeCore
package import HCodeSystem
package import HCodeTrust
import Glibc

/// A source as it was read.
package struct TrustSourceFile {
  package let name: FileName
  package let content: TrustListSource
  private let bytes: [UInt8]

  package init(_ name: FileName) throws {
    self.name = name
    let isMissing = name.withCString { access($0, F_OK) } != 0 && errno == ENOENT
    guard name.isStandardStream || !isMissing else {
      throw TrustSourceFileError.missing.in(name)
    }
    bytes = try FileReading.bytes(of: name, limit: TrustListSource.maximumFileBytes)
    guard !SecretKeyFile.isSecretKeyFile(bytes) else {
      throw TrustSourceFileError.isSecretKey.in(name)
    }
    do {
      content = try TrustListSource(json: bytes)
    } catch {
      throw TrustSourceFileError.fault(error, .asRead).in(name)
    }
  }

  /// Writes the new content; refuses what could not be built, and to undo what somebody else wrote meanwhile.
  package func replace(with new: TrustListSource) throws {
    let (before, after) = try replacement(by: new)
    if after != before { try AtomicFile.write(after, to: name, force: true) }
  }

  /// What the file says, and what it is to say; refuses what `replace` does.
  func replacement(by new: TrustListSource) throws -> (before: [UInt8], after: [UInt8]) {
    guard !name.isStandardStream else {
      throw TrustSourceFileError.standardInput
    }
    let text = Array(new.json.utf8)
    do {
      // As strictly as it will be read the next time.
      guard try TrustListSource(json: text) == new else {
        throw TrustSourceFileError.notAsWritten.in(name)
      }
    } catch let fault as TrustListSource.Fault {
      throw TrustSourceFileError.fault(fault, .afterChange).in(name)
    }
    guard try FileReading.bytes(of: name, limit: TrustListSource.maximumFileBytes) == bytes else {
      throw TrustSourceFileError.changedMeanwhile.in(name)
    }
    return (bytes, text)
  }
}
