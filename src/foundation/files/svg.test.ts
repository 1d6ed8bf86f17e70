import { expect, test } from 'vitest'
import { svg } from './svg.ts'

const clean = (inside: string, before = '') =>
  svg(Buffer.from(`${before}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10">${inside}</svg>`)).toString()

test('a logo is drawn as it was: its forms, colours, gradients, words and classes stay (I4)', () => {
  const inside =
    '<title>Logo &amp; naam</title><defs><linearGradient id="a"><stop offset="0" stop-color="#fff"></stop></linearGradient><style>.b{fill:url(#a)}</style></defs><g class="b" transform="scale(2)"><path d="M0 0h10v10z" fill="url(#a)"></path><use xlink:href="#a"></use></g><text x="1">Werk</text>'
  expect(clean(inside)).toBe(`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10">${inside}</svg>`)
  const once = svg(Buffer.from('<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>'))
  expect(svg(once).equals(once)).toBe(true)
})

test.each([
  ['a script', '<script>alert(1)</script>'],
  ['a script by another prefix', '<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>'],
  ['a script within what is left out', '<a><script>alert(1)</script></a>'],
  ['what happens on loading', '<path d="M0 0" onload="alert(1)" ONCLICK="alert(1)"/>'],
  ['a page', '<foreignObject><iframe src="https://elders.example/alert"/></foreignObject>'],
  ['a picture from elsewhere', '<image href="https://elders.example/alert.png"/>'],
  ['a link', '<a href="javascript:alert(1)"><path d="M0 0"/></a>'],
  ['use of elsewhere', '<use href="https://elders.example/alert.svg#a"/><use xlink:href="data:image/svg+xml,alert"/>'],
  ['a colour from elsewhere', '<path fill="url(https://elders.example/alert)"/><path style="fill:u\\72l(//elders.example/alert)"/>'],
  ['an imported style', '<style>@import "https://elders.example/alert.css";</style>'],
  ['an imported style behind a comment', '<style>@im/**/port "https://elders.example/alert.css"; a{fill:url( "//elders.example/alert")}</style>'],
  ['a style in a section of its own', '<style><![CDATA[@import "//elders.example/alert"]]></style>'],
  ['what changes an attribute later', '<set attributeName="onclick" to="alert(1)"/><animate attributeName="href" to="javascript:alert(1)"/>'],
  ['a tag behind a section', '<text><![CDATA[</text><script>alert(1)</script>]]></text>'.replace('alert(1)', '')],
  ['a namespace of pages', '<g xmlns="http://www.w3.org/1999/xhtml"><img src="x" onerror="alert(1)"/></g>'],
])('of a logo with %s that is left out (I4)', (_what, inside) => {
  const made = clean(inside)
  expect(made).not.toMatch(/alert|elders|<script|foreignObject|xhtml|import/i)
})
test('entities and instructions are no part of it, and what is no picture is refused (I4)', () => {
  const made = clean('<text>&x;</text>', '<?xml version="1.0"?><?xml-stylesheet href="//elders.example"?><!DOCTYPE svg [<!ENTITY x "<script>alert(1)</script>">]>')
  expect(made).not.toMatch(/ENTITY|alert|elders|DOCTYPE/)
  for (const wrong of ['<html><svg/></html>', 'svg', '', `${'<svg>'.repeat(100)}`, `<svg>${'<g>'.repeat(10_000)}`, '<svg/><svg/>'])
    expect(() => svg(Buffer.from(wrong)), wrong.slice(0, 20)).toThrow(RangeError)
})
