import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeSystem

struct DiaryCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Try a list of exposures on the diary (experimental).",
    discussion: """
      Nothing is sent, and the diary does not change. Advice changes no code.

      Exit status: 0 nothing found, 10 you were at a place on a day that was opened, 20 the list was altered, 30 it is too old or nobody \
      here knows who signed it, 65 the diary is damaged: nothing was looked for.

      EXAMPLE
        hcode diary check exposures.list
      """)

  @Argument(
    help: ArgumentHelp("The office's signed list.", valueName: "exposures"), completion: .file())
  var exposures: FileName

  @OptionGroup var diaryOptions: DiaryOptions
  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var languageOptions: LanguageOptions

  func run() throws {
    let now = try clock.time()
    let texts = languageOptions.language.texts
    let keys = try storeOptions.venueKeys(at: now)
    let bytes = try FileReading.bytes(of: exposures, limit: ExposureList.maximumBytes)
    let list: ExposureList
    do { list = try ExposureList(bytes, keys: { keys[$0] }, at: now) } catch {
      throw RefusedPaper(error, isList: true).in(exposures)
    }
    let meetings = try diaryOptions.read().meetings(with: list)
    for meeting in meetings {
      try StandardOutput.write(
        texts.venue(
          .met(
            day: DayOfPlace(meeting.notice.day).date.iso8601,
            at: MinuteOfDay(minute: meeting.visit.arrival).text, minutes: meeting.visit.minutes,
            advice: meeting.notice.advice)))
    }
    try StandardOutput.write(texts.venue(.list(of: list.office, issued: list.issued)))
    guard meetings.isEmpty else { throw ExitCode(ExitStatus.yellow.rawValue) }
    try StandardOutput.write(texts.venue(.nothing))
  }
}
