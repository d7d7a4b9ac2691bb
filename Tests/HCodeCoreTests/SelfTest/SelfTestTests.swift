@testable import HCodeDesk
import Testing

struct SelfTestTests {
  @Test func `this program passes its own tests`() {
    #expect(SelfTest.signatures() == nil)
    #expect(SelfTest.keyCheck() == nil)
    #expect(SelfTest.scanning() == nil)
  }

  @Test func `every library is named once, and a build without make records no packages`() {
    let names = LinkedLibrary.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(LinkedLibrary.all.allSatisfy { $0.version?.isEmpty != true })
    #expect(LinkedLibrary.all.allSatisfy { $0.package == nil })
  }
}
