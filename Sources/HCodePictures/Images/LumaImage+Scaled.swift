/// Other sizes than halves.
extension LumaImage {
  /// The longer side in pixels.
  var longerSide: Int { max(width, height) }
  /// The shorter side in pixels.
  var shorterSide: Int { min(width, height) }

  /// So small that the longer side has `side` pixels, each the mean of what it covers; itself when it
  /// is no larger than that.
  func fitted(side: Int) -> LumaImage {
    guard side > 0, longerSide > side else { return self }
    return averaged(
      columns: max(1, width * side / longerSide), rows: max(1, height * side / longerSide))
  }

  /// The mean over each target pixel's rectangle, its cut-off edges by their share.
  private func averaged(columns: Int, rows: Int) -> LumaImage {
    let across = Self.spans(from: width, to: columns)
    let down = Self.spans(from: height, to: rows)
    let drawn = LumaImage(width: columns, height: rows, isIncomplete: isIncomplete) { target in
      pixels.withUnsafeBufferPointer { source in
        guard let source = source.baseAddress else { return }
        var sums = [Float](repeating: 0, count: width)
        let scale = Float(columns) / Float(width) * (Float(rows) / Float(height))
        sums.withUnsafeMutableBufferPointer { sums in
          for row in 0..<rows {
            let span = down[row]
            for column in 0..<width { sums[column] = 0 }
            for line in span.first...span.last {
              let weight = line == span.first ? span.head : line == span.last ? span.tail : 1
              let pixels = source + line * width
              for column in 0..<width { sums[column] += Float(pixels[column]) * weight }
            }
            for column in 0..<columns {
              let span = across[column]
              var sum = sums[span.first] * span.head
              if span.last > span.first {
                for index in span.first + 1..<span.last { sum += sums[index] }
                sum += sums[span.last] * span.tail
              }
              target[row * columns + column] = UInt8(min(255, sum * scale + 0.5))
            }
          }
        }
      }
    }
    return drawn ?? self
  }

  private struct Span {
    let first: Int
    let last: Int
    let head: Float
    let tail: Float
  }

  /// Which source pixels each target pixel covers, and how much of the first and the last.
  private static func spans(from source: Int, to target: Int) -> [Span] {
    (0..<target).map { index in
      let start = Double(index) * Double(source) / Double(target)
      let end = Double(index + 1) * Double(source) / Double(target)
      let first = min(Int(start), source - 1)
      let last = max(first, min(Int(end.rounded(.up)) - 1, source - 1))
      let head = first == last ? end - start : Double(first + 1) - start
      return Span(first: first, last: last, head: Float(head), tail: Float(end - Double(last)))
    }
  }

  /// So large that the longer side has `side` pixels, by cubic interpolation; itself when it is no
  /// smaller than that.
  func enlarged(side: Int) -> LumaImage {
    guard side <= 1 << 14, longerSide < side else { return self }
    let columns = max(1, width * side / longerSide)
    let rows = max(1, height * side / longerSide)
    let across = Self.taps(from: width, to: columns)
    let down = Self.taps(from: height, to: rows)
    let drawn = LumaImage(width: columns, height: rows, isIncomplete: isIncomplete) { target in
      pixels.withUnsafeBufferPointer { source in
        guard let source = source.baseAddress else { return }
        var line = [Float](repeating: 0, count: width)
        line.withUnsafeMutableBufferPointer { line in
          for row in 0..<rows {
            let tap = down[row]
            let (a, b) = (source + tap.places[0] * width, source + tap.places[1] * width)
            let (c, d) = (source + tap.places[2] * width, source + tap.places[3] * width)
            for column in 0..<width {
              line[column] =
                Float(a[column]) * tap.weights[0] + Float(b[column]) * tap.weights[1]
                + Float(c[column]) * tap.weights[2] + Float(d[column]) * tap.weights[3]
            }
            for column in 0..<columns {
              let tap = across[column]
              let neighbours = SIMD4(
                line[tap.places[0]], line[tap.places[1]], line[tap.places[2]],
                line[tap.places[3]])
              let value = (neighbours * tap.weights).sum() + 0.5
              target[row * columns + column] = UInt8(max(0, min(255, value)))
            }
          }
        }
      }
    }
    return drawn ?? self
  }

  private struct Tap {
    let places: SIMD4<Int>
    let weights: SIMD4<Float>
  }

  /// The four source pixels of each target pixel and their weights (Keys, a = -0.75).
  private static func taps(from source: Int, to target: Int) -> [Tap] {
    (0..<target).map { index in
      let place = (Double(index) + 0.5) * Double(source) / Double(target) - 0.5
      let base = Int(place.rounded(.down))
      let t = Float(place - Double(base))
      let a: Float = -0.75
      let w0 = ((a * (t + 1) - 5 * a) * (t + 1) + 8 * a) * (t + 1) - 4 * a
      let w1 = ((a + 2) * t - (a + 3)) * t * t + 1
      let u = 1 - t
      let w2 = ((a + 2) * u - (a + 3)) * u * u + 1
      var places = SIMD4(base - 1, base, base + 1, base + 2)
      places.clamp(lowerBound: SIMD4(repeating: 0), upperBound: SIMD4(repeating: source - 1))
      return Tap(places: places, weights: SIMD4(w0, w1, w2, 1 - w0 - w1 - w2))
    }
  }
}
