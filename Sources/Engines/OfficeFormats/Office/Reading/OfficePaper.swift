internal import Documents

/// Paper and margins by their measures: the usual ones by name.
enum OfficePaper {
  static func size(width: Double, height: Double) -> PaperSize {
    let known = PaperSize.named.first {
      abs($0.width.points() - width) < 1 && abs($0.height.points() - height) < 1
    }
    return known ?? PaperSize(width: .points(width), height: .points(height))
  }

  static func margins(top: Double, bottom: Double, left: Double, right: Double) -> PageSetup.Margins {
    let standard = PageSetup.Margins.standard
    let isStandard =
      abs(standard.top.points() - top) < 0.6 && abs(standard.bottom.points() - bottom) < 0.6
      && abs(standard.left.points() - left) < 0.6 && abs(standard.right.points() - right) < 0.6
    if isStandard { return standard }
    return PageSetup.Margins(top: .points(top), bottom: .points(bottom), left: .points(left), right: .points(right))
  }
}
