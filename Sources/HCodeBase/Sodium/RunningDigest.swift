internal import CSodium

/// BLAKE2b (RFC 7693) of bytes that come piece by piece.
package final class RunningDigest {
  private static let bytes = 32
  private let state: UnsafeMutableRawPointer

  /// Of no bytes yet.
  package init() {
    _ = sodium_init()
    state = .allocate(byteCount: crypto_generichash_statebytes(), alignment: 64)
    crypto_generichash_init(OpaquePointer(state), nil, 0, Self.bytes)
  }

  deinit { state.deallocate() }

  /// Takes more.
  package func update(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.bindMemory(to: UInt8.self).baseAddress else { return }
    crypto_generichash_update(OpaquePointer(state), start, UInt64(bytes.count))
  }

  /// The digest of all so far, in 64 digits of lower-case hexadecimal; more may follow.
  package var hex: String {
    let size = crypto_generichash_statebytes()
    let copy = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
    defer { copy.deallocate() }
    copy.copyMemory(from: state, byteCount: size)
    var digest = [UInt8](repeating: 0, count: Self.bytes)
    crypto_generichash_final(OpaquePointer(copy), &digest, digest.count)
    return Hex.encode(digest)
  }
}
