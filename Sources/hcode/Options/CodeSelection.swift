import HCodeDesk
import HCodeSystem
import HCodeCore
import HCodeTrust
import ArgumentParser
import Glibc
import HCodeBase
import HCodeRegistry

/// `--registry` and the codes in it that are meant.
struct CodeSelection: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp("The registry of the codes' key; a desk has its own.", valueName: "file"),
    completion: .file())
  var registry: FileName?

  @Argument(
    help: ArgumentHelp(
      "The codes: their index, or the key id, a colon and the index, as 'hcode scan --json' tells them; - reads them from standard input, one a line.",
      valueName: "id"))
  var ids: [String]

  /// A million codes in decimal with their key ids.
  private static let longestInput = 32 << 20

  /// The key of the desk whose codes are meant: named before a colon, or the one that the desk has.
  func key(in desk: DeskFolder) throws -> DeskKey {
    let keys = desk.keys(.code)
    let named = ids.lazy.compactMap { id in id.firstIndex(of: ":").map { String(id[..<$0]) } }.first
    if let named {
      if let key = keys.first(where: { $0.name == named || $0.identifier.hex == named }) {
        return key
      }
      throw DeskFolderError.notAKey(named).in(desk.folder)
    }
    guard let only = keys.first, keys.count == 1 else { throw OptionError.indexWithoutKey }
    return only
  }

  /// The indexes that are meant; refuses the id of another key's code.
  func indexes(of identity: RegistryIdentity, named name: String? = nil) throws -> [UInt32] {
    var indexes: [UInt32] = []
    for id in ids {
      if id == "-" {
        let bytes = try FileReading.bytes(of: FileName("-"), limit: Self.longestInput)
        let lines = bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D })
        for (number, line) in lines.enumerated() {
          // A line that is no index may be of any file: it is named by its number and not repeated.
          indexes.append(
            try Self.index(
              String(decoding: line, as: UTF8.self), of: identity, named: "-:\(number + 1)",
              keyName: name))
        }
      } else {
        indexes.append(try Self.index(id, of: identity, keyName: name))
      }
    }
    guard !indexes.isEmpty else {
      throw OptionError.noIndex
    }
    return indexes
  }

  /// One id; an error calls it by a name of its own, if it has one.
  static func index(
    _ id: String, of identity: RegistryIdentity, named name: String? = nil,
    keyName: String? = nil
  ) throws -> UInt32 {
    let parts = id.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2, parts[0] != identity.keyIdentifier.hex,
      keyName.map({ parts[0] != $0 }) ?? true
    {
      throw OptionError.indexOfOtherKey(name ?? id, registry: identity.keyIdentifier)
    }
    // UInt32's own reader would take a sign.
    guard let number = parts.last, number.allSatisfy({ $0.isASCII && $0.isNumber }),
      let index = UInt32(number)
    else {
      throw OptionError.notAnIndex(name ?? id)
    }
    return index
  }
}
