import type { Tx } from '../foundation/database/database.ts'
import { type Language, sayMoment } from '../foundation/i18n/i18n.ts'
import { type Letter, letterKind } from '../foundation/mail/mail.ts'
import { followUrl } from '../desk/letters.ts'
import { questionById } from '../desk/queries.ts'
import { type Network, networksOf, siteIn } from '../network/current.ts'
import { findPerson } from '../people/queries.ts'
import { invitation } from './calendar.ts'
import type { Meeting } from './meeting.ts'
import { meetingById } from './store.ts'
import { say } from './words.ts'

/** When and where, as a sentence. */
export const sayMeeting = (language: Language, meeting: Pick<Meeting, 'starts_at' | 'manner' | 'place' | 'minutes'>, now?: Date): string =>
  say[language](`meeting.says.${meeting.manner}`, {
    moment: meeting.starts_at ? sayMoment(language, meeting.starts_at, now) : '',
    place: meeting.place ?? '',
    minutes: meeting.minutes,
  })

const letterFor = (kind: string, recipientOf: (tx: Tx, meeting: Meeting, person: string, network: Network) => Promise<string | undefined>, forAsker = false) =>
  letterKind(kind, (system) => async (tx, region, id, language): Promise<Letter | undefined> => {
    const { settings, clock } = system
    const meeting = await meetingById(tx, region, id)
    const question = meeting && (await questionById(tx, region, meeting.question_id))
    const network = await networksOf(system).seenBy(tx, region)
    const attendee = question && network && (await recipientOf(tx, meeting, question.person_id, network))
    if (!network || !attendee || meeting.state === 'held' || meeting.state === 'missed') return undefined
    const t = say[language]
    const name = siteIn(network).name
    const organisation = network.organisations.get(meeting.organisation_id)?.name ?? ''
    const planned = meeting.state === 'planned'
    // With whom and where may tell what it is about, to who reads along.
    const hidden = forAsker && question.discreet
    const summary = t('meeting.mail.summary', { organisation, region: name })
    return {
      subject: `${t(planned ? 'meeting.mail.planned.subject' : 'meeting.mail.off.subject')} (${question.number})`,
      text: [
        t('meeting.mail.greeting'),
        hidden
          ? t('meeting.mail.discreet')
          : planned
            ? t('meeting.mail.planned', { organisation, when: sayMeeting(language, meeting, clock.now()) })
            : t('meeting.mail.off', { organisation }),
        forAsker ? t('meeting.mail.follow', { url: followUrl(system, question) }) : '',
        t('meeting.mail.end', { region: name }),
      ]
        .filter(Boolean)
        .join('\n\n'),
      calendar: hidden
        ? undefined
        : invitation(meeting, {
            summary,
            organiser: { name: `Werkcentrum ${name}`, email: settings.MAIL_FROM },
            attendee,
            host: new URL(settings.baseUrl).hostname,
            now: clock.now(),
          }),
    }
  })

/** The invitations, and what takes them back: as it stands when they are sent. Nobody's name is in them but the organisation's. */
export const meetingLetters = {
  asker: letterFor('meeting-asker', async (tx, meeting, person) => (await findPerson(tx, meeting.region_id, person))?.email ?? undefined, true),
  host: letterFor('meeting-host', async (_tx, meeting) => meeting.host_email ?? undefined),
  guide: letterFor('meeting-guide', async (_tx, meeting, _person, network) => network.staff.get(meeting.guide_id ?? '')?.email),
} as const
