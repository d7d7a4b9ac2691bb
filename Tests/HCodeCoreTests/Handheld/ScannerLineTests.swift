@testable import HCodeGate
import Testing

private func cleaned(_ line: String) -> String {
  String(decoding: ScannerLine.cleaned(Array(line.utf8)), as: UTF8.self)
}

@Test(arguments: ["", "\r", "\n", "\r\n", "\t", "\t\r\n"])
func `what a scanner sends behind the text is taken away`(end: String) {
  #expect(cleaned("HCODE1:AB" + end) == "HCODE1:AB")
}

@Test(arguments: ["]Q0", "]Q1", "]Q3", "]Q6", "]d2", "]C1"])
func `an AIM symbology identifier is taken away`(identifier: String) {
  #expect(cleaned(identifier + "HCODE1:AB\r") == "HCODE1:AB")
  #expect(cleaned("\u{FEFF}" + identifier + "HCODE1:AB\r\n") == "HCODE1:AB")
}

@Test func `a byte order mark is taken away once`() {
  #expect(cleaned("\u{FEFF}HCODE1:AB") == "HCODE1:AB")
  #expect(ScannerLine.cleaned([0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF]) == [0xEF, 0xBB, 0xBF])
}

@Test func `spaces and tabs that may matter stay`() {
  #expect(cleaned(" HCODE1:AB") == " HCODE1:AB")
  #expect(cleaned("\tHCODE1:AB") == "\tHCODE1:AB")
  #expect(cleaned("HCODE1:AB \r\n") == "HCODE1:AB ")
  #expect(cleaned("HCODE1:A\tB\r\n") == "HCODE1:A\tB")
}

@Test func `what only resembles an identifier stays`() {
  #expect(cleaned("]QQHCODE1:") == "]QQHCODE1:")
  #expect(cleaned("]1QHCODE1:") == "]1QHCODE1:")
  #expect(cleaned("Q1HCODE1:") == "Q1HCODE1:")
  #expect(cleaned("]Q1]Q1HCODE1:") == "]Q1HCODE1:")
}

@Test(arguments: ["", "]", "]Q", "]Q1", "\r", "\n\n\n", "\u{FEFF}", "\u{FEFF}]"])
func `a line with nothing in it is no trap`(line: String) {
  #expect(cleaned(line).utf8.count <= line.utf8.count)
}
