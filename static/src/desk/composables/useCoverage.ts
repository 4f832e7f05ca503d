// The figures and outlines of a view, loaded apart so that the table never waits for the map.
import { computed, type Ref } from 'vue'
import * as calls from '../api/calls'
import { ancestorAt, levelOf } from '../domain/divisions'
import type { Coverage, Level, Shapes } from '../domain/records'
import type { View } from '../domain/view'
import { useLoad } from './useLoad'

export function useCoverage(view: Ref<View>) {
  const params = () => ({ scope: view.value.scope, kind: view.value.kind, on: view.value.on })
  const key = () => JSON.stringify(params())
  const coverage = useLoad(() => figuresOf(params(), view.value.by ?? 'grid'), () => key() + view.value.by)
  const shapes = useLoad(() => shapesOf(params()), key)
  const towns = useLoad(() => townsOf(params()), () => levelOf(view.value.scope))
  const tiles = computed(() => calls.doorTiles(params()))
  const progress = computed(() => calls.ledgerFile('progress', 'xlsx', params()))
  const refresh = () => Promise.all([coverage.reload(), shapes.reload()])
  return { coverage, shapes, towns, tiles, progress, refresh }
}

/** The figures of one place for a filter, as the lists print them. */
export function useFigures(params: () => { scope: string, kind: string, on: string }) {
  return useLoad(() => calls.getCoverage({ ...params(), by: 'village' }), () => JSON.stringify(params()))
}

/** Grids know no official number of households; their village does, so its total comes from itself. */
async function figuresOf(asked: Asked, by: Level): Promise<Coverage> {
  if (levelOf(asked.scope) !== 'village') return calls.getCoverage({ ...asked, by })
  const [grids, village] = await Promise.all([
    calls.getCoverage({ ...asked, by }),
    calls.getCoverage({ ...asked, by: 'village' }),
  ])
  return { ...grids, total: village.total }
}

interface Asked { scope: string, kind: string, on: string }

/** Villages from afar; in a village its grids, where they have outlines, with the neighbours of a picked one. */
async function shapesOf(asked: Asked): Promise<Shapes> {
  if (!['village', 'grid'].includes(levelOf(asked.scope))) return calls.getShapes({ ...asked, by: 'village' })
  const around = { ...asked, scope: ancestorAt(asked.scope, 'village') }
  const grids = await calls.getShapes({ ...around, by: 'grid' })
  if (grids.features.some((shape) => shape.geometry !== null)) return grids
  return calls.getShapes({ ...around, by: 'village' })
}

/** Town borders help only where several towns are in sight. */
async function townsOf(asked: Asked): Promise<Shapes | null> {
  return levelOf(asked.scope) === 'county' ? calls.getShapes({ scope: asked.scope, by: 'town' }) : null
}
