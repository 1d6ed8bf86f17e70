// What a page does by itself where scripts run; without, it works as well and says what it said when it was opened.

const all = <Found extends HTMLElement>(selector: string, within: ParentNode = document) => [...within.querySelectorAll<Found>(selector)]

for (const button of all<HTMLButtonElement>('[data-print]')) {
  button.hidden = false
  button.onclick = () => print()
}

// Who leaves leaves nothing behind: this page's place in the history is the harmless page's, and its address says nothing of what was written. On the way back they come there again.
const left = 'werkcentrum-weg'
const [{ type: how = 'navigate' } = {}] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
function leave() {
  document.documentElement.hidden = true
  sessionStorage.setItem(left, '1')
  location.replace('/weg')
}
for (const link of all<HTMLAnchorElement>('[data-leave]'))
  link.onclick = (event) => {
    event.preventDefault()
    leave()
  }
addEventListener('pageshow', ({ persisted }) => {
  if (!sessionStorage.getItem(left)) return
  if (persisted || how === 'back_forward') leave()
  else sessionStorage.removeItem(left)
})
// That words of danger were just written goes out of the address, and what was searched for with them; a page that is loaded anew, as a phone does after a call, knows it still.
const told = new URL(location.href)
const just = told.searchParams.get('nu')
for (const name of just || document.querySelector('.wc-help') ? ['nu', 'zoek'] : []) told.searchParams.delete(name)
if (told.href !== location.href) history.replaceState(just && { nu: just }, '', told)
else if (how === 'reload' && typeof history.state?.nu === 'string') {
  told.searchParams.set('nu', history.state.nu)
  location.replace(told)
}

/** Puts the page's parts in as they are now; where somebody is, they stay. A part that somebody writes in, or has opened something of, is left alone. */
async function refresh(): Promise<void> {
  const answer = await fetch(location.href.replace(/([?&])gedaan=\w+&?/, '$1'), { headers: { accept: 'text/html', 'by-itself': '1' } }).catch(() => undefined)
  if (!answer?.ok || answer.redirected) return
  const now = new DOMParser().parseFromString(await answer.text(), 'text/html')
  for (const part of all('[data-part]')) {
    const fresh = now.getElementById(part.id)
    if (!fresh || fresh.innerHTML === part.innerHTML || part.querySelector('input:focus, textarea:focus, select:focus, button:focus, details[open]')) continue
    const link = part.querySelector<HTMLAnchorElement>('a:focus')?.getAttribute('href')
    part.innerHTML = fresh.innerHTML
    if (link) part.querySelector<HTMLAnchorElement>(`a[href="${CSS.escape(link)}"]`)?.focus()
  }
}

let waiting: ReturnType<typeof setTimeout> | undefined
const soon = (work: () => void) => {
  clearTimeout(waiting)
  waiting = setTimeout(work, 300)
}

interface Changed {
  /** Questions by number: what was said on them, or something else. */
  questions: Record<string, 'said' | 'changed'>
}
const liveAt = document.body.dataset.live
const question = document.body.dataset.question

function hear(data: string) {
  const { questions } = JSON.parse(data) as Changed
  const what = question && questions[question]
  if (!question || what === 'said') return soon(refresh)
  // A person's page is not read again by itself: that would be a look that nobody had.
  if (what) for (const mark of all('[data-changed]')) mark.hidden = false
}

if (liveAt && 'SharedWorker' in window && document.body.dataset.worker) {
  const { port } = new SharedWorker(document.body.dataset.worker)
  port.onmessage = ({ data }: MessageEvent<string>) => hear(data)
  port.postMessage(liveAt)
  addEventListener('pagehide', () => port.postMessage('bye'))
  addEventListener('pageshow', (event) => event.persisted && port.postMessage(liveAt))
} else if (liveAt) {
  new EventSource(liveAt).addEventListener('changed', (event) => hear(event.data))
}

// Who else has this question open, and whether they write.
const here = document.querySelector<HTMLElement>('[data-here]')
let wroteAt = 0
async function sayHere() {
  if (!here || document.hidden) return
  const body = new URLSearchParams({ schrijft: Date.now() - wroteAt < 8000 ? 'ja' : 'nee' })
  const answer = await fetch(here.dataset.here!, { method: 'POST', body }).catch(() => undefined)
  if (answer?.ok) here.textContent = ((await answer.json()) as { tekst: string }).tekst
}
if (here) {
  void sayHere()
  setInterval(sayHere, 5000)
  document.addEventListener('input', (event) => {
    if (!(event.target instanceof HTMLTextAreaElement)) return
    const before = wroteAt
    wroteAt = Date.now()
    if (wroteAt - before > 8000) void sayHere()
  })
}

// What somebody writes is kept while they write; what is being sent is not kept any more.
function keepWords(form: HTMLFormElement) {
  const said = form.querySelector<HTMLElement>('[data-draft-said]')
  let typed = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let stop = new AbortController()
  async function keep(keepalive = false) {
    clearTimeout(timer)
    timer = undefined
    if (!typed) return
    typed = false
    const body = new URLSearchParams([...new FormData(form)].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))
    const answer = await fetch(form.dataset.draft!, { method: 'POST', body, keepalive, signal: stop.signal }).catch(() => undefined)
    if (answer?.ok && said && ((await answer.json()) as { bewaard: boolean }).bewaard) said.textContent = said.dataset.draftSaid!
    // Without an answer it is tried again at the next word, or when they leave.
    else if (!answer && !stop.signal.aborted) typed = true
  }
  form.addEventListener('input', () => {
    typed = true
    timer ??= setTimeout(keep, 3000)
  })
  form.addEventListener('submit', () => {
    typed = false
    clearTimeout(timer)
    timer = undefined
    stop.abort()
    stop = new AbortController()
  })
  addEventListener('pagehide', () => void keep(true))
}
for (const form of all<HTMLFormElement>('[data-draft]')) keepWords(form)

// One key for what is done all day. Somebody who speaks to the machine, or types by switch, can put them out.
const off = 'werkcentrum-toetsen-uit'
const works = document.body.dataset.worker !== undefined && !localStorage.getItem(off)
for (const label of all('[data-keys]')) {
  const choice = label.querySelector('input')!
  label.hidden = false
  choice.checked = works
  choice.onchange = () => (choice.checked ? localStorage.removeItem(off) : localStorage.setItem(off, '1'))
}

function step(by: 1 | -1) {
  const links = all<HTMLAnchorElement>('.wc-list a')
  const at = links.indexOf(document.activeElement as HTMLAnchorElement)
  const open = links.findIndex((each) => each.getAttribute('aria-current'))
  links[Math.min(Math.max((at < 0 ? open : at) + by, 0), links.length - 1)]?.focus()
}

function press(key: string): boolean {
  if (key === 'j') step(1)
  else if (key === 'k') step(-1)
  else {
    const target = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)
    if (!target) return false
    const details = target.closest('details')
    if (target.matches('summary') && details) {
      details.open = true
      details.scrollIntoView({ block: 'nearest' })
      const field = details.querySelector<HTMLElement>('textarea, select, input:not([type=hidden]), button')
      field?.focus()
    } else if (target.matches('input')) target.focus()
    else target.click()
  }
  return true
}

addEventListener('keydown', (event) => {
  const { target, key } = event
  if (!works || event.ctrlKey || event.metaKey || event.altKey) return
  if (target instanceof HTMLElement && target.matches('input, textarea, select')) {
    if (key === 'Escape') target.blur()
    return
  }
  if (press(key)) event.preventDefault()
})
