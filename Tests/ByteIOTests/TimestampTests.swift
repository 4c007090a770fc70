import Judging
import TestSupport
import Testing

@testable import ByteIO

@Suite struct TimestampTests {
  @Test func agreesWithPythonsCalendar() throws {
    let program = """
      import random
      from datetime import datetime, timedelta, timezone
      from email.utils import format_datetime
      random.seed(3)
      epoch = datetime(1970, 1, 1, tzinfo=timezone.utc)
      low = (datetime(1, 1, 1, tzinfo=timezone.utc) - epoch) // timedelta(microseconds=1)
      high = (datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=timezone.utc) - epoch) // timedelta(microseconds=1)
      values = [low, high, 0, -1, 1, 951782400000000, 951868799999999, 1e15]
      values += [random.randrange(low, high) for _ in range(5000)]
      values += [random.randrange(-3 * 10**15, 3 * 10**15) for _ in range(5000)]
      for value in values:
          moment = epoch + timedelta(microseconds=int(value))
          text = moment.isoformat(timespec="microseconds").replace("+00:00", "Z")
          zone = timezone(timedelta(minutes=random.randrange(-1439, 1440)))
          try: elsewhere = moment.astimezone(zone).isoformat()
          except OverflowError: elsewhere = text
          print(int(value), text, elsewhere, format_datetime(moment, usegmt=True), sep="|")
      """
    var wrong: [String] = []
    for line in try Judge.lines(ofPython: program) {
      let parts = line.split(separator: "|")
      let moment = Timestamp(microseconds: try #require(Int64(parts[0])))
      let milliseconds = parts[1].dropLast(4) + "Z"
      let seconds = parts[1].dropLast(8) + "Z"
      let isRight =
        moment.rfc3339(.microseconds) == parts[1] && moment.rfc3339() == milliseconds
        && moment.rfc3339(.seconds) == seconds && moment.httpDate == parts[3]
        && Timestamp(rfc3339: parts[1]) == moment && Timestamp(rfc3339: parts[2]) == moment
        && Timestamp(httpDate: parts[3])?.seconds == moment.seconds
      if !isRight { wrong.append(String(line)) }
    }
    #expect(wrong.prefix(10) == [])
  }

  @Test(
    arguments: [
      ("1994-11-06T08:49:37Z", 784_111_777), ("1994-11-06t08:49:37z", 784_111_777),
      ("1994-11-06T09:49:37.999999999+01:00", 784_111_777), ("1990-12-31T23:59:60Z", 662_688_000),
      ("1990-12-31T15:59:60-08:00", 662_688_000), ("0000-01-01T00:00:00Z", -62_167_219_200),
      ("1990-12-31T22:59:60Z", nil),
      ("1994-11-06 08:49:37Z", nil), ("1994-11-06T08:49:37", nil), ("1994-11-06T08:49:37.Z", nil),
      ("1994-11-06T24:00:00Z", nil),
      ("1994-02-29T00:00:00Z", nil), ("1900-02-29T00:00:00Z", nil), ("1994-13-01T00:00:00Z", nil),
      ("1994-00-01T00:00:00Z", nil),
      ("1994-11-31T00:00:00Z", nil), ("1994-11-06T08:60:00Z", nil), ("1994-11-06T08:49:61Z", nil),
      ("1994-11-06T08:49:37+24:00", nil),
      ("1994-11-06T08:49:37+0100", nil), ("+994-11-06T08:49:37Z", nil), ("1994-11-06T08:49:37ZZ", nil), ("", nil),
      ("1994-11-06T08:49:37Z" + String(repeating: "0", count: 60), nil), ("１９９４-11-06T08:49:37Z", nil),
    ] as [(String, Int64?)])
  func readsRFC3339(_ text: String, _ seconds: Int64?) {
    #expect(Timestamp(rfc3339: text)?.seconds == seconds)
  }

  @Test(
    arguments: [
      ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
      ("Sun Nov  6 08:49:37 1994", 784_111_777), ("Sun Nov 16 08:49:37 1994", 784_975_777),
      ("Friday, 06-Nov-26 08:49:37 GMT", 1_793_954_977), ("Sun, 6 Nov 1994 08:49:37 GMT", nil),
      ("Sun, 06 Nov 1994 08:49:37 UTC", nil), ("Sun, 06 nov 1994 08:49:37 GMT", nil),
      ("Sun, 31 Nov 1994 08:49:37 GMT", nil),
      ("06 Nov 1994 08:49:37 GMT", nil), ("Sun, 06 Nov 1994 25:49:37 GMT", nil),
      ("Sun, 06 Nov 1994 08:49:37 GMT ", nil), ("", nil),
    ] as [(String, Int64?)])
  func readsHTTPDates(_ text: String, _ seconds: Int64?) {
    #expect(Timestamp(httpDate: text)?.seconds == seconds)
  }

  @Test func staysInsideOfFourDigitYears() {
    #expect(Timestamp(microseconds: .max).rfc3339(.microseconds) == "9999-12-31T23:59:59.999999Z")
    #expect(Timestamp(microseconds: .min).rfc3339(.microseconds) == "0000-01-01T00:00:00.000000Z")
  }
}
