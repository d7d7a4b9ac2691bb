/// A keyboard layout of the host, and the way back from what it made of a scanner's typing.
///
/// A hand-held scanner in keyboard mode presses the keys of a US keyboard. A host with another
/// layout turns them into other characters, yet one text has one spelling under each layout, and
/// the fixed prefix tells which layouts come into question. What arrives is mended before it is
/// decoded; the signature decides whether the guess was right, so mending never makes a code valid
/// that no issuer signed.
///
/// The table is made from xkb's data by `Scripts/keyboard-layouts.py`. A layout that types the 45
/// characters as another does is not listed twice: `gb`, `pl`, `cn`, `kr`, `tw`, `ro`, `lv` and
/// `us(intl)` change nothing, `at` is `de`, `fi` and `ee` are `se`. Left out because two characters come out alike: `gr` (S and W). `il` leaves the
/// prefix whole and types `.` for `/`: ``disguised(_:)`` has it. Left
/// out because their vowel signs join other letters: Arabic, Persian, Thai, Indic, Vietnamese. An
/// input method that swallows letters (Chinese, Japanese kana) leaves nothing to mend.
///
/// A dead key (`+` on `de`, `ch`, `se`, `dk`, `no`, `cz`, `sk`, `nl`) is resolved whether it made a
/// letter (`À`), stood alone before a space (`` ` `` for `+` and Space), stood before a letter that
/// takes no accent (`` `B ``, as Windows and GTK do) or was pressed twice. A host that swallows such
/// a pair has lost the code.
package struct KeyboardLayout: Sendable {
  /// The name xkb has for it, such as `de` or `ch(fr)`.
  package let name: String

  package let unshifted: [Unicode.Scalar]
  package let shifted: [Unicode.Scalar]

  package init(_ name: String, _ unshifted: String, _ shifted: String) {
    self.name = name
    self.unshifted = Array(unshifted.unicodeScalars)
    self.shifted = Array(shifted.unicodeScalars)
  }

  /// The most bytes of a text to repair; a longer text is returned as it arrived.
  package static let maximumBytes = 4_400

  /// The most candidates returned.
  package static let maximumCandidates = 16

  /// Every layout that is tried, the US one first.
  package static let all: [KeyboardLayout] = [us] + others

  /// What a host with a US layout shows of a scanner that is set to another one, where that one has every character of a code
  /// without a third level.
  static let ofScanners: [KeyboardLayout] = others.compactMap { layout in
    func shown(_ wanted: Unicode.Scalar) -> Unicode.Scalar {
      if let key = layout.unshifted.firstIndex(of: wanted) { return us.unshifted[key] }
      return layout.shifted.firstIndex(of: wanted).map { us.shifted[$0] } ?? "\0"
    }
    let turned = KeyboardLayout(
      "us(scanner \(layout.name))", String(String.UnicodeScalarView(us.unshifted.map(shown))),
      String(String.UnicodeScalarView(us.shifted.map(shown))))
    let keys = KeyboardTyping(turned, .none).keys.filter { Base45Group.contains($0.us) }
    return keys.count == 45 ? turned : nil
  }

  package static let prefix = TypedForm.healthCode.prefix

  /// What the scanner may have typed, the likeliest first; never empty.
  ///
  /// A text that begins with the prefix and holds only the characters of its format comes back alone, as does a
  /// text that no layout explains and one longer than ``maximumBytes``. Otherwise each candidate
  /// begins with the prefix and holds only those characters, without an AIM identifier. Several
  /// layouts may share the prefix: candidates that are canonical Base45 displace all others, and the
  /// caller keeps the one whose signature holds.
  ///
  /// - Parameter text: one line, already ``ScannerLine/cleaned(_:)``.
  package static func repaired(
    _ text: [UInt8], as form: TypedForm = .healthCode
  ) -> [RepairedText] {
    guard text.count <= maximumBytes, !form.isWhole(text) else { return [.asTyped(text)] }
    let (scalars, isFullWidth) = FullWidth.folded(text)
    let typings = RepairedText.Lock.allCases.flatMap { lock in
      (all + ofScanners).map { KeyboardTyping($0, lock, of: form) }
        .filter { $0.mayBegin(with: scalars) }
    }
    for isCanonical in [true, false] {
      let found = candidates(typings, scalars, isFullWidth: isFullWidth, isCanonical: isCanonical)
      if !found.isEmpty { return found }
    }
    return [.asTyped(text)]
  }

  private static func candidates(
    _ typings: [KeyboardTyping], _ scalars: [Unicode.Scalar], isFullWidth: Bool, isCanonical: Bool
  ) -> [RepairedText] {
    var found: [RepairedText] = []
    for typing in typings {
      for text in typing.texts(of: scalars, isCanonical: isCanonical) {
        let names = typing.layout.name == us.name ? [] : [typing.layout.name]
        if let known = found.firstIndex(where: { $0.text == text }) {
          if found[known].lock == typing.lock, !found[known].layouts.isEmpty {
            found[known].layouts += names
          }
        } else if found.count < maximumCandidates {
          found.append(
            RepairedText(
              text: text, layouts: names, lock: typing.lock, isFullWidth: isFullWidth,
              isAsTyped: false))
        }
      }
    }
    return found
  }

  /// The keys of a Hebrew layout: capitals and digits as on a US keyboard, and other signs for `/` and `.`.
  private static let hebrew = KeyboardLayout(
    "il",
    "1234567890-=/'קראטוןםפ[שדגכעיחלךףזסבהנמצץ.",
    "!@#$%^&*)(_+QWERTYUIOP{ASDFGHJKL:ZXCVBNM<?")

  /// What a scanner may have typed where the layout left the prefix whole, so that the text cannot tell that it was changed.
  package static func disguised(_ text: [UInt8]) -> [RepairedText] {
    guard text.count <= maximumBytes else { return [] }
    let (scalars, isFullWidth) = FullWidth.folded(text)
    return TypedForm.all.flatMap { form in
      candidates(
        [KeyboardTyping(hebrew, .none, of: form)], scalars, isFullWidth: isFullWidth,
        isCanonical: true)
    }
  }
}
