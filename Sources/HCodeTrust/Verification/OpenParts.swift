/// The parts of a message that were seen, until all are there. The parts of the last message are remembered: seeing one of them again
/// begins no new one.
struct OpenParts: Sendable {
  private var open: [Int: ArraySlice<UInt8>] = [:]
  private var count = 0
  private var last: [Int: ArraySlice<UInt8>] = [:]

  /// Whether some parts are here and others are missing.
  var isWaiting: Bool { !open.isEmpty }

  /// Whether all open parts repeat the last complete message.
  private var isRepetition: Bool {
    last.count == count && open.allSatisfy { last[$0.key] == $0.value }
  }

  /// Whether what is open lacks a part.
  var lacksParts: Bool { isWaiting && !isRepetition }

  /// Which parts are here and which are missing, in English.
  var progress: String {
    func list(_ numbers: [Int]) -> String { numbers.map(String.init).joined(separator: ", ") }
    let wanted = (1...max(count, 1)).filter { open[$0] == nil }
    return "of \(count) parts \(list(open.keys.sorted())) \(open.count == 1 ? "is" : "are") here,"
      + " \(list(wanted)) \(wanted.count == 1 ? "is" : "are") missing"
  }

  /// Adds a part. Returns the whole once all parts are here. A part that contradicts the open ones ends them; the contradiction is returned,
  /// in English.
  mutating func take(
    _ bytes: ArraySlice<UInt8>, number: Int, of count: Int
  ) -> (contradiction: String?, whole: [UInt8]?) {
    var contradiction: String?
    if isRepetition, last[number] != bytes { open = [:] }
    if isWaiting, count != self.count {
      contradiction = "parts of \(self.count) and of \(count)"
    } else if let other = open[number], other != bytes {
      contradiction = "two different parts \(number) of \(count)"
    }
    if contradiction != nil { open = [:] }
    self.count = count
    open[number] = bytes
    guard open.count == count else { return (contradiction, nil) }
    last = open
    open = [:]
    return (contradiction, last.sorted { $0.key < $1.key }.flatMap(\.value))
  }

  /// Forgets what is open.
  mutating func end() { open = [:] }
}
