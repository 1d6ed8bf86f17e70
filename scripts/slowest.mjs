// For vitest: tells after a run which test files took longest, with what each did before its first test.
export default class {
  onTestRunEnd(files) {
    const took = files.map((file) => {
      const { environmentSetupDuration, prepareDuration, setupDuration, collectDuration, duration } = file.diagnostic()
      return [file.relativeModuleId, environmentSetupDuration + prepareDuration + setupDuration + collectDuration, duration]
    })
    const slowest = took.sort((one, other) => other[1] + other[2] - one[1] - one[2]).slice(0, 10)
    const seconds = (milliseconds) => (milliseconds / 1000).toFixed(1).padStart(8)
    console.log(`\n${'the slowest test files, in seconds'.padEnd(44)}  before   tests`)
    for (const [name, before, tests] of slowest) console.log(`${name.padEnd(44)}${seconds(before)}${seconds(tests)}`)
  }
}
