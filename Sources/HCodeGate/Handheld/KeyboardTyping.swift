import HCodeBase

/// A layout with a lock key on or off: what each key gives, and what a scanner may have typed.
package struct KeyboardTyping {
  /// One or two characters of the scanner that a single scalar stands for.
  private struct Reading {
    let first: UInt8
    let second: UInt8?
  }

  package let layout: KeyboardLayout
  package let lock: RepairedText.Lock

  private static let bracket = UInt8(ascii: "]")

  /// The most texts that one layout and lock key give; only pairs with a dead key make more than one.
  private static let maximumTexts = 8

  /// What is shorter than a signature is no text of its own.
  private static let shortestText = 64

  private let form: TypedForm

  package init(
    _ layout: KeyboardLayout, _ lock: RepairedText.Lock, of form: TypedForm = .healthCode
  ) {
    self.layout = layout
    self.lock = lock
    self.form = form
  }

  /// Each character of the format and of an AIM identifier, and the scalar that its key gives.
  package var keys: [(us: UInt8, host: Unicode.Scalar)] {
    keys {
      $0 == Self.bracket || form.contains($0) || $0.isASCIIDigit || (0x41...0x5A).contains($0)
    }
  }

  private func keys(where isWanted: (UInt8) -> Bool) -> [(us: UInt8, host: Unicode.Scalar)] {
    var keys: [(us: UInt8, host: Unicode.Scalar)] = []
    // A blank and what scanners send with Control are the same in every layout.
    for plain in UInt8(0)...0x20 where isWanted(plain) {
      keys.append((plain, Unicode.Scalar(plain)))
    }
    let us = zip(KeyboardLayout.us.unshifted, KeyboardLayout.us.shifted)
    for ((low, high), host) in zip(us, zip(layout.unshifted, layout.shifted)) {
      guard let low = UInt8(exactly: low.value), let high = UInt8(exactly: high.value),
        isWanted(low) || isWanted(high)
      else { continue }
      let given = locked(host.0, host.1)
      if isWanted(low), given.low.value != 0 { keys.append((low, given.low)) }
      if isWanted(high), given.high.value != 0 { keys.append((high, given.high)) }
    }
    return keys
  }

  /// What a key gives under the lock key. Caps Lock follows xkb: it exchanges the two cases of one
  /// letter, and of a key with other things it only raises the letters.
  private func locked(
    _ low: Unicode.Scalar, _ high: Unicode.Scalar
  ) -> (low: Unicode.Scalar, high: Unicode.Scalar) {
    switch lock {
    case .none: (low, high)
    case .shift: (high, low)
    case .caps: low != high && raised(low) == high ? (high, low) : (raised(low), raised(high))
    }
  }

  private func raised(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if scalar == "ß" { return "ẞ" }
    let upper = scalar.properties.uppercaseMapping.unicodeScalars
    guard upper.count == 1, let only = upper.first else { return scalar }
    return only
  }

  /// Whether the first scalar is what this typing makes of the format's first character, or of the `]` of an identifier.
  package func mayBegin(with scalars: [Unicode.Scalar]) -> Bool {
    guard let first = scalars.first else { return false }
    let openers = keys { $0 == Self.bracket || $0 == form.prefix.first }
    return openers.contains { key in
      guard let dead = Self.deadKey(key.host) else { return key.host == first }
      return dead.alone.contains(first) || dead.made.contains { $0.whole == first }
    }
  }

  private static func deadKey(_ scalar: Unicode.Scalar) -> DeadKey? {
    KeyboardLayout.deadKeys.first { $0.mark == scalar }
  }

  private func readings() -> [Unicode.Scalar: [Reading]] {
    var readings: [Unicode.Scalar: [Reading]] = [:]
    let keys = keys
    for key in keys {
      guard let dead = Self.deadKey(key.host) else {
        readings[key.host, default: []].append(Reading(first: key.us, second: nil))
        continue
      }
      for scalar in dead.alone {
        for second in [nil, UInt8(ascii: " "), key.us] {
          readings[scalar, default: []].append(Reading(first: key.us, second: second))
        }
      }
      for next in keys {
        for pair in dead.made where pair.base == next.host {
          readings[pair.whole, default: []].append(Reading(first: key.us, second: next.us))
        }
      }
    }
    return readings
  }

  /// The texts that this layout and lock key turn into `scalars`, at most eight, first those with the fewest
  /// assumptions about dead keys.
  ///
  /// A dead key's sign that stands alone has three readings. With `isCanonical` the search gives up a reading at the
  /// first group that is not canonical Base45; without it, the first text with the prefix is the only one. The search
  /// revises its latest choice first, and stops after a number of steps in proportion to the text.
  ///
  /// Several texts without a line end between them are read one by one, for the groups of each begin with it; the texts that
  /// are returned hold them all.
  package func texts(of scalars: [Unicode.Scalar], isCanonical: Bool) -> [[UInt8]] {
    let table = readings()
    let pieces = pieces(of: scalars).map { texts(of: $0, by: table, isCanonical: isCanonical) }
    guard pieces.count > 1, pieces.allSatisfy({ !$0.isEmpty }) else {
      return texts(of: scalars[...], by: table, isCanonical: isCanonical)
    }
    let most = pieces.map(\.count).max() ?? 0
    return (0..<most).map { number in pieces.flatMap { $0[min(number, $0.count - 1)] } }
  }

  /// The scalars, cut where this typing of the format's prefix begins again behind what may be a text.
  private func pieces(of scalars: [Unicode.Scalar]) -> [ArraySlice<Unicode.Scalar>] {
    let keys = keys
    let prefix = form.prefix.compactMap { byte in keys.first { $0.us == byte }?.host }
    var pieces: [ArraySlice<Unicode.Scalar>] = []
    var start = 0
    for index in scalars.indices
    where index - start >= Self.shortestText && scalars[index...].starts(with: prefix) {
      pieces.append(scalars[start..<index])
      start = index
    }
    return pieces + [scalars[start...]]
  }

  private func texts(
    of scalars: ArraySlice<Unicode.Scalar>, by table: [Unicode.Scalar: [Reading]], isCanonical: Bool
  ) -> [[UInt8]] {
    var steps: [[Reading]] = []
    steps.reserveCapacity(scalars.count)
    for scalar in scalars {
      guard let step = table[scalar] else { return [] }
      steps.append(step)
    }
    var texts: [[UInt8]] = []
    var draft = RepairDraft(isCanonical: isCanonical, of: form)
    var choices: [(index: Int, length: Int, option: Int)] = []
    var index = 0
    var option = 0
    var budget = 1_000 + 16 * steps.count
    while budget > 0 {
      budget -= 1
      if index < steps.count, option < steps[index].count {
        let length = draft.bytes.count
        let reading = steps[index][option]
        if draft.append(reading.first), reading.second.map({ draft.append($0) }) ?? true {
          if option + 1 < steps[index].count { choices.append((index, length, option)) }
          index += 1
          option = 0
        } else {
          draft.shorten(to: length)
          option += 1
        }
        continue
      }
      if index == steps.count, let text = draft.text {
        texts.append(text)
        if !isCanonical || texts.count == Self.maximumTexts { break }
      }
      guard let last = choices.popLast() else { break }
      draft.shorten(to: last.length)
      index = last.index
      option = last.option + 1
    }
    return texts
  }
}
