internal import COpenSSL

/// A number of any size that is not negative. Public values only: nothing here takes the same time for all of them.
final class BigNumber: @unchecked Sendable {
  // Never written after init.
  let number: OpaquePointer

  init?(owning number: OpaquePointer?) {
    guard let number else {
      ERR_clear_error()
      return nil
    }
    self.number = number
  }

  deinit { BN_free(number) }

  /// From its bytes, most significant first.
  convenience init?(_ bytes: [UInt8]) {
    self.init(owning: BN_bin2bn(bytes, Int32(clamping: bytes.count), nil))
  }

  /// From its digits in some base, most significant first; nil when one is none.
  convenience init?(digits: some Collection<UInt8>, base: UInt8) {
    guard let number = BN_new() else { return nil }
    for digit in digits {
      guard digit < base, BN_mul_word(number, UInt(base)) == 1,
        BN_add_word(number, UInt(digit)) == 1
      else {
        BN_free(number)
        return nil
      }
    }
    self.init(owning: number)
  }

  /// The bytes, most significant first, none for 0.
  var bytes: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: (Int(BN_num_bits(number)) + 7) / 8) { buffer, count in
      count = buffer.isEmpty ? 0 : Int(BN_bn2bin(number, buffer.baseAddress))
    }
  }

  /// Bits without leading zeros.
  var bits: Int { Int(BN_num_bits(number)) }
}

/// Arithmetic modulo an odd number.
final class ModularArithmetic {
  private let modulus: BigNumber
  private let context: OpaquePointer

  /// Nil for a modulus that is even or 1, or when there is no memory.
  init?(_ modulus: BigNumber) {
    guard BN_is_odd(modulus.number) == 1, modulus.bits > 1, let context = BN_CTX_new() else {
      return nil
    }
    self.modulus = modulus
    self.context = context
  }

  deinit { BN_CTX_free(context) }

  /// base ^ exponent.
  func power(_ base: BigNumber, _ exponent: BigNumber) -> BigNumber? {
    result { BN_mod_exp($0, base.number, exponent.number, modulus.number, context) }
  }

  /// a · b.
  func product(_ a: BigNumber, _ b: BigNumber) -> BigNumber? {
    result { BN_mod_mul($0, a.number, b.number, modulus.number, context) }
  }

  /// The number that gives 1 when multiplied by this one; nil when there is none.
  func inverse(_ number: BigNumber) -> BigNumber? {
    BigNumber(owning: BN_mod_inverse(nil, number.number, modulus.number, context))
  }

  private func result(_ body: (OpaquePointer) -> Int32) -> BigNumber? {
    guard let number = BN_new() else { return nil }
    guard body(number) == 1 else {
      BN_free(number)
      ERR_clear_error()
      return nil
    }
    return BigNumber(owning: number)
  }
}
