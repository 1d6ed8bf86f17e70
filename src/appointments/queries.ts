/** What later rooms ask of a meeting; whoever shows one shows it with what it belongs to. */
export { meetingById } from './store.ts'
