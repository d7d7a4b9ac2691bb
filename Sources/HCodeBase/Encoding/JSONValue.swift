/// A strict reader of JSON (RFC 8259) for files from others: bounded depth and number of values, no name twice in an object, nothing behind
/// the value. It takes time by the bytes, and memory by the values.
///
/// A general decoder looks its types up at run time, which costs a scan a fifth of its start, and takes the last of two
/// members of one name, where another reader takes the first.
package indirect enum JSONValue: Sendable {
  case null
  case boolean(Bool)
  /// A number as it is written; what it is worth is for the reader of the member to say.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object(JSONFields)

  /// Why bytes are not JSON as it is wanted here.
  package enum ReadingError: Error, CustomStringConvertible, Equatable, Sendable {
    /// Not JSON, at that byte.
    case malformed(offset: Int)
    /// A member's name twice in one object.
    case duplicateName(offset: Int)
    /// Arrays and objects inside one another, more than the reader allows.
    case tooDeep(offset: Int)
    /// More values, a longer name or more combining marks in a row than `InputBudget` allows.
    case tooExpensive(offset: Int)

    package var description: String {
      switch self {
      case .malformed(let offset): "something else stands at byte \(offset)"
      case .duplicateName(let offset): "a member's name comes a second time at byte \(offset)"
      case .tooDeep(let offset): "it is nested too deeply at byte \(offset)"
      case .tooExpensive(let offset): "it costs more than one input may, from byte \(offset) on"
      }
    }
  }

  /// How deep arrays and objects may be inside one another, if the reader does not say otherwise.
  package static let maximumDepth = 16

  /// Reads one value.
  package init(
    _ bytes: [UInt8], maximumDepth: Int = JSONValue.maximumDepth,
    maximumNodes: Int = InputBudget.nodes
  ) throws(ReadingError) {
    var reader = JSONReader(bytes, maximumDepth: maximumDepth, maximumNodes: maximumNodes)
    self = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.isAtEnd else { throw .malformed(offset: reader.position) }
  }

  /// Reads one value of a file that an operator imports.
  package init(list bytes: [UInt8], maximumDepth: Int = JSONValue.maximumDepth)
    throws(ReadingError)
  {
    try self.init(
      bytes.withoutByteOrderMark, maximumDepth: maximumDepth, maximumNodes: InputBudget.listNodes)
  }
}

extension JSONValue: Equatable {
  /// Texts and numbers by their bytes.
  package static func == (a: JSONValue, b: JSONValue) -> Bool {
    switch (a, b) {
    case (.null, .null): true
    case (.boolean(let a), .boolean(let b)): a == b
    case (.number(let a), .number(let b)), (.string(let a), .string(let b)): a.isExactly(b)
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)): a == b
    default: false
    }
  }
}

extension JSONValue.ReadingError {
  /// The reason of a verdict: a budget that ended, or the format's own.
  package func reason(_ otherwise: VerdictReason) -> VerdictReason {
    if case .tooExpensive = self { .tooExpensive } else { otherwise }
  }
}

private struct JSONReader {
  private let bytes: [UInt8]
  private let maximumDepth: Int
  private var nodesLeft: Int
  private(set) var position = 0

  init(_ bytes: [UInt8], maximumDepth: Int, maximumNodes: Int) {
    self.bytes = bytes
    self.maximumDepth = maximumDepth
    nodesLeft = maximumNodes
  }

  var isAtEnd: Bool { position == bytes.count }
  private var next: UInt8? { isAtEnd ? nil : bytes[position] }
  private var malformed: JSONValue.ReadingError { .malformed(offset: position) }

  mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      position += 1
    }
  }

  mutating func value(depth: Int) throws(JSONValue.ReadingError) -> JSONValue {
    skipSpace()
    nodesLeft -= 1
    guard nodesLeft >= 0 else { throw .tooExpensive(offset: position) }
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .number(try number())
    }
  }

  private mutating func take(_ byte: Character) throws(JSONValue.ReadingError) {
    guard next == byte.asciiValue else { throw malformed }
    position += 1
  }

  private mutating func word(
    _ word: StaticString, _ value: JSONValue
  ) throws(JSONValue.ReadingError) -> JSONValue {
    let matches = word.withUTF8Buffer { bytes[position...].starts(with: $0) }
    guard matches else { throw malformed }
    position += word.utf8CodeUnitCount
    return value
  }

  private mutating func object(depth: Int) throws(JSONValue.ReadingError) -> JSONValue {
    guard depth < maximumDepth else { throw .tooDeep(offset: position) }
    try take("{")
    var members: [JSONFields.Element] = []
    var offsets: [Int] = []
    skipSpace()
    if next == UInt8(ascii: "}") {
      position += 1
      return .object(JSONFields())
    }
    while true {
      skipSpace()
      let offset = position
      let name = try string()
      guard name.utf8.count <= InputBudget.nameBytes else { throw .tooExpensive(offset: offset) }
      skipSpace()
      try take(":")
      members.append((name, try value(depth: depth + 1)))
      offsets.append(offset)
      skipSpace()
      if next == UInt8(ascii: "}") { break }
      try take(",")
    }
    position += 1
    do { return .object(try JSONFields(unique: members)) } catch {
      throw .duplicateName(offset: offsets[error.place])
    }
  }

  private mutating func array(depth: Int) throws(JSONValue.ReadingError) -> JSONValue {
    guard depth < maximumDepth else { throw .tooDeep(offset: position) }
    try take("[")
    var elements: [JSONValue] = []
    skipSpace()
    if next == UInt8(ascii: "]") {
      position += 1
      return .array(elements)
    }
    while true {
      elements.append(try value(depth: depth + 1))
      skipSpace()
      if next == UInt8(ascii: "]") { break }
      try take(",")
    }
    position += 1
    return .array(elements)
  }

  /// RFC 8259 §6: no leading zeros, no plus sign, digits on both sides of the point.
  private mutating func number() throws(JSONValue.ReadingError) -> String {
    let start = position
    if next == UInt8(ascii: "-") { position += 1 }
    if next == UInt8(ascii: "0") { position += 1 } else { try digits() }
    if next == UInt8(ascii: ".") {
      position += 1
      try digits()
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      position += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
      try digits()
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func digits() throws(JSONValue.ReadingError) {
    let start = position
    while let byte = next, byte.isASCIIDigit { position += 1 }
    guard position > start else { throw malformed }
  }

  private mutating func string() throws(JSONValue.ReadingError) -> String {
    let start = position
    try take("\"")
    var text: [UInt8] = []
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw .malformed(offset: start)
        }
        guard !string.holdsTooManyMarks else { throw .tooExpensive(offset: start) }
        return string
      case UInt8(ascii: "\\"): text += Array(String(try escaped()).utf8)
      case 0..<0x20: throw .malformed(offset: position - 1)
      default: text.append(byte)
      }
    }
    throw malformed
  }

  private mutating func escaped() throws(JSONValue.ReadingError) -> Unicode.Scalar {
    guard let byte = next else { throw malformed }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{08}"
    case UInt8(ascii: "f"): return "\u{0C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let unit = try hexadecimal()
      if let scalar = Unicode.Scalar(unit) { return scalar }
      // The first half of a pair (RFC 8259 §7); a half alone is no text.
      guard (0xD800..<0xDC00).contains(unit) else { throw malformed }
      try take("\\")
      try take("u")
      let low = try hexadecimal()
      guard (0xDC00..<0xE000).contains(low),
        let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
      else { throw malformed }
      return scalar
    default: throw malformed
    }
  }

  private mutating func hexadecimal() throws(JSONValue.ReadingError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80
      else { throw malformed }
      position += 1
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
