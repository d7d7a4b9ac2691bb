import HCodeBase

/// An array that an expression made. It knows how deep and how large it is, so that neither a reduction that wraps its own
/// result nor one that doubles it gets far.
package struct CertLogicArray: Sendable {
  /// The values in it.
  package let elements: [CertLogicValue]
  let depth: Int
  let weight: Int

  /// Refuses what `CertLogicLimits` does not allow.
  init(_ elements: [CertLogicValue]) throws(CertLogicError) {
    var deepest = 0
    var weight = 1
    for element in elements {
      let extent = element.extent
      deepest = max(deepest, extent.depth)
      weight += extent.weight
      guard weight <= CertLogicLimits.valueWeight else { throw .tooLarge }
    }
    guard deepest < CertLogicLimits.valueDepth else { throw .tooLarge }
    self.elements = elements
    self.depth = deepest + 1
    self.weight = weight
  }
}
