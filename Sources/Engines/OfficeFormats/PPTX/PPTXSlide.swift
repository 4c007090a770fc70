internal import Documents

/// A slide as it is planned: what stands on it, before any markup.
struct PPTXSlide {
  enum Layout: Int {
    case title = 1
    case content, section, two, titleOnly
  }

  struct Rectangle {
    var x: Double
    var y: Double
    var width: Double
    var height: Double
  }

  /// One paragraph of a text.
  struct Line {
    enum Bullet: Equatable {
      case none, sign
      case number(NumberStyle, List.Marker.Delimiter, start: Int)
      case task(isDone: Bool)
    }

    enum Form { case body, heading, code, quote, caption, callout }

    var inlines: [Inline]
    var level = 0
    var bullet = Bullet.none
    var form = Form.body
    var alignment: TextAlignment?
    var run = RunStyle()
  }

  enum Item {
    case text([Line])
    case table(Table, rows: Range<Int>)
    case picture(Image)
    case chart(Chart)
  }

  var layout: Layout
  var title: [Inline]
  var subtitle: [Inline] = []
  var items: [(item: Item, place: Rectangle)] = []
  var notes: [Line] = []
  var anchors: [String] = []
  /// Goes on from the slide before it: 2, 3 and so on.
  var part = 1
}
