import type { AskerGroup, Channel, Dismissal, Facts, Topic, Urgency } from '../src/desk/question.ts'

export interface DemoQuestion {
  text: string
  group: AskerGroup
  municipality: string
  postcode: string
  channel?: Channel
  name?: string
  contact?: { email?: string; phone?: string }
  /** How many working days ago it was asked. */
  ago: number
  /** Which guide took it: 1 the first of the municipality, 2 the second. */
  guide?: 1 | 2
  sharpened?: string
  topic?: Topic
  facts?: Facts
  message?: { text: string; waits?: boolean }
  conversation?: string
  note?: string
  reply?: string
  answer?: string
  notHelped?: string
  withdrawn?: boolean
  /** The door it came in by, by its name in the address. */
  door?: string
  /** What the guide asks the coordinator. */
  consult?: string
  urgent?: Urgency
  /** The guide set it aside. */
  aside?: Dismissal
}

/** Invented questions of invented people, in every state, so that there is something to see and to try. */
export const demoQuestions: readonly DemoQuestion[] = [
  {
    text: 'Ik sta al twaalf jaar achter de kassa en wil de zorg in. Maar een opleiding kost geld en ik kan niet zonder loon. Hoe pak ik dat aan?',
    group: 'worker',
    municipality: 'Enschede',
    postcode: '7523',
    contact: { email: 'vrager-1@voorbeeld.example' },
    ago: 3,
    guide: 1,
    sharpened: 'Van winkel naar zorg, wie betaalt de opleiding?',
    topic: 'learning',
    facts: { situation: 'werkend', level: 'vmbo', goal: 'zorg' },
    conversation: 'Gebeld. Wil blijven werken naast de opleiding. Heeft vmbo, twee jonge kinderen, kan op maandag en vrijdag.',
    note: 'Nagaan of de werkgever een dag per week vrij wil geven.',
  },
  {
    text: 'Mijn bedrijf vraagt surseance aan. Ik ben 58 en heb altijd in de metaal gewerkt. Moet ik nu al iets doen?',
    group: 'worker',
    municipality: 'Enschede',
    postcode: '7534',
    contact: { phone: '+31612345601' },
    ago: 6,
    guide: 1,
    sharpened: 'Baan in de metaal valt mogelijk weg, wat nu al doen?',
    topic: 'dismissal',
    facts: { situation: 'ontslag-aangezegd', age: '58', sector: 'metaal' },
    message: { text: 'Goed dat u nu al vraagt wat u kunt doen. Wilt u mij laten weten of u al een brief van uw werkgever hebt gekregen?', waits: true },
  },
  {
    text: 'Wij zoeken twee mensen voor de spoelkeuken van een zorgcentrum. Ervaring hoeft niet. Kent u mensen die dit graag zouden doen?',
    group: 'employer',
    municipality: 'Enschede',
    postcode: '7545',
    contact: { email: 'vrager-3@voorbeeld.example' },
    ago: 1,
    sharpened: undefined,
  },
  { text: 'Kan ik met een uitkering beginnen aan een opleiding tot buschauffeur?', group: 'job-seeker', municipality: 'Enschede', postcode: '7512', ago: 0 },
  {
    text: 'Ik ben gestopt met de havo. Thuis is het niet zo rustig. Ik zou wel willen werken, maar weet niet waar ik moet beginnen.',
    group: 'pupil',
    municipality: 'Enschede',
    postcode: '7541',
    contact: { phone: '+31612345604' },
    ago: 9,
    guide: 2,
    sharpened: 'Gestopt met havo, wil werken, weet niet waarmee te beginnen',
    topic: 'career',
    facts: { situation: 'school', age: '17', diploma: 'nee' },
  },
  {
    text: 'Hoe vraag ik loonkostensubsidie aan voor een medewerker die langzamer werkt?',
    group: 'employer',
    municipality: 'Enschede',
    postcode: '7547',
    contact: { email: 'vrager-6@voorbeeld.example' },
    ago: 7,
    guide: 1,
    sharpened: 'Loonkostensubsidie aanvragen voor een medewerker',
    topic: 'schemes',
    facts: { situation: 'werkgever', employees: '25' },
    answer:
      'U vraagt loonkostensubsidie aan bij de gemeente waar uw medewerker woont.\n\nEerst meten wij samen met u hoe snel iemand werkt. Daarna rekent de gemeente uit hoeveel u krijgt. Dat duurt ongeveer vier weken.\n\nWilt u hulp bij de aanvraag? Loop dan binnen bij ons inlooppunt.',
  },
  {
    text: 'Ik heb in Syrië als kapper gewerkt. Mag ik dat hier ook doen en heb ik een diploma nodig?',
    group: 'job-seeker',
    municipality: 'Almelo',
    postcode: '7606',
    contact: { email: 'vrager-7@voorbeeld.example' },
    ago: 2,
    guide: 1,
    sharpened: 'Kapper uit Syrië, welk diploma is hier nodig?',
    topic: 'learning',
    facts: { status: 'statushouder' },
    message: { text: 'U mag hier zonder diploma als kapper werken. Wij zoeken uit hoe u uw ervaring kunt laten zien.' },
  },
  {
    text: 'Na mijn burn-out wil ik weer aan het werk, maar niet meer in de logistiek. Met wie kan ik praten?',
    group: 'job-seeker',
    municipality: 'Almelo',
    postcode: '7603',
    contact: { email: 'vrager-8@voorbeeld.example' },
    ago: 1,
  },
  {
    text: 'Wat kost een vakopleiding lasser en is er subsidie?',
    group: 'self-employed',
    municipality: 'Almelo',
    postcode: '7602',
    ago: 8,
    guide: 2,
    sharpened: 'Kosten en subsidie voor een opleiding tot lasser',
    topic: 'learning',
    answer:
      'Een opleiding tot lasser duurt ongeveer een half jaar. Als zelfstandige kunt u vragen of er geld is uit een scholingsfonds. Loop eens binnen op dinsdagochtend, dan kijken we samen.',
    notHelped: 'Ik kan niet op dinsdag. En ik zocht eigenlijk een opleiding in de avond.',
  },
  {
    text: 'Mijn contract stopt over twee maanden. Kan ik nu al hulp krijgen bij het zoeken?',
    group: 'worker',
    municipality: 'Hengelo',
    postcode: '7555',
    contact: { email: 'vrager-10@voorbeeld.example' },
    ago: 2,
    guide: 1,
    sharpened: 'Contract loopt af, nu al hulp bij zoeken naar werk',
    topic: 'finding-work',
    facts: { situation: 'werkend' },
  },
  {
    text: 'Ik heb een Wajong en wil tien uur per week werken in een kas of tuin.',
    group: 'job-seeker',
    municipality: 'Hengelo',
    postcode: '7552',
    channel: 'walk-in',
    name: 'Bezoeker balie Hengelo',
    ago: 1,
    guide: 1,
    sharpened: 'Met Wajong tien uur per week werken in het groen',
    topic: 'finding-work',
    facts: { situation: 'wajong', disability: 'ja', goal: 'groen' },
  },
  {
    text: 'Wie helpt mij met een plan voor mijn eigen eetcafé?',
    group: 'job-seeker',
    municipality: 'Hengelo',
    postcode: '7553',
    ago: 10,
    guide: 2,
    sharpened: 'Ondernemingsplan voor een eetcafé',
    topic: 'own-business',
    withdrawn: true,
  },
  {
    text: 'Zijn er cursussen Nederlands in de avond? Ik werk overdag in een slachterij.',
    group: 'worker',
    municipality: 'Oldenzaal',
    postcode: '7572',
    contact: { phone: '+31612345613' },
    ago: 1,
    guide: 1,
    sharpened: 'Cursus Nederlands in de avond, naast werk',
    topic: 'language',
    facts: { status: 'arbeidsmigrant', language: 'onvoldoende' },
  },
  {
    text: 'Wij moeten afscheid nemen van acht mensen op kantoor. Hoe helpen we hen goed aan ander werk?',
    group: 'employer',
    municipality: 'Rijssen-Holten',
    postcode: '7461',
    contact: { email: 'vrager-14@voorbeeld.example' },
    ago: 2,
  },
  {
    text: 'Ik woon in Losser en kan in Duitsland werken. Waar ben ik dan verzekerd?',
    group: 'worker',
    municipality: 'Losser',
    postcode: '7581',
    ago: 4,
    guide: 1,
    sharpened: 'Werken in Duitsland, waar verzekerd?',
    topic: 'cross-border',
    facts: { situation: 'werkend' },
  },
  {
    text: 'Mijn zoon van 19 zit thuis zonder diploma. Hij durft niet te bellen. Mag ik namens hem vragen wat er kan?',
    group: 'pupil',
    municipality: 'Tubbergen',
    postcode: '7651',
    contact: { email: 'vrager-16@voorbeeld.example' },
    ago: 0,
  },
  {
    text: 'Ik wil als zij-instromer voor de klas. Kan dat ook in deeltijd?',
    group: 'worker',
    municipality: 'Borne',
    postcode: '7622',
    contact: { email: 'vrager-17@voorbeeld.example' },
    ago: 5,
    guide: 1,
    sharpened: 'Zij-instromen in het onderwijs, in deeltijd',
    topic: 'career',
    answer:
      'Ja, dat kan. U hebt een hbo- of universitair diploma nodig en een school die met u wil beginnen.\n\nWij kunnen u in contact brengen met een loopbaanadviseur. Laat ons weten wanneer het u past.',
  },
  {
    text: 'Hoe word ik een erkend leerbedrijf voor horeca?',
    group: 'employer',
    municipality: 'Hellendoorn',
    postcode: '7442',
    contact: { email: 'vrager-18@voorbeeld.example' },
    ago: 1,
    guide: 1,
    sharpened: 'Erkend leerbedrijf worden in de horeca',
    topic: 'staffing',
  },
  {
    text: 'Vraag over EVC\n\nGoedemiddag, ik werk achttien jaar als lasser, maar ik heb er geen papieren van. Kan ik laten zien wat ik kan zonder de hele opleiding te doen?\n\nMet groet, een lasser uit 7605 Almelo',
    group: 'unknown',
    municipality: 'Almelo',
    postcode: '7605',
    channel: 'e-mail',
    door: 'leerwerkloket',
    contact: { email: 'lasser@voorbeeld.example' },
    ago: 1,
  },
  {
    text: 'Mijn adviseur bij UWV zei dat jullie meer weten van werken in de zorg met een WIA-uitkering.',
    group: 'job-seeker',
    municipality: 'Enschede',
    postcode: '7514',
    channel: 'partner',
    door: 'uwv',
    contact: { phone: '+31612345677' },
    ago: 0,
  },
  {
    text: 'Mijn contract stopt en ik moet deze week mijn kamer uit. Ik weet niet waar ik heen moet.',
    group: 'worker',
    municipality: 'Enschede',
    postcode: '7511',
    contact: { phone: '+31612345678' },
    ago: 0,
    guide: 1,
    sharpened: 'Werk en kamer tegelijk kwijt, waar nu heen?',
    topic: 'income',
    urgent: 'no-roof',
  },
  {
    text: 'Ik wil een vrachtwagenrijbewijs halen. Mijn baas betaalt de helft als ik daarna twee jaar blijf. Is dat een goede afspraak?',
    group: 'worker',
    municipality: 'Enschede',
    postcode: '7531',
    contact: { email: 'chauffeur@voorbeeld.example' },
    ago: 2,
    guide: 2,
    sharpened: 'Rijbewijs met terugbetaling, is dat een goede afspraak?',
    topic: 'learning',
    consult: 'Mag een werkgever dit vragen als de opleiding verplicht is voor het werk? Ik wil de vrager niet verkeerd adviseren.',
  },
  {
    text: 'WIN NU een telefoon!!! Klik hier en vul uw gegevens in.',
    group: 'unknown',
    municipality: 'Hengelo',
    postcode: '7551',
    channel: 'e-mail',
    door: 'werkplein',
    ago: 0,
    guide: 1,
    aside: 'spam',
  },
]
