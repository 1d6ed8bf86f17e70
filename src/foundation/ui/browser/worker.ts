// One connection for all tabs of the workplace: each tab hears what it brings. Without it (older phones) each tab has its own.
const ports = new Set<MessagePort>()
let source: EventSource | undefined

function listen(url: string) {
  source = new EventSource(url)
  source.addEventListener('changed', (event) => {
    for (const port of ports) port.postMessage(event.data)
  })
}

// The types of the browser know a page, not a shared worker.
const scope = self as unknown as { onconnect: (event: MessageEvent) => void }
scope.onconnect = ({ ports: [port] }) => {
  if (!port) return
  ports.add(port)
  port.onmessage = ({ data }: MessageEvent<string>) => {
    if (data === 'bye') ports.delete(port)
    // A session that ended closes the source for good; the next page of a new one opens it again.
    else if (!source || source.readyState === EventSource.CLOSED) listen(data)
    if (!ports.size) {
      source?.close()
      source = undefined
    }
  }
}
