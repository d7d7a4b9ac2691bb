internal import COpenSSL

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
