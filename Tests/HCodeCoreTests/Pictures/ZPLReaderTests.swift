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
