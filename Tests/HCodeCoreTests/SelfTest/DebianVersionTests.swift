@testable import HCodeDesk
import Testing

struct DebianVersionTests {
  @Test(arguments: [
    ("0.23.92-7", "0.23.92-7+deb12u1"), ("0.23.92-7+deb12u1", "0.23.92-7+deb12u2"),
    ("0.23.92-7+deb12u1", "0.23.92-7+deb12u10"), ("0.23.92-7+deb12u1", "0.23.92-8"),
    ("0.23.92-7+deb12u1", "0.23.93-1"), ("0.9", "0.10"), ("1.0~rc1", "1.0"), ("1.0", "1.0a"),
    ("1.0a", "1.0+b"), ("9.9", "1:0.1"), ("1.0-1~bpo1", "1.0-1"), ("1.0", "1.0-1"),
    ("1", "99999999999999999999999"), ("1.2.13", "1.2.13.dfsg"), ("", "1"),
  ])
  func `versions are ordered as dpkg orders them`(_ older: String, _ newer: String) {
    #expect(DebianVersion(older) < DebianVersion(newer))
    #expect(!(DebianVersion(newer) < DebianVersion(older)))
  }

  @Test(arguments: [("1.0", "1.0-0"), ("1.0", "0:1.0"), ("1.01", "1.1"), ("a", "a")])
  func `versions in the same place are equal`(_ one: String, _ other: String) {
    #expect(DebianVersion(one) == DebianVersion(other))
  }
}
