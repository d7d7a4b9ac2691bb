@testable import HCodeDesk
@testable import HCodeBase
@testable import HCodeGate
import Testing

@Test(arguments: TypingHost.every)
func `what any layout made of a code comes back`(host: TypingHost) {
  for code in CodeText.several {
    let candidates = KeyboardLayout.repaired(host.types(code))
    let right = candidates.first { $0.text == code }
    #expect(right != nil)
    #expect(candidates.count <= KeyboardLayout.maximumCandidates)
    guard let right, !right.isAsTyped else { continue }
    let isUS = host.layout.name == "us"
    #expect(isUS || right.layouts.contains(host.layout.name) || right.lock != host.lock)
  }
}

@Test(arguments: TypingHost.every)
func `an AIM identifier is taken away in any layout`(host: TypingHost) {
  let code = CodeText.several[0]
  let line = Array("]Q1".utf8) + code
  let texts = KeyboardLayout.repaired(ScannerLine.cleaned(host.types(line))).map(\.text)
  #expect(texts.contains(code))
}

@Test func `a whole text comes back alone and untouched`() {
  for code in CodeText.several {
    #expect(KeyboardLayout.repaired(code) == [.asTyped(code)])
  }
}

@Test(arguments: TypingHost.DeadKeys.allCases, ["de", "ch", "se", "cz", "nl", "pt"])
func `plus signs survive as dead keys`(deadKeys: TypingHost.DeadKeys, name: String) throws {
  let layout = try #require(KeyboardLayout.all.first { $0.name == name })
  // A third character of a group and a last one are never `+` in canonical Base45.
  for body in [
    "++0", "+ 0", " +A", "+AA", "Y+A", "++A+ B +C+AE", "+EE++7+ 0", "++1++2", " +V+0", "Z+A+0",
    "+E0++7+ 0", "++1 +2+A3", "+0",
  ] {
    #expect(throws: Never.self) { try Base45.decode(Array(body.utf8)) }
    let code = Array("HCODE1:\(body)".utf8)
    let host = TypingHost(layout: layout, deadKeys: deadKeys)
    let texts = KeyboardLayout.repaired(host.types(code)).map(\.text)
    #expect(texts.contains(code), "\(body) became \(texts)")
  }
}

@Test func `layouts that explain a text equally well are all named`() throws {
  let mended = KeyboardLayout.repaired(Array("HCODE1ÑAB".utf8))
  #expect(mended.map(\.text) == [Array("HCODE1:AB".utf8)])
  #expect(mended.first?.layouts == ["es", "latam"])
  #expect(mended.first?.explanation == "es or latam")
}

@Test(arguments: [
  ("hcode1:ab", "caps lock"),
  ("ＨＣＯＤＥ１：ＡＢ", "full width"),
  ("HCODE1：AB", "full width"),
  ("ｈｃｏｄｅ１：ａｂ", "caps lock, full width"),
  ("hcode!;ab", "shift lock"),
  ("hcode1öab", "de or se, caps lock"),
])
func `the explanation says what the host did`(typed: String, explanation: String) {
  let mended = KeyboardLayout.repaired(Array(typed.utf8))
  #expect(mended.first?.text == Array("HCODE1:AB".utf8))
  #expect(mended.first?.explanation == explanation)
}

@Test func `ideographic signs of an input method are mended`() {
  let mended = KeyboardLayout.repaired(Array("HCODE1：7。　￥、0".utf8))
  #expect(mended.map(\.text) == [Array("HCODE1:7. $/0".utf8)])
}

@Test func `a layout that leaves the prefix whole is found by the other characters`() {
  let mended = KeyboardLayout.repaired(Array("HCODE1:Aé".utf8))
  #expect(mended.map(\.explanation).contains("ca"))
}

@Test func `a damaged text is still mended when no reading is Base45`() {
  let mended = KeyboardLayout.repaired(Array("HCODE&MQ".utf8))
  #expect(mended.map(\.text).contains(Array("HCODE1:A".utf8)))
}

@Test(arguments: ["", "HCODE1", "HC1:6BF", " HCODE1:AB", "HCODE2:AB", "hello, world", "é", "]Q1"])
func `a text that no layout explains comes back as typed`(text: String) {
  #expect(KeyboardLayout.repaired(Array(text.utf8)) == [.asTyped(Array(text.utf8))])
}

@Test func `a text over the bound comes back as typed`() {
  let longest =
    Array("hcode1:".utf8)
    + [UInt8](repeating: UInt8(ascii: "0"), count: KeyboardLayout.maximumBytes - 7)
  #expect(KeyboardLayout.repaired(longest).first?.lock == .caps)
  #expect(KeyboardLayout.repaired(longest + [0x30]) == [.asTyped(longest + [0x30])])
}

@Test func `random bytes never trap and candidates always have the prefix`() {
  var generator = SmallGenerator(state: 7)
  let starts = ["", "HCODE1:", "HCODE1Ö", "HCODE1é", "РСЩВУ1Ж", "HCODE&M", "+Q1HCODE1Ö", "hcode!;"]
  for round in 0..<400 {
    var text = Array(starts[round % starts.count].utf8)
    let isText = round % 3 == 0
    for _ in 0..<Int.random(in: 0...80, using: &generator) {
      text.append(UInt8.random(in: isText ? 0x20...0x7E : 0...255, using: &generator))
    }
    _ = ScannerLine.cleaned(text)
    for candidate in KeyboardLayout.repaired(text) where !candidate.isAsTyped {
      #expect(candidate.text.starts(with: KeyboardLayout.prefix))
      #expect(candidate.text.allSatisfy { Base45Group.contains($0) })
    }
  }
}

@Test func `a text made of dead keys alone ends within its bound`() {
  let text = "HCODE1Ö" + String(repeating: "`", count: 4_300)
  let mended = KeyboardLayout.repaired(Array(text.utf8))
  #expect(mended.count <= KeyboardLayout.maximumCandidates)
}

@Test func `a scanner has the layouts that have all characters without a third level`() {
  let names = KeyboardLayout.ofScanners.map(\.name)
  #expect(
    names
      == ["de", "it", "es", "latam", "hr", "ca", "us(colemak)", "nl"].map { "us(scanner \($0))" })
}

@Test func `every layout is named once and has the keys of the US one`() {
  let all = KeyboardLayout.all
  #expect(Set(all.map(\.name)).count == all.count)
  for layout in all {
    #expect(layout.unshifted.count == KeyboardLayout.us.unshifted.count)
    #expect(layout.shifted.count == KeyboardLayout.us.shifted.count)
    let keys = KeyboardTyping(layout, .none).keys.filter { $0.us != UInt8(ascii: "]") }
    #expect(Set(keys.map(\.us)).count == 45)
    #expect(Set(keys.map(\.host)).count == 45, "\(layout.name) loses information")
  }
}
