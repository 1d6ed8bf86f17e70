import { answerWith } from './foundation/files/answer.ts'

// What strangers' files are read by, each on a thread; built into dist/readers.
answerWith({
  table: async () => (await import('./foundation/files/table.ts')).readTable,
  json: async () => (await import('./foundation/files/json.ts')).readJson,
  mail: async () => (await import('./foundation/mail/read.ts')).readMail,
  upload: async () => (await import('./foundation/files/upload.ts')).readUpload,
  setup: async () => (await import('./network/setup/reading.ts')).readDocument,
})
