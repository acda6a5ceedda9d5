import type { Cover } from '$lib/desktop/types';
import { addDays, shortDate, type Here } from '$lib/i18n/dates';
import { hasWords, say, word } from '$lib/i18n/words';
import { grouped } from './looks';

/** coverSays tells how a supplier stands by goods, since when and by which term. */
export function coverSays(c: Cover, here: Here): string {
  const last = c.says === 'out' && c.until ? addDays(c.until, 1) : (c.until ?? '');
  const key = c.says === 'in' && c.at_least ? 'cover.in_at_least' : `cover.${c.says}`;
  const says = say(key, shortDate(last, here), c.months ?? 0, shortDate(c.from ?? '', here));
  const parcel = c.by ? ` ${say(`cover_parcel.${c.by}`, grouped(c.parcel ?? ''))}` : '';
  return c.replaced ? `${says}${parcel} ${say('cover.replaced')}` : says + parcel;
}

/** coverThen is what follows from it; '' where goods are in warranty. */
export function coverThen(c: Cover): string {
  return hasWords(`cover_then.${c.says}`) ? word('cover_then', c.says) : '';
}

/** coverShort is it in a cell of a table: until when, since when not, or that nobody knows. */
export function coverShort(c: Cover, here: Here): string {
  if (c.says === 'out' && c.until) return say('cover_short.out', shortDate(addDays(c.until, 1), here));
  return c.until ? shortDate(c.until, here) : say('cases.no_term');
}
