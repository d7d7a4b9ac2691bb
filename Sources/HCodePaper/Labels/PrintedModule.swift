/// How small a module may be printed.
package enum PrintedModule {
  /// The least side of a module in millimetres that phones read. A module has to fall on two pixels to be read (docs/scanning.md:
  /// the size at which both engines still read). A phone that films 1,920 pixels across a view of 65 degrees, as the main
  /// cameras of phones do, has 0.166 mm on a pixel at 25 cm. The same figure is four dots of a 300-dpi label printer, below
  /// which Denso Wave, who made the code, advise against printing.
  package static let leastMillimetres = 0.33
  /// The fewest dots of a printer that a module should have, by the same advice.
  package static let leastDots = 4
}
