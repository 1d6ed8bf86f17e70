// saxen brings no types; what we use of it.
declare module 'saxen' {
  export class Parser {
    on(name: 'error', heard: (error: Error) => void): this
    on(name: 'openTag', heard: (name: string, attributes: () => Record<string, string>, decode: (text: string) => string) => void): this
    parse(xml: string): unknown
  }
}
