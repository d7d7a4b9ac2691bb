/// The symbol that the scanner is tested with, as `QREncoder` draws it at level Q.
enum SelfTestSymbol {
  /// What it says: as long as a green code with a name is.
  static let text =
    Array("HCODE1:".utf8) + (0..<240).map { Array("0123456789ABCDEF".utf8)[$0 * 7 % 16] }

  static let version = 11

  /// Its rows from the top, the lowest bit the leftmost module.
  static let rows: [UInt64] = [
    0x1fd9854471c4f07f, 0x105b074428632e41, 0x175deb18631f715d, 0x1757d75b2c13ce5d,
    0x174e0f47f8b4d15d, 0x1044157919f53f41, 0x1fd555555555557f, 0x000df12d126d3800,
    0x05aa3891f2a82952, 0x048c115de1f69927, 0x1a8a68cada8480fb, 0x1ac8f163f56f162f,
    0x1cab38b35eab48d6, 0x02cd911ef8f5ff22, 0x1c88e88d41016efa, 0x1eaa711b6e6a90a8,
    0x1ca838a2d6aea4d8, 0x02cd1146c575e520, 0x1afde8849041e045, 0x1aec510ac82b9207,
    0x1a965832b08e67db, 0x06eb50def30c5ab0, 0x1e83a98c58085ff5, 0x1f103182ce5330a5,
    0x1ca258a51eb6c3da, 0x04ed51578304cea0, 0x1249a99c460dc4d5, 0x1b584d016013b2a5,
    0x0dfa3aa3f635c5fa, 0x0515055517f3cb14, 0x0b51b8995b0dc559, 0x03184a871c01351d,
    0x1df24a23fcbfc7fe, 0x05ad4dd53a3acba0, 0x1bb1af9813dae46a, 0x1a11d2a23caed5bf,
    0x05325c009561b660, 0x05ac55d13a06e33d, 0x1bb82bda3290a5ea, 0x1b90d4c63d0af404,
    0x1d334a64e4fdeef5, 0x12adcdb13a529286, 0x0d38b1bc6e96c1c8, 0x06925489a79aef99,
    0x14b04a48def928f6, 0x13ad4de4d3d1fe89, 0x0abdb1b2ea93bbc8, 0x0295d4a93a1c099b,
    0x12d7ca115e7c26fc, 0x17aacdddd8d0f488, 0x08aa31cbf6725dfc, 0x06e1b5a0b2fcb397,
    0x13f5cb81f03d61cf, 0x131ecd5510b82d00, 0x0b50305b524a9e7f, 0x0713d5391cf57441,
    0x15f9aa9ffc24d75d, 0x1a848d49d6b97c5d, 0x0c7430c42665945d, 0x1e8bcab93ccce941,
    0x1561ca1fa5fdd47f,
  ]
}
