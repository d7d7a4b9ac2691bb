@testable import HCodeDesk
@testable import HCodeBase
@testable import HCodeGate
import Testing

/// A host that turns a scanner's keys into characters, written apart from the code that mends them:
/// it goes forward through the table only.
struct TypingHost: CustomTestStringConvertible {
  enum DeadKeys: CaseIterable {
    /// Windows, GTK: what takes no accent follows the sign, a second press gives a second sign.
    case apart
    /// X11's Compose: a second press gives one sign.
    case composed
  }

  let layout: KeyboardLayout
  var lock = MendedText.Lock.none
  var deadKeys = DeadKeys.apart

  var testDescription: String { "\(layout.name), \(lock), \(deadKeys)" }

  static let every: [TypingHost] = KeyboardLayout.all.flatMap { layout in
    MendedText.Lock.allCases.flatMap { lock in
      let keys = KeyboardTyping(layout, lock).keys
      let hasDeadKey = keys.contains { key in
        KeyboardLayout.deadKeys.contains { $0.mark == key.host }
      }
      return (hasDeadKey ? DeadKeys.allCases : [.apart]).map {
        TypingHost(layout: layout, lock: lock, deadKeys: $0)
      }
    }
  }

  func types(_ text: [UInt8]) -> [UInt8] {
    var typed = String.UnicodeScalarView()
    var pending: DeadKey?
    for byte in text {
      let scalar = gives(byte)
      let dead = KeyboardLayout.deadKeys.first { $0.mark == scalar }
      guard let waiting = pending else {
        if let dead { pending = dead } else { typed.append(scalar) }
        continue
      }
      pending = nil
      let sign = deadKeys == .apart ? waiting.alone[0] : waiting.alone[waiting.alone.count - 1]
      if let whole = waiting.made.first(where: { $0.base == scalar })?.whole {
        typed.append(whole)
      } else if byte == 0x20 {
        typed.append(sign)
      } else if let dead {
        typed.append(sign)
        if deadKeys == .apart { typed.append(dead.alone[0]) }
      } else {
        typed.append(sign)
        typed.append(scalar)
      }
    }
    if let waiting = pending { typed.append(waiting.alone[0]) }
    return Array(String(typed).utf8)
  }

  private func gives(_ byte: UInt8) -> Unicode.Scalar {
    let key = Unicode.Scalar(byte)
    let us = KeyboardLayout.us
    let lowIndex = us.unshifted.firstIndex(of: key)
    guard let index = lowIndex ?? us.shifted.firstIndex(of: key) else { return key }
    let low = layout.unshifted[index]
    let high = layout.shifted[index]
    let isShifted = lowIndex == nil
    switch lock {
    case .none: return isShifted ? high : low
    case .shift: return isShifted ? low : high
    case .caps:
      if low != high, low != "ß", low.properties.uppercaseMapping == String(high) {
        return isShifted ? low : high
      }
      let given = isShifted ? high : low
      if given == "ß" { return "ẞ" }
      return given.properties.uppercaseMapping.unicodeScalars.first ?? given
    }
  }
}

/// Code texts of the length of a real one, the same in every run.
enum CodeText {
  static let several: [[UInt8]] = (1...4).map { seed in
    var generator = SmallGenerator(state: UInt64(seed))
    let bytes = (0..<(215 + seed)).map { _ in UInt8.random(in: 0...255, using: &generator) }
    return Array("HCODE1:".utf8) + Base45.encode(bytes)
  }
}

/// Knuth's linear congruential generator: the same numbers in every run.
struct SmallGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 33)
  }
}
