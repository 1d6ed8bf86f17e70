import { apiFacts, type Fact, facts, groupWord, isNumeric, numericFacts } from './catalogue/facts.ts'
import { apiChannels, apiKinds, apiLists, apiStates } from './desk/api.ts'
import { apiGroups } from './desk/question.ts'

const version = '1.0.0'
const versionHeader = { 'API-Version': { description: 'De volledige versie van de API.', schema: { type: 'string', example: version } } }
const problem = (description: string) => ({
  description,
  headers: versionHeader,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Probleem' } } },
})
const answer = (description: string, schema: object) => ({ description, headers: versionHeader, content: { 'application/json': { schema } } })
const region = {
  name: 'regio',
  in: 'path',
  required: true,
  description: 'De arbeidsmarktregio, zoals in het adres van haar pagina.',
  schema: { type: 'string', example: 'twente' },
}

const factSchema = (fact: Fact): object =>
  isNumeric(fact)
    ? { type: 'integer', minimum: numericFacts[fact].least, maximum: numericFacts[fact].most }
    : fact === 'asker'
      ? { type: 'string', enum: Object.values(groupWord) }
      : { type: 'string', ...(facts[fact] ? { enum: facts[fact] } : { maxLength: 60 }) }

/** Whom to call, where the words say that somebody is in danger. */
const urgent = {
  dringend: {
    type: 'array',
    description: 'Wie er nu te bellen is, in de taal van de vrager; alleen als de woorden zeggen dat iemand in gevaar is, zeker of misschien. Toon dit voor al het andere.',
    items: {
      type: 'object',
      required: ['naam', 'telefoon', 'uitleg'],
      properties: { naam: { type: 'string', example: '113 Zelfmoordpreventie' }, telefoon: { type: 'string', example: '113' }, uitleg: { type: 'string' } },
    },
  },
  zeker: { type: 'boolean', description: 'Staat bij dringend. Onwaar: misschien; vraag dan eerst of er nu gevaar is.' },
}

