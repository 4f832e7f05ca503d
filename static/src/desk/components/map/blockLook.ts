// Doors in one place, an apartment block for one: a ring that shows the shares of their states, and how many they are in it.
import { Icon, Style } from 'ol/style'
import type { DoorState } from '../../domain/records'
import type { Dot } from './doorFormat'
import type { MapColours } from './tokens'

/** From the top, clockwise: what is missing first. */
const ORDER: readonly DoorState[] = ['uncovered', 'excluded', 'covered']
const RING = 4
/** Screens this sharp are drawn for; a coarser one scales it down. */
const SHARP = 2

export function blockLook(dot: Dot, colours: MapColours): Style {
  const words = dot.n > 9_999 ? '1万+' : String(dot.n)
  const radius = words.length < 3 ? 10 : 8 + words.length * 2
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = (radius * 2 + 2) * SHARP
  const pen = canvas.getContext('2d') as CanvasRenderingContext2D
  pen.scale(SHARP, SHARP)
  pen.translate(radius + 1, radius + 1)
  disc(pen, radius, colours.ink)
  drawShares(pen, dot, radius - 0.8, colours)
  disc(pen, radius - RING, colours.paper)
  drawNumber(pen, words, colours.ink)
  return new Style({ image: new Icon({ img: canvas, scale: 1 / SHARP, declutterMode: 'none' }) })
}

function disc(pen: CanvasRenderingContext2D, radius: number, colour: string): void {
  pen.fillStyle = colour
  pen.beginPath()
  pen.arc(0, 0, radius, 0, 2 * Math.PI)
  pen.fill()
}

function drawShares(pen: CanvasRenderingContext2D, dot: Dot, radius: number, colours: MapColours): void {
  const colourOf = { uncovered: colours.step('0'), excluded: colours.step('none'), covered: colours.step('4') }
  let from = -Math.PI / 2
  for (const state of ORDER.filter((one) => dot.parts[one] > 0)) {
    const until = from + dot.parts[state] / dot.n * 2 * Math.PI
    pen.fillStyle = colourOf[state]
    pen.beginPath()
    pen.moveTo(0, 0)
    pen.arc(0, 0, radius, from, until)
    pen.fill()
    from = until
  }
}

function drawNumber(pen: CanvasRenderingContext2D, words: string, colour: string): void {
  pen.fillStyle = colour
  pen.font = `600 10px ${getComputedStyle(document.body).fontFamily}`
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  pen.fillText(words, 0, 0.5)
}
