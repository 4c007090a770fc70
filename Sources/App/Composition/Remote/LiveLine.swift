internal import CommandLineTool
internal import JSON

/// One line about an export: redrawn on a terminal, a new one for every change of state elsewhere.
final class LiveLine {
  private let output: TextOutput
  private let began = ContinuousClock.now
  private var isShown = false
  private var last = ""

  init(_ output: TextOutput) {
    self.output = output
  }

  func show(_ export: ExportLines) {
    guard output.isTerminal else {
      // Ten lines of progress at most, for logs.
      let state = "\(export.status) \(Int(export.progress * 10))"
      if state != last { output.line("\(export.status), \(export.percent)") }
      last = state
      return
    }
    let width = min(max(output.width / 4, 10), 30)
    let filled = Int(export.progress * Double(width))
    let seconds = Int((ContinuousClock.now - began) / .seconds(1))
    var parts = [
      output.styled(export.status, Self.style(export.status)),
      "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled) + "]",
      export.percent, "\(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)",
    ]
    var used = export.status.count + width + 2 + export.percent.count + 12
    if let step = export.export["current_step"]?.string.map({ visible($0) }) {
      // A line that wraps could not be redrawn.
      used += TextLayout.columns(step)
      if used < output.width { parts.append(step) }
    }
    output.write((isShown ? "" : "\u{1B}[?25l") + "\r\u{1B}[2K" + parts.joined(separator: "  "))
    isShown = true
  }

  /// Takes the line away; what follows stands in its place.
  func clear() {
    guard isShown else { return }
    isShown = false
    output.write("\r\u{1B}[2K\u{1B}[?25h")
  }

  private static func style(_ status: String) -> TextStyle {
    switch status {
    case "completed": .green
    case "failed", "expired": .red
    case "paused", "cancelled": .yellow
    default: .cyan
    }
  }
}