/** The description of the public API (OpenAPI 3.1), the same wherever it runs but for its address. */
export function openapi(baseUrl: string) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Werkcentrum',
      version,
      description: 'Vragen stellen aan een Regionaal Werkcentrum, weten wat er is, wie kan helpen en waar het is.',
      contact: { name: 'Werkcentrum', email: 'api@werkcentrum.invalid', url: `${baseUrl}/` },
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
    },
    servers: [{ url: `${baseUrl}/api/v1`, description: 'Deze installatie' }],
    tags: [
      { name: 'vragen', description: 'Iemand stelt een vraag en krijgt altijd antwoord.' },
      { name: 'netwerk', description: 'Regio’s en inlooppunten.' },
      { name: 'aanbod', description: 'Alles wat het netwerk biedt, en wie bij een vraag kan helpen.' },
    ],
    paths: {
      '/regios': {
        get: {
          operationId: 'getRegios',
          tags: ['netwerk'],
          summary: 'De 35 arbeidsmarktregio’s',
          responses: { 200: answer('De regio’s.', { type: 'array', items: { $ref: '#/components/schemas/Regio' } }), 503: problem('Even niet bereikbaar.') },
        },
      },
      '/regios/{regio}/inlooppunten': {
        get: {
          operationId: 'getInlooppunten',
          tags: ['netwerk'],
          summary: 'De inlooppunten van een regio, met een postcode de dichtstbijzijnde eerst',
          parameters: [
            region,
            { name: 'postcode', in: 'query', required: false, description: 'Vier cijfers, of vier cijfers en twee letters.', schema: { type: 'string', example: '7511 AB' } },
          ],
          responses: {
            200: answer('De inlooppunten.', { type: 'array', items: { $ref: '#/components/schemas/Inlooppunt' } }),
            400: problem('De postcode is onbekend.'),
            404: problem('De regio is er niet of is niet open.'),
          },
        },
      },
      '/regios/{regio}/vragen': {
        get: {
          operationId: 'getVragen',
          tags: ['vragen'],
          summary: 'De vragen die u als medewerker ziet, zonder namen',
          security: [{ medewerker: [] }],
          parameters: [
            region,
            { name: 'lijst', in: 'query', required: false, description: 'Welke lijst van uw werkplek.', schema: { type: 'string', enum: Object.keys(apiLists), default: 'alle' } },
            { name: 'pagina', in: 'query', required: false, description: 'Veertig vragen per pagina.', schema: { type: 'integer', minimum: 1, maximum: 500, default: 1 } },
          ],
          responses: {
            200: answer('Een pagina van de lijst.', {
              type: 'object',
              required: ['vragen', 'meer'],
              properties: { vragen: { type: 'array', items: { $ref: '#/components/schemas/Vraag' } }, meer: { type: 'boolean', description: 'Of er nog een pagina is.' } },
            }),
            400: problem('Deze lijst of pagina is er niet.'),
            401: problem('Er is geen geldig token meegegeven.'),
            404: problem('De regio is er niet, of u ziet er geen vragen.'),
          },
        },
        post: {
          operationId: 'postVraag',
          tags: ['vragen'],
          summary: 'Stel een vraag',
          description: 'Zonder token vraagt iemand zelf. Met het token van een programma komt de vraag binnen door de deur van die organisatie.',
          security: [{}, { programma: [] }],
          parameters: [
            region,
            {
              name: 'Idempotency-Key',
              in: 'header',
              required: false,
              description: 'Dezelfde sleutel met dezelfde inhoud geeft hetzelfde antwoord en maakt één vraag.',
              schema: { type: 'string', minLength: 1, maxLength: 255 },
            },
          ],
          requestBody: { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/NieuweVraag' } } } },
          responses: {
            201: answer('De vraag is binnen.', { $ref: '#/components/schemas/OntvangenVraag' }),
            400: problem('Er is iets niet goed ingevuld.'),
            401: problem('Het token is onbekend of ingetrokken.'),
            404: problem('De regio is er niet of is niet open.'),
            422: problem('Deze Idempotency-Key hoort bij een andere inhoud.'),
            429: problem('Te veel verzoeken.'),
          },
        },
      },
      '/regios/{regio}/diensten': {
        get: {
          operationId: 'getDiensten',
          tags: ['aanbod'],
          summary: 'Alles wat er is: gezocht, gekozen, per vijftig',
          parameters: [
            region,
            { name: 'zoek', in: 'query', required: false, description: 'Woorden; typefouten en samenstellingen worden begrepen.', schema: { type: 'string', maxLength: 200 } },
            { name: 'doelgroep', in: 'query', required: false, description: 'Alleen wat voor deze groep kan zijn.', schema: { type: 'string', enum: Object.keys(apiGroups) } },
            { name: 'pagina', in: 'query', required: false, description: 'Vijftig diensten per pagina.', schema: { type: 'integer', minimum: 1, maximum: 1000, default: 1 } },
          ],
          responses: {
            200: answer('Een pagina van het aanbod.', {
              type: 'object',
              required: ['diensten', 'aantal', 'meer'],
              properties: { diensten: { type: 'array', items: { $ref: '#/components/schemas/Dienst' } }, aantal: { type: 'integer' }, meer: { type: 'boolean' } },
            }),
            400: problem('Deze groep of pagina is er niet.'),
            404: problem('De regio is er niet of is niet open.'),
          },
        },
      },
      '/regios/{regio}/diensten/{id}': {
        get: {
          operationId: 'getDienst',
          tags: ['aanbod'],
          summary: 'Eén dienst',
          parameters: [region, { name: 'id', in: 'path', required: true, description: 'Het id van de dienst.', schema: { type: 'string', format: 'uuid' } }],
          responses: { 200: answer('De dienst.', { $ref: '#/components/schemas/Dienst' }), 400: problem('Dit is geen id.'), 404: problem('De dienst is er niet, of niet meer.') },
        },
      },
      '/regios/{regio}/wegwijzer': {
        post: {
          operationId: 'postWegwijzer',
          tags: ['aanbod'],
          summary: 'Wie kan helpen, en waarom',
          description: 'Er wordt niets bewaard. Dezelfde vraag met dezelfde feiten geeft altijd hetzelfde. Wat niet gegeven is, is onbekend; dat is niet hetzelfde als nee.',
          parameters: [region],
          requestBody: { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/WegwijzerVraag' } } } },
          responses: {
            200: answer('Wat past, het beste eerst, en de ene vraag die het meest zou vertellen.', { $ref: '#/components/schemas/Wegwijzing' }),
            400: problem('Er is iets niet goed ingevuld.'),
            404: problem('De regio is er niet of is niet open.'),
            429: problem('Te veel verzoeken.'),
          },
        },
      },
    },
    components: {
      securitySchemes: {
        programma: { type: 'http', scheme: 'bearer', description: 'Het token van een programma van een organisatie, gemaakt door haar beheerder op de pagina Deuren.' },
        medewerker: { type: 'http', scheme: 'bearer', description: 'Het token van een medewerker; de rechten zijn die van de medewerker.' },
      },
      schemas: {
        NieuweVraag: {
          type: 'object',
          required: ['doelgroep', 'vraag', 'contact'],
          properties: {
            doelgroep: { type: 'string', enum: Object.keys(apiGroups) },
            vraag: { type: 'string', minLength: 1, maxLength: 5000 },
            postcode: { type: 'string', description: 'Bepaalt welke gemeente de vraag krijgt.', example: '7511 AB' },
            contact: {
              type: 'object',
              description: 'Hoe de vrager te bereiken is; mag leeg zijn.',
              properties: { naam: { type: 'string', maxLength: 120 }, email: { type: 'string', format: 'email' }, telefoon: { type: 'string', example: '06 12345678' } },
            },
            kanaal: { type: 'string', enum: Object.keys(apiChannels), description: 'Zonder: web, of partner als een programma van een organisatie iemand aanbrengt.' },
          },
        },
        Vraag: {
          type: 'object',
          required: ['vraagnummer', 'kernvraag', 'doelgroep', 'kanaal', 'gemeente', 'stand', 'gesteldOp', 'uiterlijk', 'eigenaar', 'medewerker'],
          properties: {
            vraagnummer: { type: 'string', example: 'TW-4F7K-29' },
            kernvraag: { type: ['string', 'null'], description: 'De vraag in één zin, als zij verhelderd is.' },
            doelgroep: { type: 'string', enum: [...Object.keys(apiGroups), 'onbekend'] },
            kanaal: { type: 'string', enum: Object.keys(apiChannels) },
            gemeente: { type: ['string', 'null'] },
            stand: { type: 'string', enum: Object.values(apiStates) },
            gesteldOp: { type: 'string', format: 'date-time' },
            uiterlijk: { type: ['string', 'null'], format: 'date-time', description: 'Wanneer de volgende stap gezet moet zijn; leeg als de vraag gesloten is.' },
            eigenaar: { type: 'string', example: 'Gemeente Enschede' },
            medewerker: { type: ['string', 'null'], description: 'Wie de vraag heeft opgepakt.' },
          },
        },
        OntvangenVraag: {
          type: 'object',
          required: ['vraagnummer', 'volgUrl', 'eigenaar', 'uiterlijk'],
          properties: {
            vraagnummer: { type: 'string', example: 'TW-4F7K-29' },
            volgUrl: { type: 'string', format: 'uri', description: 'De eigen pagina van de vrager; geheim.' },
            eigenaar: { type: 'string', example: 'Gemeente Enschede' },
            uiterlijk: { type: 'string', format: 'date', description: 'De dag waarop de vrager uiterlijk een eerste reactie heeft.' },
            ...urgent,
          },
        },
        Regio: {
          type: 'object',
          required: ['code', 'slug', 'naam', 'centrumgemeente', 'gemeenten', 'open'],
          properties: {
            code: { type: 'string', example: 'AM05' },
            slug: { type: 'string', example: 'twente' },
            naam: { type: 'string', example: 'Twente' },
            centrumgemeente: { type: 'string', example: 'Enschede' },
            gemeenten: { type: 'array', items: { type: 'string' } },
            open: { type: 'boolean', description: 'Of de regio hier vragen aanneemt.' },
          },
        },
        Inlooppunt: {
          type: 'object',
          required: ['id', 'naam', 'gemeente', 'adres', 'postcode', 'plaats', 'breedtegraad', 'lengtegraad', 'openingstijden', 'gesloten', 'toegankelijkheid', 'talen'],
          properties: {
            id: { type: 'string', format: 'uuid' },
            naam: { type: 'string' },
            gemeente: { type: 'string' },
            adres: { type: 'string' },
            postcode: { type: 'string' },
            plaats: { type: 'string' },
            breedtegraad: { type: 'number' },
            lengtegraad: { type: 'number' },
            openingstijden: { type: 'array', items: { type: 'string' } },
            gesloten: {
              type: 'array',
              description: 'Dagen dat het dicht is, hoewel het anders open zou zijn.',
              items: {
                type: 'object',
                required: ['van', 'totEnMet'],
                properties: { van: { type: 'string', format: 'date' }, totEnMet: { type: 'string', format: 'date' }, reden: { type: 'string' } },
              },
            },
            toegankelijkheid: { type: 'array', items: { type: 'string' } },
            talen: { type: 'array', description: 'Talen die er gesproken worden (ISO 639).', items: { type: 'string', example: 'nl' } },
            onderdeelVan: { type: 'string', description: 'De plek in de buurt waar het bij hoort.' },
            doetZelf: { type: 'string', description: 'Wat die plek zelf doet.' },
            afstandKm: { type: 'number', description: 'Alleen bij een postcode.' },
          },
        },
        WegwijzerVraag: {
          type: 'object',
          required: ['vraag'],
          properties: {
            vraag: { type: 'string', minLength: 1, maxLength: 5000 },
            doelgroep: { type: 'string', enum: Object.keys(apiGroups) },
            feiten: {
              type: 'object',
              description: 'Wat van de vrager bekend is.',
              properties: Object.fromEntries(Object.entries(apiFacts).map(([word, fact]) => [word, factSchema(fact)])),
            },
            overgeslagen: { type: 'array', description: 'Waarnaar niet meer gevraagd moet worden.', items: { type: 'string', enum: Object.keys(apiFacts) } },
          },
        },
        Wegwijzing: {
          type: 'object',
          required: ['suggesties'],
          properties: {
            ...urgent,
            suggesties: {
              type: 'array',
              items: {
                type: 'object',
                required: ['bestemming', 'dienst', 'naam', 'soort', 'redenen', 'tegen', 'onbekend', 'url'],
                properties: {
                  bestemming: { type: 'string', example: 'uwv' },
                  dienst: { type: 'string', format: 'uuid' },
                  naam: { type: 'string' },
                  soort: { type: 'string', enum: Object.values(apiKinds) },
                  redenen: { type: 'array', items: { type: 'string', example: 'omdat u werkt en uw baan verliest' } },
                  tegen: { type: 'array', items: { type: 'string' } },
                  onbekend: { type: 'array', items: { type: 'string' } },
                  url: { type: 'string', format: 'uri' },
                },
              },
            },
            vervolgvraag: {
              type: 'object',
              required: ['feit', 'vraag', 'antwoorden', 'teksten'],
              properties: {
                feit: { type: 'string', enum: Object.keys(apiFacts) },
                vraag: { type: 'string' },
                antwoorden: { type: 'array', description: 'Waarden die verschil maken, om zo als feit mee te geven.', items: { type: 'string' } },
                teksten: { type: 'array', description: 'Dezelfde antwoorden in gewone woorden.', items: { type: 'string' } },
              },
            },
          },
        },
        Dienst: {
          type: 'object',
          required: ['id', 'naam', 'aanbieder', 'omschrijving', 'bestemming', 'onderwerpen', 'vorm', 'bereik', 'gemeenten', 'talen', 'voorwaarden', 'voorbeeld', 'url'],
          properties: {
            id: { type: 'string', format: 'uuid' },
            naam: { type: 'string' },
            aanbieder: { type: 'string' },
            omschrijving: { type: 'string' },
            doel: { type: 'string' },
            bestemming: { type: 'string' },
            onderwerpen: { type: 'array', items: { type: 'string' } },
            vorm: { type: 'array', items: { type: 'string' } },
            bereik: { type: 'string' },
            gemeenten: { type: 'array', items: { type: 'string' } },
            bestanden: {
              type: 'array',
              items: { type: 'object', properties: { naam: { type: 'string' }, url: { type: 'string', format: 'uri' } } },
            },
            inlooppunten: { type: 'array', items: { type: 'string' } },
            kosten: { type: 'string' },
            wieBetaalt: { type: 'string' },
            regeling: { type: 'string' },
            wet: { type: 'string' },
            duur: { type: 'string' },
            wachttijd: { type: 'string' },
            aanmelden: { type: 'string' },
            website: { type: 'string', format: 'uri' },
            talen: { type: 'array', description: 'ISO 639.', items: { type: 'string' } },
            voorwaarden: {
              type: 'array',
              items: {
                type: 'object',
                required: ['feit', 'soort'],
                properties: {
                  feit: { type: 'string', enum: Object.keys(apiFacts) },
                  soort: { type: 'string', enum: ['vereist', 'gewenst', 'uitgesloten'] },
                  waarden: { type: 'array', items: { type: 'string' } },
                  vanaf: { type: 'integer' },
                  totEnMet: { type: 'integer' },
                },
              },
            },
            geldigTotEnMet: { type: 'string', format: 'date' },
            bevestigdOp: { type: ['string', 'null'], format: 'date-time' },
            voorbeeld: { type: 'boolean', description: 'Of het een voorbeeld is en niet echt geldt.' },
            url: { type: 'string', format: 'uri' },
          },
        },
        Probleem: {
          type: 'object',
          required: ['status', 'title', 'detail'],
          properties: {
            type: { type: 'string' },
            status: { type: 'integer' },
            title: { type: 'string' },
            detail: { type: 'string' },
            ...urgent,
            fouten: { type: 'array', items: { type: 'object', properties: { veld: { type: 'string' }, melding: { type: 'string' } } } },
          },
        },
      },
    },
  }
}
