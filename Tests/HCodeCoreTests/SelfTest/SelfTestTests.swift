@testable import HCodeDesk
@testable import HCodePictures
import Testing

struct SelfTestTests {
  @Test func `this program passes its own tests`() {
    #expect(SelfTest.signatures() == nil)
    #expect(SelfTest.keyCheck() == nil)
    #expect(SelfTest.scanning() == nil)
  }

  @Test func `the symbol at hand is the one that the encoder draws`() throws {
    let drawn = try QREncoder.encode(SelfTestSymbol.text, errorCorrection: .quartile)
    #expect(drawn.version == SelfTestSymbol.version && drawn.words == SelfTestSymbol.rows)
  }

  @Test func `every library is named once, and a build without make records no packages`() {
    let names = LinkedLibrary.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(LinkedLibrary.all.allSatisfy { $0.version?.isEmpty != true })
    #expect(LinkedLibrary.all.allSatisfy { $0.package == nil })
  }
}
