import CommandLineTool
import Glibc
import Testing

@Suite(.serialized) struct InterruptTests {
  @Test func interruptCancelsTheCommand() async {
    let run = await SampleRun(["serve"], watchingInterrupts: true) { _ in
      // The watch is set up beside the start of the command: the signal is sent once the default is gone.
      var action = sigaction()
      repeat {
        await Task.yield()
        sigaction(SIGINT, nil, &action)
      } while action.__sigaction_handler.sa_handler == nil
      kill(getpid(), SIGINT)
      while !Task.isCancelled { await Task.yield() }
      try Task.checkCancellation()
      return .success
    }
    #expect(run.outcome == .interrupted)
    #expect(run.errors == "interrupted\n")
    var action = sigaction()
    sigaction(SIGINT, nil, &action)
    #expect(action.__sigaction_handler.sa_handler == nil)
  }
}
