package import HCodeSystem
package import HCodeTrust

/// Files of signed trust lists, with errors that say what to do.
package enum SignedListFile {
  package static func read(_ name: FileName) throws -> SignedTrustList {
    let bytes = try FileReading.bytes(of: name, limit: TrustList.maximumFileBytes)
    do {
      return try SignedTrustList(bytes: bytes)
    } catch {
      throw TrustFileError.unusableList(error).in(name)
    }
  }
}
