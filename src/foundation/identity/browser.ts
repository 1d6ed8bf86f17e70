// In this order: many say that they are others too.
const browsers = [
  [/\bEdgA?\/|\bEdgiOS\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChrome\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
] as const
const machines = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'Mac'],
  [/\bLinux\b/, 'Linux'],
] as const

/** In which browser somebody is, so that they know it again: 'Firefox, Windows'. No more of what it says of itself is kept: the whole tells people apart. */
export function browserWords(said = ''): string | undefined {
  const found = [browsers, machines].flatMap((kinds) => kinds.find(([sign]) => sign.test(said))?.[1] ?? [])
  return found.length ? found.join(', ') : undefined
}
