/** What somebody outside typed, as a mail may show it: on one line, short, and with nothing in it that a mail program makes a link of. */
export const typedInMail = (text: string): string =>
  text
    .slice(0, 200)
    .replace(/\s+/g, ' ')
    .replace(/:\/\//g, ' ')
    .replace(/@/g, ' (at) ')
    // 'J.P.' stays as it is; a domain has two letters or more behind its dot.
    .replace(/\.(?=[\p{L}\d]{2})/gu, '. ')
    .trim()
    .slice(0, 80)

/** The words of somebody else below our own, marked as theirs. */
export const quoted = (text: string): string =>
  text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')
