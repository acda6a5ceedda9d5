import type { ColumnView, ImportOptions, PlanView, ProblemView } from '$lib/desktop/types';
import { hasWords, say, word } from '$lib/i18n/words';
import { carrierName } from '../looks';

const few = 4;

/** fieldTitle is what people call a field: as in files where the plan has it, else as in orders. A field of a line says of
 *  which. */
export function fieldTitle(plan: PlanView | null, field: string): string {
  const [, line = '', of = ''] = /^line(?: (\S+))?(?: ([a-z_]+))?$/.exec(field) ?? [];
  if (of !== '') return say('plan.line_field', line, fieldTitle(plan, of));
  if (field === 'line') return say('plan.line_new');
  if (line !== '') return say('plan.line', line);
  const known = plan ? plan.fields.some((f) => f.field === field) : hasWords(`field.${field}`);
  if (known) return word('field', field);
  return hasWords(`edit_field.${field}`) ? word('edit_field', field) : field.replaceAll('_', ' ');
}

/** some names the first few of a list, and how many more there are. */
export function some(names: readonly string[]): string {
  const shown = names.slice(0, few).join(', ');
  return names.length > few ? say('plan.and_more', shown, names.length - few) : shown;
}

/** lacking are the titles of the fields that a plan cannot do without and that no column fills. */
export function lacking(plan: PlanView): string[] {
  return plan.fields
    .filter((f) => f.required && !plan.columns.some((c) => c.field === f.field))
    .map((f) => word('field', f.field));
}

/** offered is a map of the columns that nobody assigned to the fields they probably fill; null when there are none. */
export function offered(plan: PlanView): Record<string, string> | null {
  const likely = plan.columns.filter((c) => c.field === '' && c.likely !== '');
  return likely.length > 0 ? Object.fromEntries(likely.map((c) => [c.likely, c.name])) : null;
}

/** dated are the columns whose dates left open which number is the day. */
export function dated(plan: PlanView): ColumnView[] {
  return plan.columns.filter((c) => c.day_first + c.month_first + c.either_way > 0);
}

/** aboutRows is what keeps rows out, or is said of them. */
export function aboutRows(plan: PlanView): ProblemView[] {
  return plan.problems.filter((p) => p.row > 0);
}

/** aboutFile is what is said of a file as a whole, or of one of its columns; no row is rejected because of it alone. */
export function aboutFile(plan: PlanView): ProblemView[] {
  return plan.problems.filter((p) => p.row === 0);
}

/** flagCodes are the kinds of odd values of a plan, the most frequent first. */
export function flagCodes(plan: PlanView): { code: string; count: number }[] {
  return [...plan.flagged].sort((a, b) => b.count - a.count);
}

/** hindrance is why a plan cannot be applied as it is, as the catalogue names it: a person has to say something first, or
 *  nothing in it is new. */
function hindrance(plan: PlanView): string {
  if (plan.remembered.some((m) => m.says !== '')) return 'imports.cannot_unlike';
  if (plan.doubted) return 'imports.cannot_doubted';
  if (plan.known) return 'imports.cannot_known';
  if (plan.kind === 'unknown' || lacking(plan).length > 0) return 'imports.cannot_missing';
  return writes(plan) === 0 && plan.rejected === 0 ? 'imports.cannot_nothing' : '';
}

/** cannotApply is why a plan cannot be applied as it is, in words; '' when it can. */
export function cannotApply(plan: PlanView): string {
  const why = hindrance(plan);
  return why === '' ? '' : say(why, lacking(plan).join(', '));
}

/** addsNothing reports whether nothing of a plan is new, so that nobody has to do anything about it. */
export function addsNothing(plan: PlanView): boolean {
  return ['imports.cannot_known', 'imports.cannot_nothing'].includes(hindrance(plan));
}

/** writes is how many rows of a plan would be recorded. */
export function writes(plan: PlanView): number {
  return plan.new + plan.changed + plan.conflict;
}

const separators: Record<string, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' };

/** choiceSays tells a choice of how to read a file, as it is remembered, and what was chosen. */
export function choiceSays(plan: PlanView | null, choice: string, value: string): string {
  const field = choice.startsWith('map.') ? choice.slice('map.'.length) : '';
  const name = field === '' ? say(`readas.option.${choice}`) : say('remembered.column', fieldTitle(plan, field));
  return say('remembered.choice', name, choiceValue(choice, value));
}

/** choiceValue is what people call what was chosen. */
export function choiceValue(choice: string, value: string): string {
  if (value === '') return say(choice.startsWith('map.') ? 'remembered.no_column' : 'remembered.found');
  if (choice === 'separator' && separators[value]) return say(`separator.${separators[value]}`);
  if (choice === 'date_format' && hasWords(`date_order.${value}`)) return say(`date_order.${value}`);
  return choice === 'carrier' ? carrierName(value) : value;
}

/** asLastTime are options by which a choice of last time is made again. */
export function asLastTime(options: ImportOptions, choice: string, value: string): Partial<ImportOptions> {
  if (choice.startsWith('map.')) return { map: { ...options.map, [choice.slice('map.'.length)]: value } };
  return { [choice]: choice === 'header_row' ? Number(value) : value };
}

/** told is what is said of a cell, a row or a file. */
export function told(problem: Pick<ProblemView, 'says' | 'args' | 'message' | 'code'>): string {
  const key = `problem.${problem.says}`;
  if (problem.says !== '' && hasWords(key)) return say(key, ...problem.args);
  return problem.message || problem.code;
}

/** remedy is what is wrong with a cell and what would be right. What the command line would do about it is said as this
 *  screen does it. */
export function remedy(problem: ProblemView): string {
  const key = `remedy.${problem.code}`;
  const message = told(problem);
  const [what = message] = message.split(/[;,]? (?:[^;]*?) ?--[a-z]/, 1);
  return hasWords(key) && what !== message ? say(key, what) : message;
}

/** withoutMark is why a mail was not read, without the mark that the program sorts such questions by: "not-understood: UPS …". */
export function withoutMark(why: string): string {
  return why.replace(/(^|: )[a-z]+(?:-[a-z]+)+: /, '$1');
}
