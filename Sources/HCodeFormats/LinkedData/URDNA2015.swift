import HCodeBase

/// RDF Dataset Normalization (URDNA2015, W3C CCG): the canonical text of a dataset, whatever its blank nodes are
/// called.
///
/// The algorithm's cost has no bound for blank nodes that look alike. Here there is one, far above what certificates
/// need.
struct URDNA2015 {
  /// The dataset is larger than the bound, or its blank nodes are too much alike.
  struct TooComplex: Error {}

  /// Hashes: a certificate takes a dozen, three alike vaccinations without names some hundred.
  private static let mostHashes = 4000

  private let quads: [RDFDataset.Quad]
  private var quadsOf: [Int: [RDFDataset.Quad]] = [:]
  private var canonical = Issuer(prefix: "_:c14n")
  private var firstHashes: [Int: String] = [:]
  private var hashes = 0

  /// The canonical N-Quads of a dataset.
  static func text(of dataset: RDFDataset) throws(TooComplex) -> [UInt8] {
    var algorithm = try URDNA2015(dataset)
    try algorithm.nameBlanks()
    let names = algorithm.canonical.names
    let lines = dataset.quads.map { quad in Array(quad.line { names[$0] ?? "_:" }.utf8) }
    return Array(lines.sorted { $0.lexicographicallyPrecedes($1) }.joined())
  }

  private init(_ dataset: RDFDataset) throws(TooComplex) {
    guard dataset.quads.count <= RDFDataset.mostQuads else { throw TooComplex() }
    quads = Array(dataset.quads)
    for quad in quads {
      for (number, _) in quad.blanks where quadsOf[number]?.contains(quad) != true {
        quadsOf[number, default: []].append(quad)
      }
    }
  }

  /// Gives blank nodes names in the order of the calls.
  private struct Issuer {
    let prefix: String
    private(set) var names: [Int: String] = [:]
    private(set) var order: [Int] = []

    init(prefix: String) { self.prefix = prefix }

    mutating func issue(_ number: Int) -> String {
      if let name = names[number] { return name }
      let name = prefix + String(order.count)
      names[number] = name
      order.append(number)
      return name
    }
  }

  /// The algorithm's main part (§4.4.2, steps 3 to 6).
  private mutating func nameBlanks() throws(TooComplex) {
    var alike: [String: [Int]] = [:]
    for number in quadsOf.keys {
      let hash = firstDegreeHash(number)
      firstHashes[number] = hash
      alike[hash, default: []].append(number)
    }
    let hashes = alike.keys.sorted(by: Self.precedes)
    for hash in hashes {
      if let only = alike[hash], only.count == 1 { _ = canonical.issue(only[0]) }
    }
    for hash in hashes {
      guard let numbers = alike[hash], numbers.count > 1 else { continue }
      var results: [(hash: String, issuer: Issuer)] = []
      for number in numbers where canonical.names[number] == nil {
        var issuer = Issuer(prefix: "_:b")
        _ = issuer.issue(number)
        results.append(try manyDegreeHash(number, issuer))
      }
      for result in results.sorted(by: { Self.precedes($0.hash, $1.hash) }) {
        for number in result.issuer.order { _ = canonical.issue(number) }
      }
    }
  }

  /// Hash First Degree Quads (§4.6).
  private func firstDegreeHash(_ number: Int) -> String {
    let lines = (quadsOf[number] ?? []).map { quad in
      quad.line { $0 == number ? "_:a" : "_:z" }
    }
    return Self.hash(lines.sorted(by: Self.precedes).joined())
  }

  /// Hash Related Blank Node (§4.7).
  private func relatedHash(
    _ number: Int, _ quad: RDFDataset.Quad, _ issuer: Issuer, _ position: String
  ) -> String {
    let name = canonical.names[number] ?? issuer.names[number] ?? firstHashes[number] ?? ""
    return Self.hash(position + "<" + quad.predicate + ">" + name)
  }

  /// Hash N-Degree Quads (§4.8).
  private mutating func manyDegreeHash(
    _ number: Int, _ given: Issuer
  ) throws(TooComplex) -> (hash: String, issuer: Issuer) {
    var issuer = given
    var related: [String: [Int]] = [:]
    for quad in quadsOf[number] ?? [] {
      for (other, position) in quad.blanks where other != number {
        hashes += 1
        guard hashes <= Self.mostHashes else { throw TooComplex() }
        related[relatedHash(other, quad, issuer, position), default: []].append(other)
      }
    }
    var data = ""
    for hash in related.keys.sorted(by: Self.precedes) {
      data += hash
      var chosen: (path: String, issuer: Issuer)?
      for order in try permutations(related[hash] ?? []) {
        guard let result = try path(order, issuer, chosen?.path) else { continue }
        if chosen.map({ Self.precedes(result.path, $0.path) }) ?? true { chosen = result }
      }
      guard let chosen else { throw TooComplex() }
      data += chosen.path
      issuer = chosen.issuer
    }
    return (Self.hash(data), issuer)
  }

  /// The path for one order of alike nodes; nil when it cannot come before the chosen one.
  private mutating func path(
    _ order: [Int], _ given: Issuer, _ chosen: String?
  ) throws(TooComplex) -> (path: String, issuer: Issuer)? {
    func isBeyond(_ path: String) -> Bool {
      guard let chosen else { return false }
      return path.utf8.count >= chosen.utf8.count && Self.precedes(chosen, path)
    }
    var issuer = given
    var path = ""
    var deeper: [Int] = []
    for number in order {
      if let name = canonical.names[number] {
        path += name
      } else {
        if issuer.names[number] == nil { deeper.append(number) }
        path += issuer.issue(number)
      }
      if isBeyond(path) { return nil }
    }
    for number in deeper {
      let result = try manyDegreeHash(number, issuer)
      path += issuer.issue(number) + "<" + result.hash + ">"
      issuer = result.issuer
      if isBeyond(path) { return nil }
    }
    return (path, issuer)
  }

  private func permutations(_ numbers: [Int]) throws(TooComplex) -> [[Int]] {
    guard numbers.count <= 6 else { throw TooComplex() }
    var orders: [[Int]] = [[]]
    for number in numbers {
      orders = orders.flatMap { order in
        (0...order.count).map { place in
          Array(order[..<place]) + [number] + Array(order[place...])
        }
      }
    }
    return orders
  }

  /// By code points.
  private static func precedes(_ a: String, _ b: String) -> Bool {
    a.utf8.lexicographicallyPrecedes(b.utf8)
  }

  private static func hash(_ text: String) -> String { Hex.encode(Sodium.sha256(Array(text.utf8))) }
}
