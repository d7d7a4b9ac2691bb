@testable import HCodePictures
import Testing

private func pixels(_ zpl: String) throws -> [UInt8]? {
  var reader = ZPLReader(Array(zpl.utf8))
  return try reader.next()?.pixels
}

@Test func `a bitmap of a label is read with its compression`() throws {
  let row: [UInt8] = [0, 255, 255, 0, 255, 255, 255, 255]
  #expect(try pixels("^XA^GFA,1,1,1,90^FS^XZ") == row)
  #expect(try pixels("^XA\n^GFA,2,2,1,\n90:^FS") == row + row)
  #expect(
    try pixels("^XA^GFA,2,2,1,,!^FS") == [UInt8](repeating: 255, count: 8)
      + [UInt8](repeating: 0, count: 8))
  #expect(try pixels("^XA^GFA,1,1,1,HF^FS") == [UInt8](repeating: 0, count: 8))
  #expect(try pixels("^XA^GFA,11,11,11,gHF^FS") == [UInt8](repeating: 0, count: 88))
  #expect(try pixels("^XA^XZ") == nil)
}

@Test(arguments: [
  "^XA^GFA,1,1,0,90", "^XA^GFA,1,3,2,90", "^XA^GFA,1,1,1,9", "^XA^GFA,1,1,1,:", "^XA^GFA,1,1,1,G",
  "^XA^GFA,1,1,1,LF",
  "^XA^GFA,1,1", "^XA^GFA,99999999999,1,1,90", "^XA^GFA,1,999999999,1,90", "^XA^GFA,1,1,1,9^",
])
func `a damaged bitmap is an error`(zpl: String) {
  #expect(throws: PictureError.self) { try pixels(zpl) }
}

@Test func `a label that has just one bitmap is read whole`() {
  for label in [
    "^XA^FO0,0^GFA,1,1,1,90^FS^PQ2^XZ",
    "^xa\n^PW8\n^LL8\n^FX a note^gfa,1,1,1,90^FS\n^XZ\n^XA^GFA,1,1,1,90^XZ",
  ] { #expect(ZPLReader.areOnlyBitmaps(in: Array(label.utf8)), "\(label)") }
}

@Test(arguments: [
  "^XA^GFA,1,1,1,90^BQN,2,4^FDMA,X^FS^XZ", "^XA^GFA,1,1,1,90^GFA,1,1,1,90^XZ",
  "^XA^GFA,1,1,1,90^gfa,1,1,1,90^XZ",
  "^XA^GFB,1,1,1,x^XZ", "^XA^GFC,1,1,1,x^XZ", "^XA^GFA ,1,1,1,90^XZ", "^XA^G\nFA,1,1,1,90^XZ",
  "~DGR:R.GRF,1,1,90^XA^GFA,1,1,1,90^XGR:R.GRF,1,1^FS^XZ", "^XA^GFA,1,1,1,90^IMR:R.GRF^XZ",
  "^XA^GFA,1,1,1,90^CC+^XZ", "^XA^GFA,1,1,1,90^LRY^XZ", "^XA^GFA,1,1,1,90^FDtext^FS^XZ",
  "^XA^GFA,1,1,1,90^GB9,9,9^FS^XZ",
  "^XA^GFA,1,1,1,90", "^XA^XA^GFA,1,1,1,90^XZ",
])
func `a label that a printer adds to is not read whole`(zpl: String) {
  #expect(!ZPLReader.areOnlyBitmaps(in: Array(zpl.utf8)))
}

@Test func `commands in small letters are read`() throws {
  #expect(try pixels("^xa^gfa,1,1,1,90^fs^xz") == pixels("^XA^GFA,1,1,1,90^FS^XZ"))
}
