import HCodeBase
import HCodeTrust

/// Files of signed trust lists, with errors that say what to do.
enum SignedListFile {
  static func read(_ name: FileName) throws -> SignedTrustList {
    let bytes = try FileReading.bytes(of: name, limit: TrustList.maximumFileBytes)
    do {
      return try SignedTrustList(bytes: bytes)
    } catch {
      throw CommandFailure(
        "\(name.description): no trust list that can be used: \(error.detail)",
        hint: "give the .trust file that 'hcode trust build' made", .data)
    }
  }
}
