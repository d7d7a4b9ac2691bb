/// Where the indexes of a batch come from: each row has its own, whoever asks and however often.
package protocol IndexSource {
  /// What the journal keeps of it: a batch that goes on has to go on with the same.
  var description: String { get }

  /// The indexes of so many rows from that one (from 1) on; fewer when there are no more. Rows are asked for in the same
  /// groups whenever a batch goes on. The digest is of all that decides their codes but the indexes.
  func indexes(firstRow: Int, count: Int, digest: @autoclosure () -> String) throws -> [UInt32]

  /// Notes codes that were signed, before anybody holds one of them. Doing it again changes nothing.
  func record(_ codes: [IssuedCode]) throws
}
