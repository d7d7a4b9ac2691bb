internal import CSodium

/// The group ristretto255 (RFC 9496) by libsodium: its elements, the numbers modulo its order, and secret numbers.
package enum Ristretto255 {
  /// There is no memory to lock for a secret.
  package struct NoSecretMemory: Error, Equatable, Sendable {
    /// The one such error.
    package init() {}
  }

  fileprivate static let bytes = Int(crypto_core_ristretto255_BYTES)
  fileprivate static let zeros = [UInt8](repeating: 0, count: bytes)

  /// A number that anybody may know: 32 bytes, the least one first, below the order of the group.
  package struct Number: Hashable, Sendable {
    /// The 32 bytes.
    package let bytes: [UInt8]

    /// From its one spelling; nil for any other bytes.
    package init?(bytes: some Collection<UInt8>) {
      let bytes = Array(bytes)
      guard bytes.count == Ristretto255.bytes else { return nil }
      var reduced = zeros
      crypto_core_ristretto255_scalar_reduce(&reduced, bytes + zeros)
      guard reduced == bytes else { return nil }
      self.bytes = bytes
    }

    /// SHA-512 of that content as a number of 64 bytes, modulo the order (RFC 9496 §4.4).
    package init(hashOf content: [UInt8]) {
      var reduced = zeros
      crypto_core_ristretto255_scalar_reduce(&reduced, Sodium.sha512(content))
      bytes = reduced
    }

    fileprivate init(unchecked bytes: [UInt8]) { self.bytes = bytes }

    /// The sum modulo the order.
    package static func + (a: Number, b: Number) -> Number {
      var sum = zeros
      crypto_core_ristretto255_scalar_add(&sum, a.bytes, b.bytes)
      return Number(unchecked: sum)
    }
  }

  /// A number that nobody may learn, in guarded memory.
  package struct Secret: Sendable {
    private let number: GuardedBytes
    fileprivate var pointer: UnsafePointer<UInt8> { UnsafePointer(number.pointer) }

    /// A random number that is not 0.
    package init() throws(NoSecretMemory) {
      number = try Self.memory()
      crypto_core_ristretto255_scalar_random(number.pointer)
    }

    /// From 32 bytes; nil when they are not the one spelling of a number.
    package init?(_ bytes: GuardedBytes) {
      guard bytes.count == Ristretto255.bytes, let wide = GuardedBytes(count: 2 * bytes.count),
        let reduced = GuardedBytes(count: bytes.count)
      else { return nil }
      wide.pointer.update(from: bytes.pointer, count: bytes.count)
      crypto_core_ristretto255_scalar_reduce(reduced.pointer, wide.pointer)
      guard sodium_memcmp(reduced.pointer, bytes.pointer, bytes.count) == 0 else { return nil }
      number = reduced
    }

    private init(_ fill: (UnsafeMutablePointer<UInt8>) -> Void) throws(NoSecretMemory) {
      number = try Self.memory()
      fill(number.pointer)
    }

    private static func memory() throws(NoSecretMemory) -> GuardedBytes {
      guard Sodium.isReady, let memory = GuardedBytes(count: Ristretto255.bytes) else {
        throw NoSecretMemory()
      }
      return memory
    }

    /// The number times one that anybody may know, modulo the order.
    package func times(_ other: Number) throws(NoSecretMemory) -> Secret {
      try Secret { crypto_core_ristretto255_scalar_mul($0, pointer, other.bytes) }
    }

    /// The sum with another secret, modulo the order.
    package func plus(_ other: Secret) throws(NoSecretMemory) -> Secret {
      try Secret { crypto_core_ristretto255_scalar_add($0, pointer, other.pointer) }
    }

    /// The 32 bytes, to be sealed in a file.
    package var guarded: GuardedBytes { number }

    /// The number for everybody to know.
    package var disclosed: Number {
      Number(unchecked: Array(UnsafeBufferPointer(start: number.pointer, count: number.count)))
    }

    /// The element times this number, which stays as secret as the number.
    package func secretMultiple(of element: Element) throws(NoSecretMemory) -> GuardedBytes {
      let product = try Self.memory()
      _ = crypto_scalarmult_ristretto255(product.pointer, number.pointer, element.bytes)
      return product
    }
  }

  /// An element of the group in its canonical encoding (RFC 9496 §4.3.2).
  package struct Element: Hashable, Sendable {
    /// The 32 bytes.
    package let bytes: [UInt8]

    /// What adds nothing: 32 zero bytes.
    package static let identity = Element(unchecked: zeros)
    /// The generator of RFC 9496.
    package static let generator = Element(unchecked: generatorBytes)

    private static var generatorBytes: [UInt8] {
      var one = zeros
      one[0] = 1
      var element = zeros
      _ = crypto_scalarmult_ristretto255_base(&element, one)
      return element
    }

    /// From its canonical encoding; nil for any other bytes and for the identity.
    package init?(bytes: some Collection<UInt8>) {
      let bytes = Array(bytes)
      guard bytes.count == Ristretto255.bytes, bytes != zeros,
        crypto_core_ristretto255_is_valid_point(bytes) == 1
      else { return nil }
      self.bytes = bytes
    }

    /// The element that SHA-512 of that content stands for (RFC 9496 §4.3.4): nobody knows its logarithm.
    package init(hashOf content: [UInt8]) {
      var element = zeros
      _ = crypto_core_ristretto255_from_hash(&element, Sodium.sha512(content))
      bytes = element
    }

    private init(unchecked bytes: [UInt8]) { self.bytes = bytes }

    /// A random element.
    package static func random() -> Element { Element(hashOf: Sodium.random(count: 64)) }

    /// The sum.
    package static func + (a: Element, b: Element) -> Element {
      var sum = zeros
      _ = crypto_core_ristretto255_add(&sum, a.bytes, b.bytes)
      return Element(unchecked: sum)
    }

    /// The difference.
    package static func - (a: Element, b: Element) -> Element {
      var difference = zeros
      _ = crypto_core_ristretto255_sub(&difference, a.bytes, b.bytes)
      return Element(unchecked: difference)
    }

    /// The element so many times. libsodium calls the identity an error, and leaves its zero bytes.
    package func times(_ number: Number) -> Element {
      number.bytes.withUnsafeBufferPointer { $0.baseAddress.map(multiple) ?? .identity }
    }

    /// The same with a secret number, for everybody to know.
    package func times(_ secret: Secret) -> Element { multiple(secret.pointer) }

    private func multiple(_ number: UnsafePointer<UInt8>) -> Element {
      var product = zeros
      _ = crypto_scalarmult_ristretto255(&product, number, bytes)
      return Element(unchecked: product)
    }
  }
}
