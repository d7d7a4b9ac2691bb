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
