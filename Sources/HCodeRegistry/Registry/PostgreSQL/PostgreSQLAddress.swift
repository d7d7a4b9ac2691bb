/// Where a PostgreSQL registry is: a connection URI as libpq takes it (PostgreSQL manual, "Connection Strings"), and never
/// with a password in it, which every process of the machine could read in the list of processes.
package struct PostgreSQLAddress: Hashable, Sendable, CustomStringConvertible {
  /// The URI.
  package let description: String

  /// Why a URI is none that a registry can be at.
  package enum Refusal: Error, Equatable, Sendable {
    /// It holds a password.
    case holdsPassword
    /// It has bytes that a URI has not.
    case malformed
  }

  /// Whether a name is meant as a PostgreSQL URI, be it a good one.
  package static func isMeant(by name: some Sequence<UInt8>) -> Bool {
    ["postgres://", "postgresql://"].contains { name.starts(with: $0.utf8) }
  }

  /// Refuses a password, be it before the host or among the parameters.
  package init(_ bytes: [UInt8]) throws(Refusal) {
    guard Self.isMeant(by: bytes), bytes.allSatisfy({ (0x21...0x7E).contains($0) }),
      let scheme = bytes.firstIndex(of: UInt8(ascii: ":"))
    else { throw .malformed }
    let text = String(decoding: bytes, as: UTF8.self)
    let rest = bytes[(scheme + 3)...]
    // libpq looks for the user as far as the path begins, parameters or not.
    let authority = rest.prefix { $0 != UInt8(ascii: "/") }
    if let at = authority.lastIndex(of: UInt8(ascii: "@")),
      authority[..<at].contains(UInt8(ascii: ":"))
    {
      throw .holdsPassword
    }
    // `password`, `sslpassword`, also when letters are written as %70.
    if Self.decoded(rest).lowercased().contains("password=") { throw .holdsPassword }
    description = text
  }

  private static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
    var result: [UInt8] = []
    var rest = bytes
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        result.append(code)
        rest = rest.dropFirst(2)
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
