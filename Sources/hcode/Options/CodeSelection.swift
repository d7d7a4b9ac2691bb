import HCodeDesk
import HCodeGate
import HCodeSystem
import HCodeCore
import HCodeFormats
import HCodeTrust
import ArgumentParser
import Glibc
import HCodeBase
import HCodeRegistry

/// `--registry` and the codes in it that are meant.
struct CodeSelection: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp("The registry of the codes' key. Default: the desk's.", valueName: "file"),
    completion: .file())
  var registry: FileName?

  @Argument(
    help: ArgumentHelp(
      """
      The codes. Give the index; or the key id, a colon and the index, as 'hcode scan --json' prints them; or a picture or text of a \
      code, whose signature is checked. - reads indexes from standard input, one per line.
      """,
      valueName: "id|code"), completion: .file())
  var ids: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The one valid code of this person, as given to 'hcode issue --subject'; - reads it from standard input.",
      valueName: "text"))
  var subject: String?

  /// A million codes in decimal with their key ids.
  private static let longestInput = 32 << 20

  func validate() throws {
    guard ids.isEmpty != (subject == nil) else { throw ValidationError(.codesOrSubject) }
  }

  /// The key of the desk whose codes are meant: that of a code that is held up, one named before a colon, or the one that the desk has.
  func key(in desk: DeskFolder) throws -> DeskKey { try Self.key(of: ids, in: desk) }

  /// The key of the desk whose codes are named so.
  static func key(of ids: [String], in desk: DeskFolder) throws -> DeskKey {
    let keys = desk.keys(.code)
    if let held = try keyIdentifier(heldUp: ids) { return try desk.codeKey(held) }
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

  /// The key that the first of these codes names that is a picture or a text.
  static func keyIdentifier(heldUp ids: [String]) throws -> KeyIdentifier? {
    guard let held = ids.map({ FileName($0) }).first(where: isHeldUp) else { return nil }
    return try HeldCode.keyIdentifier(held)
  }

  private static func isHeldUp(_ name: FileName) -> Bool {
    !name.isStandardStream && (name.isThere || RecognisedText(name.bytes) != .unknown)
  }

  /// The indexes that are meant; refuses the id of another key's code. Pictures are looked up with keys that lie in those folders.
  ///
  /// - Parameters:
  ///   - file: the registry.
  ///   - keyName: what a desk calls the registry's key.
  func indexes(
    of registry: Registry, _ file: FileName, at now: Timestamp, beside folders: [FileName],
    keyName: String? = nil
  ) throws -> [UInt32] {
    let identity = registry.identity
    if let subject {
      return [try Self.only(subject, in: registry, file, keyName: keyName, at: now).index]
    }
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
              keyName: keyName))
        }
      } else {
        indexes.append(
          try Self.index(heldUp: id, of: registry, file, beside: folders, keyName: keyName))
      }
    }
    guard !indexes.isEmpty else {
      throw OptionError.noIndex
    }
    return indexes
  }

  /// The index of a code that is named, or held up as a picture or text. In a registry that was restored a picture brings the code's
  /// record back.
  static func index(
    heldUp id: String, of registry: Registry, _ file: FileName, beside folders: [FileName],
    keyName: String? = nil
  ) throws -> UInt32 {
    let name = FileName(id)
    guard isHeldUp(name) else { return try index(id, of: registry.identity, keyName: keyName) }
    let claims = try HeldCode.claims(
      name, of: registry.identity, store: TrustStore(named: nil), beside: folders)
    try file.naming { () throws(RegistryError) in try registry.bringBack(RegisteredCode(claims)) }
    return claims.codeIndex
  }

  /// The one code of a person that is valid and not revoked.
  private static func only(
    _ subject: String, in registry: Registry, _ name: FileName, keyName: String?,
    at now: Timestamp
  ) throws -> RegisteredCode {
    let codes = try registry.validCodes(
      of: try SubjectReference.hash(subject, in: registry, name), name, at: now)
    guard let first = codes.first, codes.count == 1 else {
      let key = keyName.map { $0 + ":" } ?? ""
      throw OptionError.notOneCode(codes.map { "\(key)\($0.code.index)" })
    }
    return first.code
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

extension Registry {
  /// The codes of a person that are valid at that time, and not revoked.
  func validCodes(
    of subject: SubjectHash, _ name: FileName, at now: Timestamp
  ) throws -> [FoundCode] {
    var filter = CodeFilter()
    filter.subject = subject
    let found = try name.naming { () throws(RegistryError) in try codes(filter, at: now) }
    return found.filter { now < $0.code.expires && $0.status != .revoked }
  }
}
