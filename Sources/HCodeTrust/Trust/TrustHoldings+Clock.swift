package import HCodeBase
import HCodeFormats

extension TrustHoldings {
  /// Sets right what was imported by a clock that was ahead. Its end counts from that clock, so it would count for years.
  package mutating func correctImports(at now: Timestamp) {
    let latest = now.advanced(bySeconds: Timestamp.clockTolerance)
    for (name, held) in foreignSources where held.facts.imported > latest {
      foreignSources[name]?.facts.correctImport(to: now)
    }
    for (name, held) in ruleSets where held.taken > latest {
      let longest = now.advanced(bySeconds: held.lifetime ?? LongestLife.importedUnlessSaid)
      ruleSets[name]?.taken = now
      ruleSets[name]?.expires = held.expires.map { min($0, longest) } ?? longest
    }
  }
}
