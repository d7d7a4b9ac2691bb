@testable import HCodeRegistry
import Testing

struct PostgreSQLAddressTests {
  private func refusal(_ text: String) -> PostgreSQLAddress.Refusal? {
    do {
      #expect(try PostgreSQLAddress(Array(text.utf8)).description == text)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    "postgres://", "postgresql://h/d", "postgres://u@h:5432,h2/d?sslmode=require",
    "postgres:///d?host=/tmp", "postgres://u%3Av@h/d", "postgres://h/d?passfile=/x",
    "postgres://[::1]:5432/d",
  ])
  func `an address without a password is taken as it is`(_ text: String) {
    #expect(refusal(text) == nil)
  }

  @Test(arguments: [
    "postgres://u:p@h/d", "postgres://:p@h/d", "postgres://u:@h/d", "postgres://u?x:p@h/d",
    "postgres://u@h:p@h/d", "postgres://h/d?password=p", "postgres://h/d?x=y&PassWord=p",
    "postgres://h/d?%70assword=p", "postgres://h/d?pass%77%6frd=p", "postgres://h/d?sslpassword=p",
  ])
  func `an address with a password is refused, however it is spelled`(_ text: String) {
    #expect(refusal(text) == .holdsPassword)
  }

  @Test func `what is no address is refused`() {
    for text in ["postgres://a b", "postgres://\u{E9}", "postgres:/h", "registry", ""] {
      #expect(refusal(text) == .malformed)
    }
    #expect(PostgreSQLAddress.isMeant(by: "postgres://".utf8))
    for name in ["postgres", "./postgres://h", "postgres:/h", "mysql://h"] {
      #expect(!PostgreSQLAddress.isMeant(by: name.utf8))
    }
  }
}
