package import HCodeBase
package import HCodePictures
package import HCodeSystem

/// Picture files, with errors that say what to do.
package enum Picture {
  /// The picture of a file's bytes, if it has only one.
  package static func decode(_ bytes: [UInt8], _ name: FileName) throws -> LumaImage {
    var pages = try pages(bytes, name)
    return try pages.only()
  }

  /// Every picture of a file's bytes: PDF and TIFF have pages.
  package static func pages(
    _ bytes: consuming [UInt8], _ name: FileName, password: String? = nil
  ) throws -> Pages {
    do {
      let pages = try PicturePages(bytes, password: password)
      return Pages(name: name, pages: pages)
    } catch {
      throw error.in(name)
    }
  }

  /// The pictures of a file, one after the other.
  package struct Pages {
    fileprivate let name: FileName
    fileprivate var pages: PicturePages

    /// Whether the file holds pictures that `next` does not give.
    package var hasUnseenPictures: Bool { pages.hasUnseenPictures }

    /// What is left for searching them.
    package var budget: CPUBudget { pages.budget }

    /// The next one; nil when there are no more.
    package mutating func next() throws -> PicturePage? {
      do { return try pages.next() } catch { throw error.in(name) }
    }

    /// The only one: where pages have no place, none is passed over in silence.
    fileprivate mutating func only() throws -> LumaImage {
      guard let first = try next(), first.number == nil else {
        throw PictureFileError.severalPages.in(name)
      }
      return first.image
    }
  }
}
