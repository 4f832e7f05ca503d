// The places as areas: coloured by coverage step, named where the name fits.
import { gapWords } from '@shared/words'
import type { FeatureLike } from 'ol/Feature'
import GeoJSON from 'ol/format/GeoJSON'
import { type Geometry, MultiPolygon, Polygon } from 'ol/geom'
import VectorLayer from 'ol/layer/Vector'
import VectorSource from 'ol/source/Vector'
import { Fill, Stroke, Style, Text } from 'ol/style'
import { isWithin, shortName } from '../../domain/divisions'
import { stepName } from '../../domain/figures'
import type { CoverageRow, Shapes } from '../../domain/records'
import { areaName } from './areaName'
import { DOORS_FROM_RESOLUTION } from './doorLayer'
import type { MapColours } from './tokens'

export interface Marked { pick: string, hovered: string }
/** On a base map the areas let it through; on paper their names stand at every scale. */
interface Look extends Marked { colours: MapColours, onBase: boolean, still: boolean }

/** Farther out than this (metres to the pixel) the towns are named, nearer the villages. */
const NAMES_FROM_RESOLUTION = 38

const format = new GeoJSON({ featureProjection: 'EPSG:3857' })

export function villageLayer(colours: MapColours, marked: () => Omit<Look, 'colours'>): VectorLayer {
  return new VectorLayer({
    source: new VectorSource(),
    style: (feature, resolution) => areaStyle(feature, resolution, { colours, ...marked() }),
  })
}

/** The names of the villages and what they miss, over the dots of the doors; from afar only where no town is named. */
export function villageNames(villages: VectorLayer, towns: VectorLayer, colours: MapColours, { still, letters: size }: { still: boolean, letters: number }): VectorLayer {
  const font = `600 ${size}px ${getComputedStyle(document.body).fontFamily}`
  return new VectorLayer({
    source: villages.getSource() as VectorSource,
    declutter: true,
    style: (feature, resolution) => {
      if (!still && resolution > NAMES_FROM_RESOLUTION && !(towns.getSource() as VectorSource).isEmpty()) return undefined
      const figures = figuresOf(feature)
      const name = areaName(shortName(figures.name), gapWords(figures.target, figures.uncovered), roomOf(feature) / resolution, size)
      return name ? named(name.words, font, colours, name.reaches) : undefined
    },
  })
}

/** The borders and names of the towns, over the villages when the whole county is in sight. */
export function townLayer(colours: MapColours, still: boolean): VectorLayer {
  const font = `600 14px ${getComputedStyle(document.body).fontFamily}`
  return new VectorLayer({
    source: new VectorSource(),
    declutter: true,
    style: (feature, resolution) => {
      const border = new Style({ stroke: new Stroke({ color: colours.ink, width: 1.6 }) })
      if (still || resolution <= NAMES_FROM_RESOLUTION) return [border]
      return [border, named(figuresOf(feature).name, font, colours)]
    },
  })
}

export function showShapes(layer: VectorLayer, shapes: Shapes | null): void {
  const source = layer.getSource() as VectorSource
  source.clear()
  const drawn = (shapes?.features ?? []).filter((shape) => shape.geometry !== null)
  source.addFeatures(format.readFeatures({ type: 'FeatureCollection', features: drawn }))
}

export function figuresOf(feature: FeatureLike): CoverageRow {
  return feature.getProperties() as CoverageRow
}

function areaStyle(feature: FeatureLike, resolution: number, look: Look): Style {
  const figures = figuresOf(feature)
  const marked = isMarked(figures.code, look.pick) || isMarked(figures.code, look.hovered)
  const colour = look.colours.step(stepName(figures))
  return new Style({
    // Under the dots of the doors the areas step back, or covered doors would drown in a covered village.
    fill: new Fill({ color: colour + veilOf(resolution, look) }),
    stroke: new Stroke({ color: marked ? look.colours.ink : look.colours.line, width: marked ? 2.5 : 0.8 }),
    zIndex: marked ? 1 : 0,
  })
}

/** How much of an area's colour covers what is under it, as the two digits after a colour. */
function veilOf(resolution: number, { onBase, still }: Look): string {
  if (resolution < DOORS_FROM_RESOLUTION && !still) return onBase ? '4d' : '66'
  return onBase ? 'b3' : ''
}

function isMarked(code: string, mark: string): boolean {
  return mark !== '' && (isWithin(code, mark) || isWithin(mark, code))
}

/** How wide an area is where its name stands, in metres of the map. */
function roomOf(feature: FeatureLike): number {
  const part = largestPart(feature)
  return part instanceof Polygon ? part.getInteriorPoint().getCoordinates()[2] ?? 0 : 0
}

function named(text: string, font: string, colours: MapColours, overflow = false): Style {
  return new Style({
    geometry: largestPart,
    text: new Text({
      text,
      font,
      fill: new Fill({ color: colours.ink }),
      stroke: new Stroke({ color: colours.paper, width: 3 }),
      overflow,
    }),
  })
}

/** A place in several parts is named once, in its largest. */
function largestPart(feature: FeatureLike): Geometry | undefined {
  const geometry = feature.getGeometry()
  if (!(geometry instanceof MultiPolygon)) return geometry as Geometry | undefined
  return geometry.getPolygons().sort((a, b) => b.getArea() - a.getArea())[0]
}
