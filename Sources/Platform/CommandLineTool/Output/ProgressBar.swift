internal import Threads

/// Shows how far long work has come: one line that is redrawn on a terminal, a few plain lines elsewhere.
///
/// Any thread may call it. It draws at most ten times a second; ended by `finish`, or when the last reference goes.
public final class ProgressBar: Sendable {
  public enum Unit: Sendable {
    case items, bytes
  }

  private struct State {
    var done = 0
    var total: Int?
    var note = ""
    var lastDrawn: ContinuousClock.Instant?
    var lastTenth = 0
    var isShown = false
    var isFinished = false
  }

  private let title: String
  private let unit: Unit
  private let output: TextOutput
  private let started: ContinuousClock.Instant
  private let now: @Sendable () -> ContinuousClock.Instant
  private let state: Lock<State>

  private static let redrawInterval = Duration.milliseconds(100)
  private static let plainInterval = Duration.seconds(30)

  public convenience init(_ title: String, total: Int?, unit: Unit, output: TextOutput) {
    self.init(title, total: total, unit: unit, output: output, now: { ContinuousClock.now })
  }

  init(
    _ title: String, total: Int?, unit: Unit, output: TextOutput,
    now: @escaping @Sendable () -> ContinuousClock.Instant
  ) {
    self.title = title
    self.unit = unit
    self.output = output
    self.now = now
    started = now()
    state = Lock(State(total: total))
  }

  deinit { finish() }

  /// So much more is done.
  public func advance(by count: Int = 1, note: String? = nil) {
    update { state in
      state.done += count
      if let note { state.note = note }
    }
  }

  /// So much is done in all.
  public func set(_ done: Int, of total: Int? = nil, note: String? = nil) {
    update { state in
      state.done = done
      if let total { state.total = total }
      if let note { state.note = note }
    }
  }

  /// Draws the last state and leaves the line.
  public func finish() {
    state.withLock { state in
      guard !state.isFinished else { return }
      state.isFinished = true
      let line = line(state, at: now())
      if output.isTerminal {
        output.write("\r\u{1B}[2K\(fitted(line))\n" + (state.isShown ? "\u{1B}[?25h" : ""))
      } else {
        output.line(line)
      }
    }
  }

  private func update(_ change: (inout State) -> Void) {
    state.withLock { state in
      guard !state.isFinished else { return }
      change(&state)
      let time = now()
      if output.isTerminal { redraw(&state, time) } else { writeSparsely(&state, time) }
    }
  }

  private func redraw(_ state: inout State, _ time: ContinuousClock.Instant) {
    if let last = state.lastDrawn, last.duration(to: time) < Self.redrawInterval { return }
    let hide = state.isShown ? "" : "\u{1B}[?25l"
    state.isShown = true
    state.lastDrawn = time
    output.write("\(hide)\r\u{1B}[2K\(fitted(line(state, at: time)))")
  }

  /// A line for every tenth of the work and every half minute.
  private func writeSparsely(_ state: inout State, _ time: ContinuousClock.Instant) {
    let tenth = state.total.map { $0 > 0 ? min(state.done, $0) * 10 / $0 : 0 } ?? 0
    let last = state.lastDrawn ?? started
    guard tenth > state.lastTenth && tenth < 10 || last.duration(to: time) >= Self.plainInterval else { return }
    state.lastTenth = tenth
    state.lastDrawn = time
    output.line(line(state, at: time))
  }

  private func line(_ state: State, at time: ContinuousClock.Instant) -> String {
    let seconds = Self.seconds(started.duration(to: time))
    let rate = seconds > 0 ? Double(state.done) / seconds : 0
    var parts = [title]
    if let total = state.total, total > 0 {
      let share = min(max(Double(state.done) / Double(total), 0), 1)
      if output.isTerminal { parts.append(bar(share)) }
      parts.append("\(Int(share * 100)) %")
      parts.append("\(amount(state.done))/\(amount(total))")
    } else {
      parts.append(amount(state.done))
    }
    if rate > 0 { parts.append("\(amount(Int(rate)))/s") }
    if state.isFinished {
      parts.append("in \(Self.clock(seconds))")
    } else if let total = state.total, rate > 0, state.done < total {
      parts.append("ETA \(Self.clock(Double(total - state.done) / rate))")
    }
    if !state.note.isEmpty { parts.append(visible(state.note)) }
    return parts.joined(separator: "  ")
  }

  private func bar(_ share: Double) -> String {
    let width = min(max(output.width / 4, 10), 30)
    let filled = Int(share * Double(width))
    return "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled) + "]"
  }

  private func amount(_ count: Int) -> String {
    guard unit == .bytes else { return String(count) }
    var value = Double(count)
    for name in ["B", "KiB", "MiB", "GiB"] {
      if value < 1024 { return name == "B" ? "\(count) B" : "\(Self.oneDecimal(value)) \(name)" }
      value /= 1024
    }
    return "\(Self.oneDecimal(value)) TiB"
  }

  /// Cut to the terminal's width: a line that wraps could not be redrawn.
  private func fitted(_ line: String) -> String {
    guard TextLayout.columns(line) >= output.width else { return line }
    return String(line.prefix(output.width - 2)) + "…"
  }

  private static func oneDecimal(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  private static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }

  private static func clock(_ seconds: Double) -> String {
    let whole = Int(min(max(seconds, 0), 359_999).rounded())
    let padded = { (value: Int) in value < 10 ? "0\(value)" : "\(value)" }
    return whole >= 3600
      ? "\(whole / 3600):\(padded(whole % 3600 / 60)):\(padded(whole % 60))" : "\(whole / 60):\(padded(whole % 60))"
  }
}
