// How people are named where one has to be picked.
import type { User } from './records'

/** Two workers of one name are told apart by what they sign in with. */
export function distinctName(user: Pick<User, 'name' | 'username'>): string {
  return `${user.name}（${user.username}）`
}
