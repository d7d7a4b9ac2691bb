package import HCodeBase

/// For maps whose keys have no names yet.
extension NumberedMembers {
  private struct BareKey: RawRepresentable { let rawValue: UInt64 }

  package init(_ value: CBORValue, _ place: String, known: ClosedRange<UInt64>) throws(ListRefusal)
  {
    try self.init(value, place) { known.contains($0) }
  }

  package subscript(number: UInt64) -> CBORValue? { self[BareKey(rawValue: number)] }

  package func required(_ number: UInt64, _ what: String) throws(ListRefusal) -> CBORValue {
    try required(BareKey(rawValue: number), what)
  }

  package func unsigned(
    _ number: UInt64, _ what: String, _ range: ClosedRange<UInt64>
  ) throws(ListRefusal) -> UInt64 {
    try unsigned(BareKey(rawValue: number), what, range)
  }

  package func time(_ number: UInt64, _ what: String) throws(ListRefusal) -> Timestamp {
    try time(BareKey(rawValue: number), what)
  }

  package func optionalTime(_ number: UInt64, _ what: String) throws(ListRefusal) -> Timestamp? {
    try optionalTime(BareKey(rawValue: number), what)
  }

  package func text(
    _ number: UInt64, _ what: String, maximumBytes: Int
  ) throws(ListRefusal) -> String {
    try text(BareKey(rawValue: number), what, maximumBytes: maximumBytes)
  }

  package func identifier(
    _ number: UInt64, _ what: String
  ) throws(ListRefusal) -> IssuerIdentifier {
    try identifier(BareKey(rawValue: number), what)
  }

  package func publicKey(_ number: UInt64, _ what: String) throws(ListRefusal) -> Ed25519PublicKey {
    try publicKey(BareKey(rawValue: number), what)
  }

  package func array(
    _ number: UInt64, _ what: String, _ count: ClosedRange<Int>
  ) throws(ListRefusal) -> [CBORValue] {
    try array(BareKey(rawValue: number), what, count)
  }
}
